using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>Posts over connections that are kept, each body once the one before it was acknowledged, with as little work of its own as can be.</summary>
/// <param name="site">The site.</param>
/// <param name="head">What goes before each, up to its length.</param>
/// <param name="status">What it is to be answered.</param>
internal sealed class PostLoad(Uri site, string head, int status)
{
    private readonly byte[] _wanted = Encoding.ASCII.GetBytes($"HTTP/1.1 {status.ToString(System.Globalization.CultureInfo.InvariantCulture)}");

    /// <summary>A desk's HTTP gate, to be handed letters.</summary>
    public static PostLoad ToGate(Uri site, string deskKey, string token) =>
        new(site, $"POST /mail/{deskKey}/inbound HTTP/1.1\r\nHost: {site.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: message/rfc822\r\nContent-Length: ", 202);

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
                await socket.SendAsync((ArraySegment<byte>[])[Encoding.ASCII.GetBytes($"{head}{letters[index].Length}\r\n\r\n"), letters[index]]);
                await HearAsync(socket, answer);
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            return times;
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        var sorted = all.SelectMany(times => times).Order().ToList();
        return new LoadFigures(sorted.Count / seconds, sorted[sorted.Count / 2], sorted[sorted.Count * 95 / 100], sorted[^1]);
    }

    private async Task HearAsync(Socket socket, byte[] answer)
    {
        // An answer ends with its head, or with the last chunk of a body.
        for (var filled = 0; !IsWhole(answer.AsSpan(0, filled));)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(filled));
            filled += read > 0 ? read : throw new InvalidOperationException("The site closed the connection.");
        }

        if (!answer.AsSpan().StartsWith(_wanted))
        {
            throw new InvalidOperationException($"The site answered {Encoding.ASCII.GetString(answer, 0, 40)}");
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer) =>
        answer.EndsWith("\r\n0\r\n\r\n"u8) || (answer.EndsWith("\r\n\r\n"u8) && answer.IndexOf("chunked"u8) < 0);
}
