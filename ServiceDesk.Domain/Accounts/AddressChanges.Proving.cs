using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

// The address an account has already, proved afterwards: who was given a password by somebody else, or chose one without a proof (design.md 2.5).
public sealed partial class AddressChanges
{
    /// <summary>Whether one's own address still waits to be proved.</summary>
    public async Task<bool> IsUnprovedAsync(Actor by)
    {
        await using var db = database.Read();
        return await db.Accounts.AnyAsync(account => account.Id == by.AccountId && account.DeactivatedAt == null && account.Password != PasswordKind.None && account.AddressProvedAt == null);
    }

    /// <summary>Has a link mailed to one's own address that proves it; it is followed while logged in to the account, so that its holder and the reader of the mailbox are one.</summary>
    public async Task<Outcome<Done>> AskProofAsync(Actor by)
    {
        await using (var db = database.Read())
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == by.AccountId && a.DeactivatedAt == null) is not { IsContact: false } account)
            {
                return new NotFound();
            }

            if ((await WhyNotProvedAsync(db, account) ?? limits.Mail(Door.AddressChange, account.Address, by)) is { } no)
            {
                return no;
            }
        }

        return await database.RunAsync<Done>(work => AskProofAsync(work, by.AccountId!.Value, by));
    }

    private async Task<Outcome<Done>> AskProofAsync(Work work, Guid accountId, Actor by)
    {
        var now = clock.Now();
        if (await work.Db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId && a.DeactivatedAt == null) is not { IsContact: false } account)
        {
            return new NotFound();
        }

        if (await WhyNotProvedAsync(work.Db, account) is { } no)
        {
            return no;
        }

        await work.VoidLinksOfAsync(LinkPurpose.AddressChange, account.Id, now);
        var (link, secret) = MailedLink.Issue(LinkPurpose.AddressChange, account.Address, account.Id, deskId: null, fullName: null, returnPath: null, now);
        work.Db.MailedLinks.Add(link);
        work.Db.Outbox.Add(mails.Write(MailKind.AddressProof, Recipient.Of(account, askedIn: by.Language), now, links.To(LinkPurpose.AddressChange, secret), link, requestId: null, links.SiteName));
        await work.CommitAsync(Topic.Outbox);
        return new Done();
    }

    /// <summary>Whether the link proves the address that the account has, rather than a new one.</summary>
    internal static bool IsProof(MailedLink link, Account account) => link.NormalizedAddress == account.NormalizedEmail;

    /// <summary>Why there is no proving the address that the account has; null when there is.</summary>
    internal static async Task<Refusal?> WhyNotProvedAsync(DeskDb db, Account account) => account.AddressProvedAt is not null ? new AddressIsProvedAlready()
        : (await db.DomainRulesAsync()).IsBlocked(account.NormalizedEmail!) ? new AddressIsBlocked() : null;

    private static async Task<Outcome<Done>> ProveAsync(Work work, MailedLink link, Account account, Actor by, DateTimeOffset now)
    {
        account.ProveAddress(now);
        await work.UseAsync(link, now);
        work.Db.Audit.Add(AuditEntry.Of(Changes.AddressProved, by, now, subjectId: account.Id, details: new { Address = account.Email }));
        await work.CommitAsync([.. await work.NewsOfAsync(account.Id)]);
        return new Done();
    }
}

/// <summary>The address is proved: there is nothing left to do.</summary>
public sealed record AddressIsProvedAlready : Refusal;
