using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Imap;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>"Test connection": goes the way that reading goes, step by step, says what the server said at each, and changes nothing.</summary>
public sealed class MailboxTrials(DeskWork database, MailboxOpening opening, MailboxDoors doors, Limits limits, TimeProvider clock)
{
    /// <summary>How long all of it may take.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    private const int MostFolders = 50;

    /// <summary>Tries what a form says, with what is kept secret where nothing was typed. The last step is the one that failed, where one did.</summary>
    public async Task<Outcome<IReadOnlyList<TriedStep>>> TestAsync(MailboxForm form, Actor by, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by, form.DeskId)).May(Operation.AdministerDesk)
            || await db.Desks.Where(desk => desk.Id == form.DeskId && desk.ArchivedAt == null).Select(desk => desk.Key).SingleOrDefaultAsync(cancel) is not { } key)
        {
            return new NotFound();
        }

        var kept = await db.Mailboxes.SingleOrDefaultAsync(row => row.DeskId == form.DeskId, cancel);
        var wanted = form.Trimmed();
        if ((MailboxRules.Problem(wanted, doors.AllowsMaildir) ?? MailboxSecrets.Problem(wanted, kept)) is { } problem)
        {
            return problem;
        }

        // Else it would guess passwords, and knock at every port the site can reach, as fast as somebody likes.
        if (limits.MailboxTest(by) is { } tooOften)
        {
            return tooOften;
        }

        var steps = new List<TriedStep>();
        using var time = new CancellationTokenSource(Most, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancel);
        try
        {
            await (wanted.Kind is MailboxKind.Maildir ? TryMaildirAsync(key, steps) : TryImapAsync(wanted, kept, steps, either.Token));
        }
        catch (WireException e)
        {
            steps.Add(new TriedStep(Next(wanted, steps), e.Message, e.Fault));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            steps.Add(new TriedStep(Next(wanted, steps), "", WireFault.NoAnswerInTime));
        }

        return steps;
    }

    private async Task TryImapAsync(MailboxForm form, DeskMailbox? kept, List<TriedStep> steps, CancellationToken cancel)
    {
        // Some token servers take a refresh token once: what comes in place of the one that is kept must not be lost.
        var (login, tokens) = opening.LoginOf(form, kept, kept is null || form.RefreshToken.Length > 0 ? null : token => opening.RenewAsync(kept, token));
        using (tokens)
        {
            var settings = doors.ImapOf(form, login) with { Told = (step, words) => steps.Add(new TriedStep(step is ImapStep.Connected ? TrialStep.Connect : TrialStep.LogIn, words)) };
            await using var client = await ImapClient.ConnectAsync(settings, cancel);
            var folders = await client.FoldersAsync(cancel);
            steps.Add(new TriedStep(TrialStep.ListFolders, string.Join(", ", folders.Order(StringComparer.OrdinalIgnoreCase).Take(MostFolders)) + (folders.Count > MostFolders ? " …" : "")));
            var folder = await client.ExamineAsync(form.Folder, cancel);
            steps.Add(new TriedStep(TrialStep.OpenFolder, folder.Exists.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private Task TryMaildirAsync(string key, List<TriedStep> steps)
    {
        var folder = doors.OpenMaildir(key);
        steps.Add(new TriedStep(TrialStep.OpenFolder, folder.Waiting(int.MaxValue).Count.ToString(CultureInfo.InvariantCulture)));
        return Task.CompletedTask;
    }

    private static TrialStep Next(MailboxForm form, List<TriedStep> steps) => steps switch
    {
        _ when form.Kind is MailboxKind.Maildir => TrialStep.OpenFolder,
        [.., var last] => last.Step + 1,
        _ => TrialStep.Connect,
    };
}

/// <summary>A step of a connection test.</summary>
public enum TrialStep
{
    /// <summary>Connecting, and encrypting.</summary>
    Connect,

    /// <summary>Logging in.</summary>
    LogIn,

    /// <summary>Asking which folders there are.</summary>
    ListFolders,

    /// <summary>Opening the folder that is read, and counting its mails.</summary>
    OpenFolder,
}

/// <summary>What came of a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Words">What the server said: its greeting, the folders, how many mails there are; or why not.</param>
/// <param name="Fault">What the matter is; null when it went well.</param>
public sealed record TriedStep(TrialStep Step, string Words, WireFault? Fault = null);
