using System.Globalization;
using Microsoft.Extensions.Logging;

namespace ServiceDesk.Domain.Live;

/// <summary>One component's wish to be told. Bursts are one call; between two calls there is a pause, so that a thousand changes in a second are a few renders.</summary>
public sealed class LiveSubscription : IDisposable
{
    /// <summary>The least time between two calls.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private const int Idle = 0;
    private const int Running = 1;
    private const int RunningAndToldAgain = 2;
    private const int Gone = 3;

    private readonly Func<Task> _changed;
    private readonly Action<LiveSubscription> _letGo;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    // A push runs on the feed's own thread, but what it writes is in the language of the page that watches.
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;
    private int _state;

    internal LiveSubscription(IReadOnlySet<Topic> topics, Func<Task> changed, Action<LiveSubscription> letGo, TimeProvider clock, ILogger log) =>
        (Topics, _changed, _letGo, _clock, _log) = (topics, changed, letGo, clock, log);

    /// <summary>What it watches.</summary>
    public IReadOnlySet<Topic> Topics { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _state, Gone) != Gone)
        {
            _letGo(this);
        }
    }

    internal void Tell()
    {
        if (Interlocked.CompareExchange(ref _state, Running, Idle) == Idle)
        {
            _ = Task.Run(RunAsync);
        }
        else
        {
            Interlocked.CompareExchange(ref _state, RunningAndToldAgain, Running);
        }
    }

    private async Task RunAsync()
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _uiCulture);
        do
        {
            Interlocked.CompareExchange(ref _state, Running, RunningAndToldAgain);
            try
            {
                await _changed();
            }
            catch (ObjectDisposedException)
            {
                Dispose(); // the page went away while it was being told
            }
            catch (Exception e)
            {
                _log.LogError(e, "A page could not be refreshed.");
            }

            await Task.Delay(Pause, _clock);
        }
        while (Interlocked.CompareExchange(ref _state, Idle, Running) == RunningAndToldAgain);
    }
}
