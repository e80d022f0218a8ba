using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>Looking up, using and taking back mailed links, for every page that one leads to (design.md 2.3).</summary>
public static class MailedLinks
{
    /// <summary>The link of a secret, to look at; or why it leads nowhere.</summary>
    public static async Task<Outcome<MailedLink>> UsableLinkAsync(this DeskDb db, string? secret, LinkPurpose purpose, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return new LinkIsUnknown();
        }

        var hash = Secret.HashOf(secret);
        return await db.MailedLinks.SingleOrDefaultAsync(link => link.SecretHash == hash && link.Purpose == purpose) switch
        {
            null => new LinkIsUnknown(),
            { UsedAt: not null } => new LinkWasUsed(),
            { VoidedAt: not null } => new LinkWasTakenBack(),
            var link => link.IsUsableAt(now) ? link : new LinkHasExpired(),
        };
    }

    /// <summary>The link of a secret, which nobody else uses before this work ends; or why it leads nowhere.</summary>
    public static async Task<Outcome<MailedLink>> LinkToUseAsync(this Work work, string? secret, LinkPurpose purpose, DateTimeOffset now)
    {
        var hash = Secret.HashOf(secret);
        await work.HoldAsync($"SELECT 1 FROM \"MailedLinks\" WHERE \"SecretHash\" = {hash}");
        return await work.Db.UsableLinkAsync(secret, purpose, now);
    }

    /// <summary>The link of a secret that has only run out, to be replaced by a fresh one; null for any other.</summary>
    public static async Task<MailedLink?> ExpiredLinkAsync(this Work work, string? secret, LinkPurpose purpose, DateTimeOffset now)
    {
        var link = await work.LinkToUseAsync(secret, purpose, now);
        if (link.Refusal is not LinkHasExpired)
        {
            return null;
        }

        var hash = Secret.HashOf(secret);
        return await work.Db.MailedLinks.AsTracking().SingleAsync(expired => expired.SecretHash == hash);
    }

    /// <summary>
    /// Adds what a stranger's form mails to an address, if anything: always two rows, so that the time taken says nothing. A link that nobody was
    /// mailed counts for nothing, and a second one stands in for the mail that is not there.
    /// </summary>
    internal static void AddMailOrAsMuch(this Work work, MailedLink link, OutboxMail? mail, DateTimeOffset now)
    {
        work.Db.MailedLinks.Add(link);
        if (mail?.LinkId != link.Id)
        {
            link.Void(now);
        }

        if (mail is not null)
        {
            work.Db.Outbox.Add(mail);
            return;
        }

        var (second, _) = MailedLink.Issue(link.Purpose, EmailAddress.Parse(link.Address), link.AccountId, link.DeskId, link.FullName, link.ReturnPath, now);
        second.Void(now);
        work.Db.MailedLinks.Add(second);
    }

    /// <summary>Marks the link used. A mail that still holds a copy of it is blanked, and has evidently reached its reader by another way.</summary>
    public static async Task UseAsync(this Work work, MailedLink link, DateTimeOffset now)
    {
        link.Use(now);
        await work.Db.Outbox
            .Where(mail => mail.LinkId == link.Id && mail.SealedLink != null)
            .ExecuteUpdateAsync(mail => mail
                .SetProperty(m => m.SealedLink, (byte[]?)null)
                .SetProperty(m => m.NextTryAt, (DateTimeOffset?)null)
                .SetProperty(m => m.LastProblem, (string?)null)
                .SetProperty(m => m.DeliveredAt, now)
                .SetProperty(m => m.Version, m => m.Version + 1));
    }

    /// <summary>Takes back every link to an address that could still be used, and blanks it in undelivered mails.</summary>
    public static async Task TakeBackLinksAsync(this Work work, string normalizedAddress, DateTimeOffset now, params IReadOnlyCollection<LinkPurpose> purposes)
    {
        var links = await work.Db.MailedLinks.AsTracking()
            .Where(link => link.NormalizedAddress == normalizedAddress && purposes.Contains(link.Purpose) && link.UsedAt == null && link.VoidedAt == null)
            .ToListAsync();
        foreach (var link in links)
        {
            link.Void(now);
        }

        // Without tracking: a worker that is delivering such a mail just now notices by the version, and nobody waits for it.
        var ids = links.Select(link => link.Id).ToList();
        await LinkMails.WithdrawAsync(work.Db.Outbox.Where(mail => mail.LinkId != null && ids.Contains(mail.LinkId.Value) && mail.SealedLink != null));
    }
}

/// <summary>There is no such link: it was cut short, or made up.</summary>
public sealed record LinkIsUnknown : Refusal;

/// <summary>The link was followed to its end before.</summary>
public sealed record LinkWasUsed : Refusal;

/// <summary>The link was replaced by a newer one, or its reason is gone.</summary>
public sealed record LinkWasTakenBack : Refusal;

/// <summary>The link has run out; a new one can be sent to the same address.</summary>
public sealed record LinkHasExpired : Refusal;
