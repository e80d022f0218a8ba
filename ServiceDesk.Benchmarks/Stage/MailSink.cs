using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>A mail server on loopback that takes every mail and keeps nothing but its Message-ID.</summary>
internal sealed class MailSink : IAsyncDisposable
{
    private const string Id = "Message-ID:";
    private const string To = "To:";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> _taken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _latest = new(StringComparer.OrdinalIgnoreCase);
    private readonly Task _accepting;
    private int _connections;

    public MailSink()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>When each mail was taken, each time, as a stopwatch has it, by its Message-ID.</summary>
    public IReadOnlyDictionary<string, ConcurrentQueue<long>> Taken => _taken;

    /// <summary>The settings of a site that sends by it.</summary>
    public IReadOnlyList<string> Settings => ["--Mail:Smtp:Host=127.0.0.1", $"--Mail:Smtp:Port={Port}", "--Mail:Smtp:From=help@desk.example", "--Mail:Smtp:StartTls=Off"];

    /// <summary>The Message-ID, without angles, of the latest mail to an address; null for none.</summary>
    public string? LatestTo(string address) => _latest.GetValueOrDefault(address);

    /// <summary>How many connections were made to it.</summary>
    public int Connections => _connections;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
                _connections++;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The measurement is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var ended = client;
        client.NoDelay = true;
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            await writer.WriteLineAsync("220 sink ESMTP");
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                await writer.WriteLineAsync(await AnswerAsync(line.Split(' ', ':')[0].ToUpperInvariant(), reader, writer));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The sender hung up, or the measurement is over.
        }
    }

    private async Task<string> AnswerAsync(string verb, StreamReader reader, StreamWriter writer)
    {
        switch (verb)
        {
            case "EHLO":
                return "250-sink\r\n250-PIPELINING\r\n250-SIZE 100000000\r\n250 8BITMIME";
            case "QUIT":
                return "221 bye";
            case "DATA":
                await writer.WriteLineAsync("354 go on");
                return await TakeAsync(reader) ? "250 taken" : "451 cut off";
            default:
                return "250 ok";
        }
    }

    // What breaks off before its end was not taken: the sender knows, and sends it again.
    private async Task<bool> TakeAsync(StreamReader reader)
    {
        var (id, to, field) = ("", "", "");
        for (string? line; (line = await reader.ReadLineAsync(_stop.Token)) != ".";)
        {
            if (line is null)
            {
                return false;
            }

            // A long value stands on the line after its name.
            field = line.StartsWith(' ') ? field + line : line;
            id = id.Length == 0 && field.StartsWith(Id, StringComparison.Ordinal) ? field[Id.Length..].Trim() : id;
            to = to.Length == 0 && field.StartsWith(To, StringComparison.Ordinal) ? field[To.Length..].Trim().Trim('<', '>') : to;
        }

        _taken.GetOrAdd(id, _ => []).Enqueue(Stopwatch.GetTimestamp());
        _latest[to] = id.Trim('<', '>');
        return true;
    }
}
