using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Imap;

/// <summary>Waits for new messages: the server tells of them (IDLE, RFC 2177), or is asked.</summary>
internal sealed class ImapListening(ImapSettings settings, MailConnection connection, ImapConversation conversation, ImapArrivals arrivals)
{
    private readonly TimeProvider _clock = settings.Server.Clock;

    public async Task<ImapNews> ListenAsync(bool canListen, TimeSpan atMost, CancellationToken cancel)
    {
        var since = _clock.GetTimestamp();
        while (!arrivals.HasNews && _clock.GetElapsedTime(since) is var elapsed && elapsed < atMost)
        {
            var left = atMost - elapsed;
            await (canListen ? ListenOnceAsync(Shorter(left, settings.ListenAgainAfter), cancel) : AskLaterAsync(Shorter(left, settings.AskEvery), cancel));
        }

        return arrivals.HasNews ? ImapNews.Arrived : ImapNews.NothingYet;
    }

    private async Task AskLaterAsync(TimeSpan wait, CancellationToken cancel)
    {
        await Task.Delay(wait, _clock, cancel);
        (await conversation.AskAsync(new ImapCommand("NOOP"), cancel)).OrThrow();
    }

    private async Task ListenOnceAsync(TimeSpan atMost, CancellationToken cancel)
    {
        var (tag, reply) = await conversation.BeginAsync("IDLE", cancel);
        if (!reply.IsGoOn)
        {
            throw new WireException(WireFault.Refused, reply.Text);
        }

        if (await IsToldOrEndedAsync(tag, atMost, cancel))
        {
            return; // the server ended it by itself
        }

        await conversation.SayAsync("DONE", cancel);
        (await conversation.HearAsync(tag, null, null, cancel)).OrThrow();
    }

    /// <summary>Hears what comes until it is news or the time is up; whether the server ended it.</summary>
    private async Task<bool> IsToldOrEndedAsync(string tag, TimeSpan atMost, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var timeIsUp = Task.Delay(atMost, _clock, over.Token);
        try
        {
            while (!arrivals.HasNews)
            {
                var data = connection.AwaitDataAsync(cancel);
                if (await Task.WhenAny(data, timeIsUp) == timeIsUp && !cancel.IsCancellationRequested)
                {
                    // What is being read stays being read, a read that is broken off would break the encryption: the answer to DONE ends it.
                    await conversation.SayAsync("DONE", cancel);
                    await InTimeAsync(data, cancel);
                    (await conversation.HearAsync(tag, null, null, cancel)).OrThrow();
                    return true;
                }

                await data;
                if (await conversation.ReadAsync(null, cancel) is { } said && said.Tag == tag)
                {
                    said.OrThrow(); // who does not want to be listened to is not asked again and again
                    return true;
                }
            }

            return false;
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private async Task InTimeAsync(Task data, CancellationToken cancel)
    {
        try
        {
            await data.WaitAsync(settings.Server.Timeout, _clock, cancel);
        }
        catch (TimeoutException e)
        {
            throw new WireException(WireFault.NoAnswerInTime, $"{settings.Server.Host} fell silent while it was listened to.", e);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
