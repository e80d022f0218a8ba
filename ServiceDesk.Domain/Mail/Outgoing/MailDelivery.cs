using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>
/// Hands due mails to the mail server, one at a time; several may do so at once, on one node or many, and none takes another's. A mail is
/// taken in one short work, handed over outside of any, and what came of it written in a second.
/// </summary>
public sealed class MailDelivery(DeskWork database, MailTaking taking, IMailTransport transport, HandedOver handedOver, IOptions<MailOptions> options, TimeProvider clock, ILogger<MailDelivery> log)
{
    // What is on its way when the site stops may still arrive.
    private static readonly TimeSpan AtStop = TimeSpan.FromSeconds(5);
    private const int MostTriesToWrite = 10;

    /// <summary>Delivers the mail that has been due longest. False when none is due, or no mail server is configured.</summary>
    public async Task<bool> DeliverOneAsync(CancellationToken stop)
    {
        if (!options.Value.HasServer || !await IsAnyDueAsync() || !await handedOver.RecallAsync())
        {
            return false;
        }

        var taken = await taking.TakeOneAsync();
        if (!taken.IsDone || taken.Done is TakenMail.None)
        {
            return false;
        }

        if (taken.Done is TakenMail.ToSend(var id, var message, var news))
        {
            using var place = handedOver.PlaceFor(id);
            var answer = await HandOverAsync(message, place, stop);
            await WriteAsync(id, place.IsTaken ? new ServerAnswer.Taken() : answer, news);
        }

        return true;
    }

    private async Task<bool> IsAnyDueAsync()
    {
        var now = clock.Now();
        await using var db = database.Read();
        return await db.Outbox.AnyAsync(mail => mail.NextTryAt <= now);
    }

    private async Task<ServerAnswer> HandOverAsync(OutgoingMessage message, HandedOver.Place place, CancellationToken stop)
    {
        using var time = new CancellationTokenSource(options.Value.Timeout, clock);
        using var stopping = stop.Register(() => time.CancelAfter(AtStop));
        try
        {
            return await transport.DeliverAsync(message, place.Remember, time.Token).WaitAsync(time.Token);
        }
        catch (OperationCanceledException)
        {
            return new ServerAnswer.Later(MailProblem.NoAnswerInTime);
        }
        catch (Exception e)
        {
            log.LogError(e, "Mail {Mail} could not be handed over.", message.MessageId);
            return new ServerAnswer.Later(e.Message);
        }
    }

    private async Task WriteAsync(Guid id, ServerAnswer answer, IReadOnlyCollection<Topic> news)
    {
        for (var tries = 1; ; tries++)
        {
            var isWritten = answer is ServerAnswer.Taken
                ? await WriteDeliveredAsync(id, news)
                : (await database.RunAsync<Done>(work => WriteNotTakenAsync(work, id, answer, news))).IsDone;
            if (isWritten || tries == MostTriesToWrite)
            {
                return; // not written, it is tried again when its time is up: rather twice than never
            }

            await Task.Delay(TimeSpan.FromSeconds(tries), clock);
        }
    }

    // At once and ahead of all: where the process ends between the server's word and this, the mail leaves once more.
    private async Task<bool> WriteDeliveredAsync(Guid id, IReadOnlyCollection<Topic> news)
    {
        var now = clock.Now();
        return (await database.WriteAheadAsync(db => db.Outbox.Where(mail => mail.Id == id).NoteDeliveredAsync(now), news)).IsDone;
    }

    private async Task<Outcome<Done>> WriteNotTakenAsync(Work work, Guid id, ServerAnswer answer, IReadOnlyCollection<Topic> news)
    {
        await work.HoldAsync($"SELECT 1 FROM \"Outbox\" WHERE \"Id\" = {id}");
        Apply(await work.Db.Outbox.AsTracking().SingleAsync(mail => mail.Id == id), answer);
        await work.CommitAsync(news);
        return new Done();
    }

    private void Apply(OutboxMail mail, ServerAnswer answer)
    {
        var now = clock.Now();
        switch (answer)
        {
            case ServerAnswer.Later(var words) when DeliveryPlan.WaitAfter(mail.Tries) is { } wait:
                mail.Postpone(now + wait, words);
                log.LogWarning("Mail {Mail} was not taken, and is tried again in {Wait}: {Problem}", mail.MessageId, wait, mail.LastProblem);
                break;
            case ServerAnswer.Later(var words):
                GiveUp(mail, words, now);
                break;
            case ServerAnswer.Never(var words):
                GiveUp(mail, words, now);
                break;
        }
    }

    private void GiveUp(OutboxMail mail, string words, DateTimeOffset now)
    {
        mail.GiveUp(now, words);
        log.LogWarning("Mail {Mail} is given up: {Problem}", mail.MessageId, mail.LastProblem);
    }
}

/// <summary>What is written of mails that the mail server has taken.</summary>
internal static class DeliveredMails
{
    /// <summary>Notes them as delivered.</summary>
    public static Task<int> NoteDeliveredAsync(this IQueryable<OutboxMail> mails, DateTimeOffset now) => mails.ExecuteUpdateAsync(set => set
        .SetProperty(mail => mail.DeliveredAt, now)
        .SetProperty(mail => mail.NextTryAt, (DateTimeOffset?)null)
        .SetProperty(mail => mail.GivenUpAt, (DateTimeOffset?)null)
        .SetProperty(mail => mail.SealedLink, (byte[]?)null)
        .SetProperty(mail => mail.LastProblem, (string?)null)
        .SetProperty(mail => mail.Version, mail => mail.Version + 1));
}
