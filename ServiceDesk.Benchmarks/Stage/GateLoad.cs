using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>Hands letters to a desk's HTTP gate over connections that are kept, each letter once the one before it was acknowledged, with as little work of its own as can be.</summary>
internal sealed class GateLoad(Uri site, string deskKey, string token)
{
    private readonly string _head = $"POST /mail/{deskKey}/inbound HTTP/1.1\r\nHost: {site.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: message/rfc822\r\nContent-Length: ";

    /// <summary>Hands over these letters; how many were acknowledged a second, and how long each took.</summary>
    public async Task<LoadFigures> PostAsync(IReadOnlyList<byte[]> letters, int connections)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(site.Host, site.Port);
            var (times, answer) = (new List<double>(letters.Count), new byte[4096]);
            for (int index; (index = Interlocked.Increment(ref next)) < letters.Count;)
            {
                var begun = Stopwatch.GetTimestamp();
                await socket.SendAsync((ArraySegment<byte>[])[Encoding.ASCII.GetBytes($"{_head}{letters[index].Length}\r\n\r\n"), letters[index]]);
                await HearAsync(socket, answer);
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            return times;
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        var sorted = all.SelectMany(times => times).Order().ToList();
        return new LoadFigures(sorted.Count / seconds, sorted[sorted.Count / 2], sorted[sorted.Count * 95 / 100], sorted[^1]);
    }

    private static async Task HearAsync(Socket socket, byte[] answer)
    {
        for (var filled = 0; !answer.AsSpan(0, filled).EndsWith("\r\n\r\n"u8);)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(filled));
            filled += read > 0 ? read : throw new InvalidOperationException("The site closed the connection.");
        }

        if (!answer.AsSpan().StartsWith("HTTP/1.1 202"u8))
        {
            throw new InvalidOperationException($"The gate answered {Encoding.ASCII.GetString(answer, 0, 40)}");
        }
    }
}
