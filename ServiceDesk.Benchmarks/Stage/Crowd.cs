namespace ServiceDesk.Benchmarks.Stage;

/// <summary>Many live pages of a few accounts, held open.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int AtOnce = 8;
    private static readonly TimeSpan PingEach = TimeSpan.FromSeconds(10);
    private readonly Circuit[] _circuits;
    private readonly CancellationTokenSource _leaving = new();
    private readonly Task _pinging;

    private Crowd(Circuit[] circuits)
    {
        _circuits = circuits;
        _pinging = PingAsync();
    }

    public IReadOnlyList<Circuit> Circuits => _circuits;

    /// <summary>Opens a page so many times, by these people in turn, each shown before it counts.</summary>
    public static async Task<Crowd> OpenAsync(RunningSite site, IReadOnlyList<string> people, int count, string path, string shows)
    {
        var loggedIn = new List<LoggedIn>();
        foreach (var person in people)
        {
            loggedIn.Add(await LoggedIn.AsAsync(site.Uri, person, FilledSite.Password));
        }

        var circuits = new Circuit[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) =>
            circuits[n] = await Circuit.OpenAsync(loggedIn[n % loggedIn.Count], path, shows));
        return new Crowd(circuits);
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _pinging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var circuit in _circuits)
        {
            await circuit.DisposeAsync();
        }

        _leaving.Dispose();
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(PingEach);
        while (await timer.WaitForNextTickAsync(_leaving.Token))
        {
            foreach (var circuit in _circuits)
            {
                await circuit.PingAsync();
            }
        }
    }
}
