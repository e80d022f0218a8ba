using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Domain.Notifications;

/// <summary>
/// Decides who is mailed of what happens to a request: its customers of what they may see, as far as they may still read it; staff of what is
/// theirs to serve, or names them. Nobody is told of what they did themselves, nor twice of the same, nor against their choice.
/// </summary>
public sealed class RequestNotifications(NotificationMails mails, MailTokens tokens)
{
    /// <summary>What signs mails. To be asked for before a work begins.</summary>
    internal Task<ThreadKey> KeyAsync() => tokens.KeyAsync();

    /// <summary>A request was raised: agents of its desk who want to know of every one. Its reporter has an answer of their own.</summary>
    /// <param name="what">The request.</param>
    /// <param name="files">The files that came with it.</param>
    internal async Task RaisedAsync(RequestEvent what, IReadOnlyList<Guid> files)
    {
        if (await what.Watchers.ReadAsync() is { Count: > 0 } watchers)
        {
            var said = new SaidByMail(await NameAsync(what), what.Request.Description) { Files = await FilesAsync(what, files) };
            await AddAsync(what, watchers.Select(agent => new Notice(agent, MailKind.RequestAtDesk, Notification.NewRequests, said)));
        }
    }

    /// <summary>A customer wrote on it.</summary>
    /// <param name="what">The request.</param>
    /// <param name="written">The comment.</param>
    /// <param name="isUnverified">Whether it may be somebody else's: then staff alone is told.</param>
    internal async Task CommentedAsync(RequestEvent what, NewComment written, bool isUnverified = false)
    {
        var said = new SaidByMail(await NameAsync(what), written.CleanText) { Files = await FilesAsync(what, written.Files) };
        var customers = isUnverified ? [] : await what.Db.CustomersOfAsync(what.Request, what.By.AccountId);
        await AddAsync(what,
        [
            .. await ServingAsync(what, said),
            .. customers.Select(customer => new Notice(customer, MailKind.CustomerCommented, Notification.Comments, said)),
        ]);
    }

    /// <summary>Staff wrote on it.</summary>
    /// <param name="what">The request.</param>
    /// <param name="written">The comment.</param>
    /// <param name="isInternal">Whether its customers may not know of it.</param>
    internal async Task AnsweredAsync(RequestEvent what, NewComment written, bool isInternal)
    {
        var said = new SaidByMail(await NameAsync(what), written.CleanText) { IsByStaff = true, IsInternal = isInternal, Files = await FilesAsync(what, written.Files) };
        var customers = isInternal ? [] : await what.Db.CustomersOfAsync(what.Request, what.By.AccountId);
        await AddAsync(what,
        [
            .. (await NamedAsync(what, written.CleanText)).Select(person => new Notice(person, MailKind.MentionedInComment, Notification.Mentions, said)),
            .. await ServingAsync(what, said),
            .. customers.Select(customer => new Notice(customer, MailKind.PublicReply, Notification.Replies, said)),
        ]);
    }

    /// <summary>Staff moved it on.</summary>
    internal async Task MovedAsync(RequestEvent what)
    {
        var said = new SaidByMail(await NameAsync(what), "") { IsByStaff = true, Status = what.Request.Status };
        await AddAsync(what, (await what.Db.CustomersOfAsync(what.Request, what.By.AccountId)).Select(customer => new Notice(customer, MailKind.StatusChanged, Notification.StatusChanges, said)));
    }

    /// <summary>It was given to somebody.</summary>
    internal async Task AssignedAsync(RequestEvent what)
    {
        if (what.Request.AssigneeId is { } id && await what.Db.AgentsOf(what.Request.DeskId).AsNoTracking().SingleOrDefaultAsync(agent => agent.Id == id) is { } agent)
        {
            var said = new SaidByMail(await NameAsync(what), agent.AddressProvedAt is null ? "" : what.Request.Description) { IsByStaff = true };
            await AddAsync(what, [new Notice(agent, MailKind.RequestAssigned, Notification.Assignments, said)]);
        }
    }

    /// <summary>Somebody was brought into it.</summary>
    /// <param name="what">The request.</param>
    /// <param name="participant">Whom.</param>
    /// <param name="isByStaff">Whether staff did it.</param>
    internal async Task TakenInAsync(RequestEvent what, Account participant, bool isByStaff) =>
        await AddAsync(what, [new Notice(participant, MailKind.ParticipantAdded, Notification.TakingPart, new SaidByMail(await NameAsync(what), "") { IsByStaff = isByStaff })]);

    private async Task AddAsync(RequestEvent what, IEnumerable<Notice> notices)
    {
        var wanted = notices.Where(notice => notice.To.Id != what.By.AccountId && notice.To.IsActive && notice.To.Wants(notice.Because)).DistinctBy(notice => notice.To.Id).ToList();
        if (wanted.Count > 0)
        {
            var ids = wanted.Select(notice => notice.To.Id).ToList();
            var muted = await what.Db.RequestMutes.Where(mute => mute.RequestId == what.Request.Id && ids.Contains(mute.AccountId)).Select(mute => mute.AccountId).ToListAsync();
            await mails.AddAsync(what, wanted.FindAll(notice => !muted.Contains(notice.To.Id)));
        }
    }

    // Whoever serves it; while nobody does, those who want to know of every request.
    private static async Task<IEnumerable<Notice>> ServingAsync(RequestEvent what, SaidByMail said)
    {
        var agents = what.Request.AssigneeId is { } id
            ? await what.Db.AgentsOf(what.Request.DeskId).AsNoTracking().Where(agent => agent.Id == id).ToListAsync()
            : await what.Watchers.ReadAsync();
        var because = what.Request.AssigneeId is null ? Notification.NewRequests : Notification.Assigned;
        return agents.Select(agent => new Notice(agent, MailKind.WrittenForAgent, because, said));
    }

    private static async Task<IReadOnlyList<Account>> NamedAsync(RequestEvent what, string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal))
        {
            return [];
        }

        var staff = await what.Db.StaffOf(what.Request.DeskId).Select(person => new { person.Id, person.FullName }).ToListAsync();
        var named = Mentions.Of(text, [.. staff.Select(person => (person.Id, person.FullName))]).ToList();
        return named.Count == 0 ? [] : await what.Db.Accounts.AsNoTracking().Where(account => named.Contains(account.Id)).ToListAsync();
    }

    // Found also when it was only just made in the same work, as by the mail that raised the request.
    private static async Task<string> NameAsync(RequestEvent what) => (await what.Db.Accounts.FindAsync(what.By.AccountId))?.FullName ?? "";

    private static async Task<IReadOnlyList<AttachedFile>> FilesAsync(RequestEvent what, IReadOnlyList<Guid> files) => files.Count == 0
        ? []
        : await what.Db.Attachments.AsNoTracking()
            .Where(file => files.Contains(file.Id))
            .OrderBy(file => file.AddedAt).ThenBy(file => file.Id)
            .Select(file => new AttachedFile(file.Id, file.FileName, file.Bytes, file.IsInternal))
            .ToListAsync();
}
