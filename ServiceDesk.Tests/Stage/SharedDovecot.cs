namespace ServiceDesk.Tests.Stage;

/// <summary>The one Dovecot of the run, for tests that leave it as it is: each has a mailbox of its own. It starts at its first use.</summary>
public sealed class SharedDovecot : IAsyncDisposable
{
    private readonly Lazy<Task<DovecotServer>> _server = new(() => DovecotServer.StartAsync());

    /// <summary>It; where it is not installed the calling test is skipped.</summary>
    public Task<DovecotServer> ServerAsync() => _server.Value;

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
