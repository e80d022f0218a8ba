namespace ServiceDesk.Domain.Data;

/// <summary>Lets one writer in at a time, in the order they came; those who are ahead go before all others who wait.</summary>
internal sealed class WriterGate
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _ahead = [];
    private readonly LinkedList<TaskCompletionSource> _others = [];
    private bool _isTaken;

    /// <summary>Waits to be let in; false when that takes longer than the patience. Whoever was let in calls <see cref="Leave"/>.</summary>
    public async Task<bool> EnterAsync(bool isAhead, TimeSpan patience, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (!_isTaken)
            {
                return _isTaken = true;
            }

            (isAhead ? _ahead : _others).AddLast(waiting);
        }

        try
        {
            await waiting.Task.WaitAsync(patience, cancel);
            return true;
        }
        catch (TimeoutException)
        {
            GiveUp(waiting);
            return false;
        }
        catch (OperationCanceledException)
        {
            GiveUp(waiting);
            throw;
        }
    }

    /// <summary>Lets the next one in.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            var next = (_ahead.First ?? _others.First)?.Value;
            _isTaken = next is not null;
            if (next is not null && !_ahead.Remove(next))
            {
                _others.RemoveFirst();
            }

            next?.SetResult();
        }
    }

    private void GiveUp(TaskCompletionSource waiting)
    {
        lock (_lock)
        {
            if (_ahead.Remove(waiting) || _others.Remove(waiting))
            {
                return;
            }
        }

        // Let in at the very moment.
        Leave();
    }
}
