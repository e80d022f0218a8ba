using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>
/// Slows down who guesses at what comes after the log-in, such as a code or one's present password: after some failures each further try has
/// to wait, twice as long each time. Counted for what is guessed at together with the network, and for the network alone. In memory.
/// </summary>
public sealed class LogInLimits(TimeProvider clock, IOptions<LimitsOptions> options)
{
    private const int MostTallies = 100_000;
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(2);

    private readonly ConcurrentDictionary<string, Tally> _tallies = new(StringComparer.Ordinal);

    /// <summary>Takes one try, counted as failed until it is said to have succeeded, so that many at once gain nothing. Refused while one has to wait.</summary>
    /// <param name="who">The typed address in its compared form, or whatever else is guessed at.</param>
    /// <param name="network">Where from; null when not known.</param>
    public Outcome<LogInTry> Try(string who, string? network)
    {
        var now = clock.GetUtcNow();
        var place = SenderKey.OfNetwork(network);
        var pair = Open($"{place} {who}", options.Value.FailedLogIns, TimeSpan.FromHours(1), now);
        var whole = Open(place, options.Value.FailedLogInsPerNetwork, TimeSpan.FromMinutes(1), now);

        var wait = TimeSpan.FromTicks(Math.Max(pair.Wait(now).Ticks, whole.Wait(now).Ticks));
        if (wait > TimeSpan.Zero)
        {
            return new TooManyTries((int)Math.Ceiling(wait.TotalSeconds));
        }

        pair.Fail(now);
        whole.Fail(now);
        return new LogInTry(() =>
        {
            pair.Forget();
            whole.TakeBack();
        });
    }

    private Tally Open(string key, int free, TimeSpan longest, DateTimeOffset now)
    {
        if (_tallies.Count >= MostTallies)
        {
            foreach (var (old, tally) in _tallies)
            {
                if (tally.IsOlderThan(now - Forgotten))
                {
                    _tallies.TryRemove(old, out _);
                }
            }

            // Still full: somebody makes up addresses by the thousand. The single pairs go, the networks they come from stay.
            if (_tallies.Count >= MostTallies)
            {
                foreach (var pair in _tallies.Keys.Where(k => k.Contains(' ', StringComparison.Ordinal)).Take(MostTallies / 2))
                {
                    _tallies.TryRemove(pair, out _);
                }
            }
        }

        return _tallies.GetOrAdd(key, _ => new Tally(free, longest));
    }

    private sealed class Tally(int free, TimeSpan longest)
    {
        private readonly Lock _lock = new();
        private int _failed;
        private DateTimeOffset _last;

        public TimeSpan Wait(DateTimeOffset now)
        {
            lock (_lock)
            {
                var over = _failed - free;
                if (free <= 0 || over < 0 || now - _last >= Forgotten)
                {
                    return TimeSpan.Zero;
                }

                var delay = TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, Math.Min(over, 30))));
                return _last + delay - now;
            }
        }

        public void Fail(DateTimeOffset now)
        {
            lock (_lock)
            {
                _failed = now - _last >= Forgotten ? 1 : _failed + 1;
                _last = now;
            }
        }

        public void Forget()
        {
            lock (_lock)
            {
                _failed = 0;
            }
        }

        public void TakeBack()
        {
            lock (_lock)
            {
                _failed = Math.Max(0, _failed - 1);
            }
        }

        public bool IsOlderThan(DateTimeOffset moment)
        {
            lock (_lock)
            {
                return _last < moment;
            }
        }
    }
}

/// <summary>One try that was let through.</summary>
public sealed class LogInTry(Action succeeded)
{
    /// <summary>The try was no failure after all.</summary>
    public void Succeeded() => succeeded();
}

/// <summary>Too many tries failed; the next one counts only after a while.</summary>
/// <param name="Seconds">How many seconds to wait.</param>
public sealed record TooManyTries(int Seconds) : Refusal;
