using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ServiceDesk.Tests.Stage;

/// <summary>
/// A server that says what stands in its script, for what no real one can be brought to say. Lines of the script: "S: " is said, "C: " is a
/// pattern the next line heard must match, "&lt;&lt; 5" hears so many bytes, "~" says something that is no whole line, "..." at the end stays silent
/// instead of hanging up.
/// </summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _heard = [];
    private readonly Task _playing;

    public ScriptedServer(params string[] script)
    {
        _listener.Start();
        _playing = PlayAsync(script);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<string> Heard => _heard;

    /// <summary>Waits until the script is at its end; throws when something else was heard than it says.</summary>
    public Task PlayedAsync() => _playing.WaitAsync(TimeSpan.FromMinutes(1));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _playing.ContinueWith(_ => { }, TaskScheduler.Default); // what it missed was asked for by PlayedAsync, or does not matter
        _stop.Dispose();
    }

    private async Task PlayAsync(string[] script)
    {
        using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
        client.NoDelay = true;
        var stream = client.GetStream();
        foreach (var line in script)
        {
            await (line switch
            {
                ['S', ':', ' ', .. var said] => SayAsync(stream, said + "\r\n"),
                ['~', .. var said] => SayAsync(stream, said),
                ['C', ':', ' ', .. var pattern] => HearLineAsync(stream, pattern),
                ['<', '<', ' ', .. var count] => HearBytesAsync(stream, int.Parse(count)),
                "..." => Task.CompletedTask,
                _ => throw new ArgumentException($"What does \"{line}\" mean?", nameof(script)),
            });
        }

        if (script[^1] != "...")
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        // Whoever closes at once takes back what the other has not read yet.
        await ReadToEndAsync(stream);
    }

    private async Task ReadToEndAsync(NetworkStream stream)
    {
        var rest = new byte[4096];
        try
        {
            while (await stream.ReadAsync(rest, _stop.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Hung up on, as expected.
        }
    }

    private async Task SayAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), _stop.Token);

    private async Task HearLineAsync(NetworkStream stream, string pattern)
    {
        var line = new List<byte>();
        while (line is not [.., (byte)'\r', (byte)'\n'])
        {
            line.Add(await HearByteAsync(stream));
        }

        var heard = Encoding.UTF8.GetString([.. line[..^2]]);
        _heard.Add(heard);
        Assert.Matches($"^(?:{pattern})$", heard);
    }

    private async Task HearBytesAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, _stop.Token);
        _heard.Add(Encoding.UTF8.GetString(bytes));
    }

    private async Task<byte> HearByteAsync(NetworkStream stream)
    {
        var one = new byte[1];
        await stream.ReadExactlyAsync(one, _stop.Token);
        return one[0];
    }
}
