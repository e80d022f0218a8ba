using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Workers;

public sealed class SendingTelemetryTests(Stages stage)
{
    [Fact]
    public async Task A_collector_gets_metrics_and_traces_without_the_secrets_of_links()
    {
        await using var collector = new Collector();
        await using (var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: [$"--Telemetry:OtlpEndpoint={collector.Uri}", "--Telemetry:Interval=00:00:01"]))
        {
            using var client = new HttpClient { BaseAddress = site.Uri };
            (await client.GetAsync("/portal/signup/a-very-secret-link?code=another-secret", TestContext.Current.CancellationToken)).Dispose();
        }

        Assert.Contains("servicedesk.live.pages", collector.SentTo("/v1/metrics"), StringComparison.Ordinal);
        var traces = collector.SentTo("/v1/traces");
        Assert.Contains("GET /portal/signup/{Secret}", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-link", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("another-secret", traces, StringComparison.Ordinal);
    }

    /// <summary>The world outside: takes what is posted to it.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentDictionary<string, string> _sent = new(StringComparer.Ordinal);
        private readonly Task _taking;

        public Collector()
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            Uri = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            probe.Stop();
            _listener.Prefixes.Add(Uri.ToString());
            _listener.Start();
            _taking = TakeAsync();
        }

        public Uri Uri { get; }

        public string SentTo(string path) => _sent.GetValueOrDefault(path, "");

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _taking;
        }

        private async Task TakeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                    var body = await reader.ReadToEndAsync();
                    _sent.AddOrUpdate(context.Request.Url!.AbsolutePath, body, (_, before) => before + body);
                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed by the test: nothing more comes.
            }
        }
    }
}
