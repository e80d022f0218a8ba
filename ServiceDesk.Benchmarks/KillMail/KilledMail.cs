using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;

namespace ServiceDesk.Benchmarks.KillMail;

/// <summary>
/// Letters come to a desk while its site is killed (SIGKILL) again and again: at random moments of its start, while it takes letters, makes
/// requests and comments of them, and sends what is to be sent. Then it is left in peace, and what came of it all is counted.
/// </summary>
internal sealed class KilledMail(DeskDatabase database, MortalSite site, ILetterWay way, MailSink sink, KillPlan plan)
{
    private const int AtOnce = 4;
    private const int OneInSoManyAtStart = 8;

    // So much longer than its work takes does it live at most: some are killed when all was done.
    private const double Beyond = 1.5;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly Channel<SentLetter> _released = Channel.CreateUnbounded<SentLetter>();
    private readonly List<SentLetter> _letters = [];
    private readonly HashSet<int> _answered = [];
    private readonly List<(long At, long DeadBy)> _kills = [];
    private Task _senders = Task.CompletedTask;
    private int _letterCount;

    /// <summary>Does it all, and tells what came of it.</summary>
    public async Task<KilledMailFigures> RunAsync(CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        _senders = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => SendAsync(cancel)));
        var (start, work) = await UndisturbedAsync(cancel);
        var killedAtStart = 0;
        for (var kill = 1; kill <= plan.Kills; kill++)
        {
            Release(plan.Letters * (kill + 1) / (plan.Kills + 1));
            var listening = kill == 1 ? Task.CompletedTask : site.StartAsync();
            if (kill > 1 && Random.Shared.Next(OneInSoManyAtStart) == 0)
            {
                killedAtStart++;
                await Task.WhenAny(listening, Task.Delay(start * Random.Shared.NextDouble(), cancel));
            }
            else
            {
                await listening;
                await Task.Delay(work * Beyond * Random.Shared.NextDouble(), cancel);
            }

            var killedAt = Stopwatch.GetTimestamp();
            await site.KillAsync();
            _kills.Add((killedAt, Stopwatch.GetTimestamp()));
            await LetTimePassAsync(cancel);
        }

        await site.StartAsync();
        _released.Writer.Complete();
        await _senders;
        await UntilAllIsDoneAsync(cancel);
        await site.KillAsync();
        return await KilledMailFigures.CountAsync(database, _letters, sink, _kills, killedAtStart, way.TriedAgain, watch.Elapsed, cancel);
    }

    // How long it takes on this machine to start, and to do all there is to do with the letters of one life.
    private async Task<(TimeSpan Start, TimeSpan Work)> UndisturbedAsync(CancellationToken cancel)
    {
        Release(plan.Letters / (plan.Kills + 1));
        var watch = Stopwatch.StartNew();
        await site.StartAsync();
        var start = watch.Elapsed;
        await UntilAllIsDoneAsync(cancel);
        return (start, watch.Elapsed - start);
    }

    // Half of the letters answer a mail that confirmed another, as soon as there are such mails.
    private void Release(int count)
    {
        while (_letters.Count < count)
        {
            var answerable = _letters.Count % 2 == 0
                ? null
                : _letters.Find(letter => letter.InReplyTo is null && !_answered.Contains(letter.Number) && sink.LatestTo(letter.From) is not null);
            var letter = answerable is null ? new SentLetter(++_letterCount, null) : new SentLetter(answerable.Number, sink.LatestTo(answerable.From));
            if (letter.InReplyTo is not null)
            {
                _answered.Add(letter.Number);
            }

            _letters.Add(letter);
            _released.Writer.TryWrite(letter);
        }
    }

    private async Task SendAsync(CancellationToken cancel)
    {
        await foreach (var letter in _released.Reader.ReadAllAsync(cancel))
        {
            await way.SendAsync(letter, site, cancel);
        }
    }

    // What the dead had taken is left to it for minutes. Nobody else is at it here, so they are over at once.
    private async Task LetTimePassAsync(CancellationToken cancel)
    {
        var now = TimeProvider.System.Now();
        await using var db = database.Open();
        await db.IncomingMails.Where(mail => mail.NextTryAt > now).ExecuteUpdateAsync(set => set.SetProperty(mail => mail.NextTryAt, now), cancel);
        await db.MailboxProgress.Where(progress => progress.TakenUntil > now).ExecuteUpdateAsync(set => set.SetProperty(progress => progress.TakenUntil, now), cancel);
        await db.Outbox.Where(mail => mail.NextTryAt > now).ExecuteUpdateAsync(set => set.SetProperty(mail => mail.NextTryAt, now), cancel);
    }

    private async Task UntilAllIsDoneAsync(CancellationToken cancel)
    {
        await using var db = database.Read();
        while (await db.IncomingMails.CountAsync(cancel) < _letters.Count || await db.IncomingMails.AnyAsync(mail => mail.NextTryAt != null && mail.State == IncomingState.Stored, cancel) || await db.Outbox.AnyAsync(mail => mail.NextTryAt != null, cancel))
        {
            site.MustLive();
            if (_senders.IsFaulted)
            {
                await _senders;
            }

            await Task.Delay(LookAgain, cancel);
        }
    }
}

/// <summary>How often the site is killed, and how many letters come meanwhile.</summary>
internal sealed record KillPlan(int Kills, int Letters);
