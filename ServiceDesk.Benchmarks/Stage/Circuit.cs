using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>A live page without a browser: it opens the page's circuit, takes what is rendered, and says so back. It draws nothing.</summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource<string?> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (byte[] Text, TaskCompletionSource<long> Seen)? _awaited;
    private Task _listening = Task.CompletedTask;

    private Circuit()
    {
    }

    /// <summary>Opens a page as somebody and returns once <paramref name="shows"/> was rendered in it.</summary>
    public static async Task<Circuit> OpenAsync(LoggedIn person, string path, string shows)
    {
        var html = await person.GetAsync(path);
        var circuit = new Circuit();
        var shown = circuit.WaitFor(shows);
        await circuit.ConnectAsync(person, new Uri(person.Site, path), html);
        await Task.WhenAny(shown, circuit._listening).WaitAsync(Patience);
        if (!shown.IsCompletedSuccessfully)
        {
            await circuit._listening;
            throw new InvalidOperationException("The page ended before it was shown.");
        }

        return circuit;
    }

    /// <summary>The moment (<see cref="Stopwatch.GetTimestamp"/>) when a text next comes with a rendering.</summary>
    public Task<long> WaitFor(string text)
    {
        var seen = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited = (Encoding.UTF8.GetBytes(text), seen);
        return seen.Task;
    }

    /// <summary>Tells the server that the page is still there, which a browser does every 15 seconds.</summary>
    public Task PingAsync() => SendAsync(new PackWriter().List(1).Number(6));

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _socket.Abort();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _sending.Dispose();
        _closing.Dispose();
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Markers { get; }

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State { get; }

    private async Task ConnectAsync(LoggedIn person, Uri page, string html)
    {
        _socket.Options.SetRequestHeader("Cookie", person.Cookies);
        await _socket.ConnectAsync(new UriBuilder(person.Site) { Scheme = "ws", Path = "/_blazor" }.Uri, _closing.Token);
        await _socket.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\x1e"u8.ToArray(), WebSocketMessageType.Text, true, _closing.Token);
        _listening = ListenAsync();

        await InvokeAsync("1", "StartCircuit", person.Site.ToString(), page.ToString(), "[]", "");
        _ = await _started.Task.WaitAsync(Patience) ?? throw new InvalidOperationException("The site gave no circuit.");

        var operations = Markers.Matches(html)
            .Select(match => JsonSerializer.Deserialize<JsonElement>(match.Groups[1].Value))
            .Where(marker => marker.GetProperty("type").GetString() == "server" && marker.TryGetProperty("descriptor", out _))
            .Select((marker, place) => new { type = "add", ssrComponentId = place + 1, marker });
        await InvokeAsync(null, "UpdateRootComponents", JsonSerializer.Serialize(new { batchId = 1, operations }), State.Match(html).Groups[1].Value);
    }

    private Task InvokeAsync(string? id, string target, params string[] arguments)
    {
        var message = new PackWriter().List(6).Number(1).Empty();
        message = (id is null ? message.Nothing() : message.Text(id)).Text(target).List(arguments.Length);
        foreach (var argument in arguments)
        {
            message.Text(argument);
        }

        return SendAsync(message.List(0));
    }

    private async Task SendAsync(PackWriter message)
    {
        await _sending.WaitAsync(_closing.Token);
        try
        {
            await _socket.SendAsync(message.Framed(), WebSocketMessageType.Binary, true, _closing.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ListenAsync()
    {
        var kept = new ArrayBufferWriter<byte>(4096);
        var handshaken = false;
        while (!_closing.IsCancellationRequested)
        {
            var read = await _socket.ReceiveAsync(kept.GetMemory(4096), _closing.Token);
            if (read.MessageType is WebSocketMessageType.Close)
            {
                throw new InvalidOperationException($"The site closed the connection: {_socket.CloseStatusDescription}");
            }

            kept.Advance(read.Count);
            if (!read.EndOfMessage)
            {
                continue;
            }

            var rest = kept.WrittenMemory;
            if (!handshaken)
            {
                rest = rest[(rest.Span.IndexOf((byte)0x1e) + 1)..];
                handshaken = true;
            }

            while (TryCut(ref rest, out var message))
            {
                if (Answer(message.Span) is { } answer)
                {
                    await SendAsync(answer);
                }
            }

            var left = rest.ToArray();
            kept.Clear();
            kept.Write(left);
        }
    }

    private static bool TryCut(ref ReadOnlyMemory<byte> rest, out ReadOnlyMemory<byte> message)
    {
        var (length, at) = (0, 0);
        for (var shift = 0; at < rest.Length; shift += 7)
        {
            var part = rest.Span[at++];
            length |= (part & 0x7f) << shift;
            if ((part & 0x80) == 0)
            {
                if (rest.Length < at + length)
                {
                    break;
                }

                message = rest.Slice(at, length);
                rest = rest[(at + length)..];
                return true;
            }
        }

        message = default;
        return false;
    }

    private PackWriter? Answer(ReadOnlySpan<byte> message)
    {
        var reader = new PackReader(message);
        reader.List();
        var kind = reader.Number();
        if (kind == 3)
        {
            reader.Skip();
            reader.Skip();
            _started.TrySetResult(reader.Number() == 3 ? reader.Text() : null);
            return null;
        }

        if (kind != 1)
        {
            return null;
        }

        reader.Skip();
        reader.Skip();
        switch (reader.Text())
        {
            case "JS.RenderBatch":
                reader.List();
                var batch = reader.Number();
                Look(reader.Bytes());
                return new PackWriter().List(6).Number(1).Empty().Nothing().Text("OnRenderCompleted").List(2).Number(batch).Nothing().List(0);
            case "JS.BeginInvokeJS":
                reader.List();
                var call = reader.Number();
                return call == 0 ? null : new PackWriter().List(6).Number(1).Empty().Nothing().Text("EndInvokeJSFromDotNet").List(3).Number(call).Flag(true).Text($"[{call},true,null]").List(0);
            case "JS.Error":
                reader.List();
                throw new InvalidOperationException($"The page broke: {reader.Text()}");
            default:
                return null;
        }
    }

    private void Look(ReadOnlySpan<byte> rendered)
    {
        if (_awaited is { } awaited && rendered.IndexOf(awaited.Text) >= 0)
        {
            _awaited = null;
            awaited.Seen.TrySetResult(Stopwatch.GetTimestamp());
        }
    }
}
