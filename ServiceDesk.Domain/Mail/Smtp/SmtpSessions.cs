namespace ServiceDesk.Domain.Mail.Smtp;

/// <summary>Sessions that are kept for the next mail, for a few seconds; each is handed to one sender at a time.</summary>
internal sealed class SmtpSessions : IAsyncDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    private readonly Func<CancellationToken, Task<SmtpSession>> _connect;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly Stack<(SmtpSession Session, DateTimeOffset Since)> _kept = new();
    private readonly ITimer _sweep;
    private bool _isClosed;

    public SmtpSessions(Func<CancellationToken, Task<SmtpSession>> connect, TimeProvider clock)
    {
        (_connect, _clock) = (connect, clock);
        _sweep = clock.CreateTimer(_ => _ = CloseAsync(TakeWhere(since => clock.GetUtcNow() - since >= KeptFor)), null, KeptFor, KeptFor);
    }

    /// <summary>One that was kept and is still good, or else a new one.</summary>
    public async Task<(SmtpSession Session, bool IsKept)> TakeAsync(CancellationToken cancel)
    {
        while (TakeKept() is { } session)
        {
            if (session.IsUsable)
            {
                return (session, true);
            }

            await session.DisposeAsync();
        }

        return (await _connect(cancel), false);
    }

    /// <summary>Takes one back; what is of no more use is let go.</summary>
    public ValueTask GiveBackAsync(SmtpSession session)
    {
        lock (_gate)
        {
            if (session.IsUsable && !_isClosed)
            {
                _kept.Push((session, _clock.GetUtcNow()));
                return ValueTask.CompletedTask;
            }
        }

        return session.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        lock (_gate)
        {
            _isClosed = true;
        }

        await CloseAsync(TakeWhere(_ => true));
    }

    private SmtpSession? TakeKept()
    {
        lock (_gate)
        {
            return _kept.TryPop(out var kept) ? kept.Session : null;
        }
    }

    private List<SmtpSession> TakeWhere(Func<DateTimeOffset, bool> isTaken)
    {
        lock (_gate)
        {
            var taken = _kept.Where(kept => isTaken(kept.Since)).Select(kept => kept.Session).ToList();
            var left = _kept.Where(kept => !isTaken(kept.Since)).Reverse().ToList();
            _kept.Clear();
            left.ForEach(_kept.Push);
            return taken;
        }
    }

    private static async Task CloseAsync(List<SmtpSession> sessions)
    {
        foreach (var session in sessions)
        {
            await session.DisposeAsync();
        }
    }
}
