using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Live;

/// <summary>Hears on PostgreSQL what other nodes announce. A lost connection means missed news: on the next one everything shown is read again.</summary>
public sealed class PostgresNews(IOptions<DatabaseOptions> options, LiveFeed feed, TimeProvider clock, ILogger<PostgresNews> log)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>Whether it is listening now.</summary>
    public bool IsListening { get; private set; }

    /// <summary>Listens until stopped, through lost connections.</summary>
    public async Task ListenAsync(CancellationToken stop)
    {
        for (var wait = TimeSpan.FromMilliseconds(250); ; wait = TimeSpan.FromSeconds(Math.Min(10, wait.TotalSeconds * 2)))
        {
            try
            {
                await using var connection = await ConnectAsync(stop);
                IsListening = true;
                wait = TimeSpan.FromMilliseconds(250);
                feed.Publish([Topic.Everything]);
                await HearAsync(connection, stop);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException)
            {
                log.LogWarning("News from other nodes are interrupted: {Problem}", e.Message);
            }
            finally
            {
                IsListening = false;
            }

            await Task.Delay(wait, clock, stop);
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken stop)
    {
        // A connection of its own, outside the pool: it is never handed back.
        var text = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString) { Pooling = false, KeepAlive = 0, ApplicationName = "ServiceDesk news" };
        var connection = new NpgsqlConnection(text.ConnectionString);
        try
        {
            await connection.OpenAsync(stop);
            connection.Notification += (_, news) => feed.Hear(news.Payload);
            await using var listen = new NpgsqlCommand($"LISTEN {LiveFeed.PostgresChannel}", connection);
            await listen.ExecuteNonQueryAsync(stop);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task HearAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        while (true)
        {
            if (!await connection.WaitAsync(Silence, stop))
            {
                // Nothing heard for a while: a server that went away without a word is found out by asking.
                await using var alive = new NpgsqlCommand("SELECT 1", connection);
                await alive.ExecuteScalarAsync(stop);
            }
        }
    }
}
