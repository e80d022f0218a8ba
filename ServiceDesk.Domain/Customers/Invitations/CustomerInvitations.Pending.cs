using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Invitations;

// What was sent: seeing it, sending it again, taking it back.
public sealed partial class CustomerInvitations
{
    /// <summary>How many invitations a page has.</summary>
    public const int PageRows = 50;

    /// <summary>The desk's invitations, the latest sent first.</summary>
    /// <param name="deskId">The desk.</param>
    /// <param name="filter">Which.</param>
    /// <param name="after">The previous page's <see cref="PageOf{T}.Next"/>; null for the first page.</param>
    /// <param name="by">Who looks.</param>
    /// <param name="most">How many at most.</param>
    public async Task<Outcome<PageOf<InvitationRow>>> ListAsync(Guid deskId, InvitationFilter filter, string? after, Actor by, int most = PageRows)
    {
        await using var db = database.Read();
        if (!await MaySeeAsync(db, deskId, by))
        {
            return new NotFound();
        }

        var invitations = Listed(db, deskId, filter);
        if (Position(after) is var (at, id))
        {
            invitations = invitations.Where(invitation => invitation.SentAt < at || (invitation.SentAt == at && invitation.Id.CompareTo(id) < 0));
        }

        var found = await invitations.OrderByDescending(invitation => invitation.SentAt).ThenByDescending(invitation => invitation.Id).Take(most + 1).ToListAsync();
        var page = found.Take(most).ToList();
        return new PageOf<InvitationRow>(
            await RowsAsync(db, deskId, page),
            found.Count > most ? string.Create(CultureInfo.InvariantCulture, $"{Instants.ToMicroseconds(page[^1].SentAt)} {page[^1].Id}") : null);
    }

    /// <summary>One invitation, whatever has become of it.</summary>
    public async Task<Outcome<InvitationRow>> OpenAsync(Guid deskId, Guid invitationId, Actor by)
    {
        await using var db = database.Read();
        return await MaySeeAsync(db, deskId, by) && await db.Invitations.SingleOrDefaultAsync(invitation => invitation.DeskId == deskId && invitation.Id == invitationId) is { } found
            ? (await RowsAsync(db, deskId, [found]))[0]
            : new NotFound();
    }

    /// <summary>How many invitations are pending.</summary>
    public async Task<Outcome<int>> CountPendingAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        return await MaySeeAsync(db, deskId, by) ? await Listed(db, deskId, InvitationFilter.Pending).CountAsync() : new NotFound();
    }

    /// <summary>Sends invitations again, each with a fresh link; the rule book is asked as if they were new. Those that are not open any more are left out.</summary>
    public async Task<Outcome<IReadOnlyList<InviteLine>>> ResendAsync(Guid deskId, IReadOnlyCollection<Guid> invitations, Actor by)
    {
        await using var db = database.Read();
        var open = await db.Invitations.Open().Where(invitation => invitation.DeskId == deskId && invitations.Contains(invitation.Id)).ToListAsync();
        var people = open.ConvertAll(invitation => (new TypedAddress(invitation.Address, EmailAddress.Parse(invitation.Address), invitation.FullName), invitation.Message));
        if (people.Count > 0)
        {
            return await SendAsync(deskId, people, isOpenExpected: false, progress: null, by, CancellationToken.None);
        }

        var allowed = await AllowedAsync(db, deskId, await db.Desks.SingleOrDefaultAsync(desk => desk.Id == deskId), by);
        return allowed.Match<Outcome<IReadOnlyList<InviteLine>>>(_ => new List<InviteLine>(), why => why);
    }

    /// <summary>Takes invitations back: their links lead nowhere any more. Returns how many were open.</summary>
    public Task<Outcome<int>> RevokeAsync(Guid deskId, IReadOnlyCollection<Guid> invitations, Actor by) => database.RunAsync<int>(async work =>
    {
        var allowed = await AllowedAsync(work.Db, deskId, await work.DeskToChangeAsync(deskId), by);
        if (allowed.Refusal is { } no)
        {
            return no;
        }

        var now = clock.Now();
        var open = await work.Db.Invitations.AsTracking().Open().Where(invitation => invitation.DeskId == deskId && invitations.Contains(invitation.Id)).ToListAsync();
        foreach (var invitation in open)
        {
            invitation.Revoke(by.AccountId!.Value, now);
            work.Db.Audit.Add(AuditEntry.Of(Changes.InvitationRevoked, by, now, deskId, invitation.Id, new { invitation.Address }));
        }

        await work.TakeBackAsync([.. open.Select(invitation => invitation.LinkId)], now);
        await work.CommitAsync(Topic.CustomersOf(deskId), Topic.Outbox);
        return open.Count;
    });

    /// <summary>A mail came back: when it carried the link of an open invitation, that shows so. Asked by whoever reads what mail servers report.</summary>
    /// <param name="messageId">The mail's Message-ID, without angle brackets.</param>
    /// <param name="words">What the mail server said; null when nothing.</param>
    public Task<Outcome<Done>> MarkBouncedAsync(string messageId, string? words) => database.RunAsync<Done>(async work =>
    {
        if (await work.BounceInvitationAsync(messageId, words, clock.Now()) is not { } deskId)
        {
            return new NotFound();
        }

        await work.CommitAsync(Topic.CustomersOf(deskId));
        return new Done();
    });

    private static async Task<bool> MaySeeAsync(DeskDb db, Guid deskId, Actor by) =>
        (await Rights.OfAsync(db, by, deskId)).May(Operation.SeeCustomers) && await db.Desks.InUse().AnyAsync(desk => desk.Id == deskId);

    private static IQueryable<Invitation> Listed(DeskDb db, Guid deskId, InvitationFilter filter)
    {
        var ofDesk = db.Invitations.Where(invitation => invitation.DeskId == deskId);
        return filter is InvitationFilter.Pending ? ofDesk.Open().OfPeopleNotIn(db) : ofDesk;
    }

    private static (DateTimeOffset At, Guid Id)? Position(string? after) =>
        after?.Split(' ') is [var at, var id] && long.TryParse(at, CultureInfo.InvariantCulture, out var microseconds) && Guid.TryParse(id, out var last)
            ? (Instants.FromMicroseconds(microseconds), last)
            : null;

    private async Task<IReadOnlyList<InvitationRow>> RowsAsync(DeskDb db, Guid deskId, List<Invitation> page)
    {
        var now = clock.Now();
        var links = page.ConvertAll(invitation => invitation.LinkId);
        var mails = (await db.Outbox.Where(mail => mail.LinkId != null && links.Contains(mail.LinkId.Value)).ToListAsync()).ToLookup(mail => mail.LinkId!.Value);
        var ids = page.ConvertAll(invitation => invitation.Id);
        var notIn = await db.Invitations.Where(invitation => invitation.DeskId == deskId && ids.Contains(invitation.Id)).OfPeopleNotIn(db).Select(invitation => invitation.Id).ToListAsync();
        var names = await db.NamesOfAsync(page.Select(invitation => (Guid?)invitation.InvitedById));
        return
        [
            .. page.Select(invitation => (Invitation: invitation, Mail: mails[invitation.LinkId].MaxBy(mail => mail.Id)))
                .Select(row => new InvitationRow(
                    row.Invitation.Id,
                    row.Invitation.Address,
                    row.Invitation.FullName,
                    StateOf(row.Invitation, row.Mail, !notIn.Contains(row.Invitation.Id), now),
                    row.Invitation.SentAt,
                    names.GetValueOrDefault(row.Invitation.InvitedById),
                    row.Invitation.BounceWords ?? row.Mail?.LastProblem)),
        ];
    }

    private static InvitationState StateOf(Invitation invitation, OutboxMail? mail, bool isIn, DateTimeOffset now) => invitation switch
    {
        { AcceptedAt: not null } => InvitationState.Accepted,
        { RevokedAt: not null } => InvitationState.Revoked,
        _ when isIn => InvitationState.Accepted,
        { BouncedAt: not null } => InvitationState.Bounced,
        _ when mail is { GivenUpAt: not null, LastProblem: MailProblem.SwitchedOff } => InvitationState.NotMailed,
        _ when mail is { GivenUpAt: not null } => InvitationState.Bounced,
        _ when invitation.ExpiresAt <= now => InvitationState.Expired,
        _ => mail is { DeliveredAt: not null } ? InvitationState.Delivered : InvitationState.Sent,
    };
}
