namespace ServiceDesk.Tests.Stage;

/// <summary>Counts how often something was told, and waits for it without sleeping.</summary>
public sealed class Told : IDisposable
{
    private readonly SemaphoreSlim _calls = new(0);
    private int _times;

    /// <summary>How often so far.</summary>
    public int Times => Volatile.Read(ref _times);

    /// <summary>What the feed calls.</summary>
    public Task Call()
    {
        Interlocked.Increment(ref _times);
        _calls.Release();
        return Task.CompletedTask;
    }

    /// <summary>Waits until it was told so often; <paramref name="meanwhile"/> may move a clock that stands still.</summary>
    public async Task TimesAsync(int times, Action? meanwhile = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        while (Times < times)
        {
            meanwhile?.Invoke();
            await _calls.WaitAsync(meanwhile is null ? TimeSpan.FromSeconds(20) : TimeSpan.FromMilliseconds(20), cancel);
        }
    }

    public void Dispose() => _calls.Dispose();
}
