using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Imap;
using ServiceDesk.Domain.Mail.Mailboxes;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Tests.Mail.Wire;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Mailboxes;

/// <summary>Desks whose mailboxes are on a real IMAP server, and what came of the mails there.</summary>
internal static class MailboxStory
{
    /// <summary>A desk's mailbox on this server.</summary>
    public static MailboxForm MailboxOf(this DovecotServer server, Desk desk, string user) => new(desk.Id)
    {
        Host = "127.0.0.1",
        Port = server.TlsPort,
        Thumbprint = server.Certificate.GetCertHashString(HashAlgorithmName.SHA256),
        User = user,
        Password = "right",
    };

    /// <summary>Saves a mailbox in place of the one there is.</summary>
    public static async Task SaveAsync(this Story site, MailboxForm form)
    {
        var now = (await site.Get<DeskMailboxes>().NowAsync(form.DeskId, by: site.Ada)).Done;
        var outcome = await site.Get<DeskMailboxes>().ChangeAsync(form with { Version = now.Form.Version }, by: site.Ada);
        Assert.True(outcome.IsDone, $"{outcome.Refusal}");
    }

    /// <summary>Saves a mailbox and switches it on.</summary>
    public static async Task SwitchOnAsync(this Story site, MailboxForm form)
    {
        await site.SaveAsync(form);
        Assert.True((await site.Get<DeskMailboxes>().SwitchAsync(form.DeskId, isOn: true, by: site.Ada)).IsDone);
    }

    /// <summary>Waits until reading goes as it should.</summary>
    public static async Task<MailboxState> StateAsync(this Story site, Desk desk, Func<MailboxState, bool> isSo, string what)
    {
        MailboxState? state = null;
        await Eventually.IsAsync(() => (state = site.Get<DeskMailboxes>().NowAsync(desk.Id, by: site.Ada).Result.Done.State) is { } now && isSo(now), what);
        return state!;
    }

    /// <summary>Waits until it is connected and everything was read.</summary>
    public static Task IsReadAsync(this Story site, Desk desk) => site.StateAsync(desk, state => state is { ConnectedAt: not null, ReadAt: not null, FailingSince: null }, "the mailbox is read");

    /// <summary>Waits until requests of these subjects are there, and no others.</summary>
    public static async Task HasRequestsAsync(this Story site, params string[] subjects)
    {
        var found = new List<string>();
        await Eventually.IsAsync(() => (found = site.ReadAsync(db => db.Requests.OrderBy(request => request.Summary).Select(request => request.Summary).ToListAsync()).Result).Count >= subjects.Length, $"there are {subjects.Length} requests");
        Assert.Equal(subjects.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    /// <summary>Waits until a folder has so many mails.</summary>
    public static async Task HoldsAsync(this DovecotServer server, string user, string folder, int mails)
    {
        await using var client = await ImapClient.ConnectAsync(server.Settings(user), ImapStory.Cancel);
        await Eventually.IsAsync(() => HasAsync(client, folder, mails).Result, $"{folder} of {user} holds {mails} mails");
    }

    /// <summary>Each stored mail: where from, and what became of it.</summary>
    public static Task<List<string>> StoredAsync(this Story site) => site.ReadAsync(async db => (await db.IncomingMails.OrderBy(mail => mail.Id).ToListAsync()).ConvertAll(mail => $"{mail.Source} {mail.State} {mail.Reason}"));

    private static async Task<bool> HasAsync(ImapClient client, string folder, int mails)
    {
        try
        {
            return (await client.SelectAsync(folder, ImapStory.Cancel)).Exists == mails;
        }
        catch (WireException e) when (e.Fault is WireFault.Refused)
        {
            return false; // not made yet
        }
    }
}
