using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>Everybody known to the site, for site administrators: who there is, making users, what each may use (design.md 2.5, 2.6, 2.8).</summary>
public sealed partial class UserDirectory(DeskWork database, TimeProvider clock, PasswordRules passwords, AccountInvitations invitations, InvitationSending sending, MailWriting mails, SiteLinks links)
{
    /// <summary>Makes a user: with an invitation by mail, with a temporary password and no mail, or a contact. Account, seats, places on lists and mail are one commit. Returns the account.</summary>
    public Task<Outcome<Guid>> CreateUserAsync(NewUser user, Actor by)
    {
        if (!EmailAddress.TryParse(user.Address, out var address))
        {
            return Task.FromResult<Outcome<Guid>>(new NotAnAddress());
        }

        if (Account.CheckName(user.FullName) is { } badName)
        {
            return Task.FromResult<Outcome<Guid>>(badName);
        }

        var account = Account.Make(address, user.FullName, clock.Now());
        if (!user.IsInvited && !string.IsNullOrEmpty(user.TemporaryPassword))
        {
            var hash = passwords.Hash(account, user.TemporaryPassword);
            if (hash.Refusal is { } badPassword)
            {
                return Task.FromResult<Outcome<Guid>>(badPassword);
            }

            account.GiveTemporaryPassword(hash.Done, clock.Now() + user.PasswordLifetime);
        }

        return AdministerAsync<Guid>(by, work => CreateAsync(work, account, user, by));
    }

    /// <summary>
    /// Sends the invitation to choose a password, or a fresh one in place of the last: whom a desk has invited gets that desk's once more. Also
    /// for contacts that came by other doors.
    /// </summary>
    public Task<Outcome<Done>> InviteAsync(Guid accountId, Actor by) => ChangeAsync(accountId, by, async (work, account, now) =>
    {
        if (account.Password is PasswordKind.Own)
        {
            return new HasOwnPassword();
        }

        if (await WhyNoMailAsync(work.Db, account) is { } no)
        {
            return no;
        }

        if (!await SendDeskInvitationAgainAsync(work, account, by, now))
        {
            await invitations.SendAsync(work, account, by, now);
        }

        return null;
    });

    // The latest, where no invitation to the site itself is pending. It is sent as its inviter wrote it, and leads to the desk.
    private async Task<bool> SendDeskInvitationAgainAsync(Work work, Account account, Actor by, DateTimeOffset now)
    {
        if (await work.Db.MailedLinks.InvitingToLogIn().AnyAsync(link => link.NormalizedAddress == account.NormalizedEmail && link.Purpose == LinkPurpose.AccountInvitation))
        {
            return false;
        }

        var invitation = await work.Db.Invitations.AsTracking().Open()
            .Where(open => open.NormalizedAddress == account.NormalizedEmail && work.Db.Desks.InUse().Any(desk => desk.Id == open.DeskId))
            .OrderByDescending(open => open.SentAt).FirstOrDefaultAsync();
        if (invitation is null || await work.DeskToChangeAsync(invitation.DeskId) is not { ArchivedAt: null } desk)
        {
            return false;
        }

        var inviter = await work.Db.Accounts.Where(one => one.Id == invitation.InvitedById).Select(one => one.FullName).SingleAsync();
        await sending.SendAgainAsync(work, desk, invitation, account, inviter, by, now);
        return true;
    }

    private async Task<Outcome<Guid>> CreateAsync(Work work, Account account, NewUser user, Actor by)
    {
        var now = clock.Now();
        if (await work.Db.WithAddress(account.NormalizedEmail!).AnyAsync())
        {
            return new AddressIsKnown();
        }

        if (await WhyNoMailAsync(work.Db, account) is { } blocked)
        {
            return blocked;
        }

        if (await work.GiveSeatsAsync(account.Id, user.Applications, by, now) is { } noSeat)
        {
            return noSeat;
        }

        work.Db.Accounts.Add(account);
        work.Db.Audit.Add(AuditEntry.Of(Changes.AccountMade, by, now, subjectId: account.Id, details: new { Address = account.Email, Password = account.Password.ToString() }));
        if (user.IsInvited)
        {
            await invitations.SendAsync(work, account, by, now);
        }

        var places = await work.PutOnDesksAsync(account, user.Desks, by, now);
        if (places.Refusal is { } noDesk)
        {
            return noDesk;
        }

        await work.CommitAsync([Topic.Users, Topic.Account(account.Id), Topic.Outbox, .. places.Done]);
        return account.Id;
    }

    private static async Task<Refusal?> WhyNoMailAsync(DeskDb db, Account account) =>
        !account.IsActive ? new AccountIsDeactivated()
        : (await db.DomainRulesAsync()).IsBlocked(account.NormalizedEmail!) ? new AddressIsBlocked()
        : null;

    /// <summary>One change to one account by a site administrator; committed with its news unless it says why not.</summary>
    private Task<Outcome<Done>> ChangeAsync(Guid accountId, Actor by, Func<Work, Account, DateTimeOffset, Task<Refusal?>> change) =>
        AdministerAsync<Done>(by, async work =>
        {
            if (await work.Db.Accounts.AsTracking().SingleOrDefaultAsync(account => account.Id == accountId && account.MergedIntoId == null && account.AnonymisedAt == null) is not { } account)
            {
                return new NotFound();
            }

            if (await change(work, account, clock.Now()) is { } no)
            {
                return no;
            }

            await work.CommitAsync([Topic.Outbox, .. await work.NewsOfAsync(accountId)]);
            return new Done();
        });

    // The site's row is held for change by all of them: two administrators never take each other's mark at the same moment.
    private Task<Outcome<T>> AdministerAsync<T>(Actor by, Func<Work, Task<Outcome<T>>> operation) => database.RunAsync<T>(async work =>
    {
        await work.SiteToChangeAsync();
        return (await Rights.OfAsync(work.Db, by)).May(Operation.ChangeAccounts) ? await operation(work) : new NotFound();
    });
}

/// <summary>A user to be made.</summary>
/// <param name="Address">The mail address, as typed.</param>
/// <param name="FullName">The name, as typed.</param>
/// <param name="Applications">The applications to give access to; none makes a customer, who costs no seat.</param>
/// <param name="IsInvited">Whether a mail invites them to choose a password.</param>
/// <param name="TemporaryPassword">A password for the first log-in, when no invitation is sent; null or empty makes a contact.</param>
public sealed record NewUser(string? Address, string? FullName, IReadOnlySet<Application> Applications, bool IsInvited, string? TemporaryPassword = null)
{
    /// <summary>How long the temporary password opens the account; null for as long as nobody changes it.</summary>
    public TimeSpan? PasswordLifetime { get; init; } = Accounts.TemporaryPassword.UsualLifetime;

    /// <summary>The desks on whose customer lists they are put, restricted ones too.</summary>
    public IReadOnlySet<Guid> Desks { get; init; } = new HashSet<Guid>();
}
