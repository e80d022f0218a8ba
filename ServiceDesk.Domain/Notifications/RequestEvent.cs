using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Notifications;

/// <summary>Something that happens to a request, within the work that does it.</summary>
/// <param name="Work">The work; it holds the request.</param>
/// <param name="Key">What signs the mails.</param>
/// <param name="Request">The request.</param>
/// <param name="By">Who does it, and is not told of it.</param>
/// <param name="Now">When.</param>
internal sealed record RequestEvent(Work Work, ThreadKey Key, Request Request, Actor By, DateTimeOffset Now)
{
    public DeskDb Db => Work.Db;

    /// <summary>How mail comes to the desk, for who has read it already; null to be read.</summary>
    public MailChannel? Channel { get; init; }

    /// <summary>Who is told of every request at the desk; who has many of its requests in one work asks once.</summary>
    public DeskWatchers Watchers { get; init; } = new(Work.Db, Request.DeskId);
}

/// <summary>The agents of a desk who want to know of every request, read when somebody first asks.</summary>
internal sealed class DeskWatchers(DeskDb db, Guid deskId)
{
    private IReadOnlyList<Account>? _read;

    /// <summary>The agents.</summary>
    public async Task<IReadOnlyList<Account>> ReadAsync() => _read ??= await db.AgentsOf(deskId).AsNoTracking()
        .Where(agent => agent.ChosenNotifications != null && (agent.ChosenNotifications & Notification.NewRequests) != 0)
        .ToListAsync();
}

/// <summary>What one person is told of it.</summary>
/// <param name="To">Whom.</param>
/// <param name="Kind">As which mail.</param>
/// <param name="Because">Why they are told.</param>
/// <param name="Said">What there is to say.</param>
internal sealed record Notice(Account To, MailKind Kind, Notification Because, SaidByMail Said)
{
    /// <summary>Whether they are told as staff.</summary>
    public bool IsForStaff => Notifications.OfStaff.Contains(Because);
}

/// <summary>What a notification says.</summary>
/// <param name="Writer">Who did it.</param>
/// <param name="Text">What was written; empty for nothing.</param>
internal sealed record SaidByMail(string Writer, string Text)
{
    /// <summary>Whether staff wrote it: nothing else goes to an address that is not proved (design.md 4).</summary>
    public bool IsByStaff { get; init; }

    /// <summary>Whether it is for staff alone, so that answers are, too.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Where the request stands now, in each reader's words; null when that is not what it is about.</summary>
    public RequestStatus? Status { get; init; }

    /// <summary>The files that came with it.</summary>
    public IReadOnlyList<AttachedFile> Files { get; init; } = [];
}
