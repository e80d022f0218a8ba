using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Mime.Writing;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>Takes a due mail out of the queue for a while, so that nobody else takes it, and fills in its link.</summary>
public sealed class MailTaking(DeskWork database, ILinkSeal seal, MailTokens tokens, Attachments attachments, IOptions<MailOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>Takes the mail that has been due longest and nobody else is taking.</summary>
    internal async Task<Outcome<TakenMail>> TakeOneAsync()
    {
        var mark = (await tokens.KeyAsync()).LoopMark();
        return await database.RunAsync<TakenMail>(work => TakeOneAsync(work, mark));
    }

    private async Task<Outcome<TakenMail>> TakeOneAsync(Work work, string mark)
    {
        var now = clock.Now();
        if (await LongestDueAsync(work.Db, now) is not { } mail)
        {
            return new TakenMail.None();
        }

        var message = mail.NextTryAt < now - DeliveryPlan.Overdue ? GiveUp(mail, MailProblem.Overdue, now) : await FilledAsync(work.Db, mail, mark, now);
        if (message is null)
        {
            await work.CommitAsync(mail.News());
            return new TakenMail.NotToSend();
        }

        mail.Take(now + options.Value.Timeout + Margin);
        await work.CommitAsync();
        return new TakenMail.ToSend(mail.Id, message, mail.News());
    }

    private static async Task<OutboxMail?> LongestDueAsync(DeskDb db, DateTimeOffset now)
    {
        var due = db is PostgresDeskDb
            ? db.Outbox.FromSql($"SELECT * FROM \"Outbox\" WHERE \"NextTryAt\" <= {now} ORDER BY \"NextTryAt\" LIMIT 1 FOR UPDATE SKIP LOCKED")
            : db.Outbox.Where(mail => mail.NextTryAt <= now).OrderBy(mail => mail.NextTryAt).Take(1);
        return (await due.AsTracking().ToListAsync()).FirstOrDefault();
    }

    private static OutgoingMessage? GiveUp(OutboxMail mail, string problem, DateTimeOffset now)
    {
        mail.GiveUp(now, problem);
        return null;
    }

    /// <summary>The mail as it leaves; null when it is not to be sent, which is then written in its row.</summary>
    private async Task<OutgoingMessage?> FilledAsync(DeskDb db, OutboxMail mail, string mark, DateTimeOffset now)
    {
        if (mail.LinkId is not { } linkId)
        {
            return OutgoingMessage.Of(mail, mail.Text, mail.Html, await FilesAsync(db, mail), mark);
        }

        if (mail.SealedLink is null || await db.MailedLinks.SingleOrDefaultAsync(link => link.Id == linkId) is not { } link || !link.IsUsableAt(now))
        {
            mail.Withdraw();
            return null;
        }

        return seal.Open(mail.SealedLink) is { } open
            ? OutgoingMessage.Of(mail, Fill(mail.Text, open), Fill(mail.Html, WebUtility.HtmlEncode(open)), await FilesAsync(db, mail), mark)
            : GiveUp(mail, MailProblem.LinkIsUnreadable, now);
    }

    private async Task<IReadOnlyList<MailAttachment>> FilesAsync(DeskDb db, OutboxMail mail) => mail.HasFiles ? await attachments.OfMailAsync(db, mail.Id) : [];

    private static string Fill(string text, string link) => text.Replace(OutboxMail.LinkMark, link, StringComparison.Ordinal);
}

/// <summary>What was found in the queue.</summary>
internal abstract record TakenMail
{
    /// <summary>Nothing is due that nobody else is taking.</summary>
    public sealed record None : TakenMail;

    /// <summary>One was due that is not sent any more.</summary>
    public sealed record NotToSend : TakenMail;

    /// <summary>One to be handed over.</summary>
    public sealed record ToSend(Guid Id, OutgoingMessage Message, IReadOnlyCollection<Topic> News) : TakenMail;
}
