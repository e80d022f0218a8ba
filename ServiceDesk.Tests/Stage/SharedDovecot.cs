namespace ServiceDesk.Tests.Stage;

/// <summary>The one Dovecot of the run, for tests that leave it as it is: each has a mailbox of its own. It starts at its first use.</summary>
public sealed class SharedDovecot : IAsyncDisposable
{
    private readonly Lazy<Task<DovecotServer>> _server = new(() => StartOneAsync());

    /// <summary>It; where it is not installed the calling test is skipped.</summary>
    public Task<DovecotServer> ServerAsync() => _server.Value;

    /// <summary>One of the test's own, with further lines of its configuration. Where it is not installed the calling test is skipped, and with CI=true fails.</summary>
    public static Task<DovecotServer> StartOneAsync(string settings = "auth_mechanisms = plain xoauth2")
    {
        if (DovecotServer.WhyNot is { } why)
        {
            Assert.False(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), why);
            Assert.Skip(why);
        }

        return DovecotServer.StartAsync(settings);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
