using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>Asks one page again and again over connections that are kept, with as little work of its own as can be.</summary>
internal static class Load
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>How many answers with status 200 came in a second, and how long they took.</summary>
    public static async Task<LoadFigures> RunAsync(Uri page, string cookies, int atOnce, TimeSpan length)
    {
        await ForAsync(page, cookies, atOnce, WarmUp);
        var watch = Stopwatch.StartNew();
        var times = await ForAsync(page, cookies, atOnce, length);
        var seconds = watch.Elapsed.TotalSeconds;
        times.Sort();
        return new LoadFigures(times.Count / seconds, times[times.Count / 2], times[times.Count * 95 / 100], times[^1]);
    }

    private static async Task<List<double>> ForAsync(Uri page, string cookies, int atOnce, TimeSpan length)
    {
        var until = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(() => AskAsync(page, cookies, until))));
        return [.. all.SelectMany(times => times)];
    }

    private static async Task<List<double>> AskAsync(Uri page, string cookies, long until)
    {
        var ask = Encoding.ASCII.GetBytes($"GET {page.PathAndQuery} HTTP/1.1\r\nHost: {page.Authority}\r\nAccept: text/html\r\n{(cookies.Length > 0 ? $"Cookie: {cookies}\r\n" : "")}\r\n");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(page.Host, page.Port);
        var buffer = new byte[256 * 1024];
        var times = new List<double>(100_000);
        while (Stopwatch.GetTimestamp() is var begun && begun < until)
        {
            await socket.SendAsync(ask);
            await ReadAnswerAsync(socket, buffer);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return times;
    }

    private static async Task ReadAnswerAsync(Socket socket, byte[] buffer)
    {
        for (var (filled, ends) = (0, -1); ends < 0 || filled < ends;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0)
            {
                throw new InvalidOperationException("The site closed the connection.");
            }

            filled += read;
            ends = EndOf(buffer.AsSpan(0, filled));
        }
    }

    /// <summary>How long the answer is; -1 while that cannot be told.</summary>
    private static int EndOf(ReadOnlySpan<byte> answer)
    {
        var body = answer.IndexOf("\r\n\r\n"u8) + 4;
        if (body < 4)
        {
            return -1;
        }

        if (!answer.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException($"The site answered {Encoding.ASCII.GetString(answer[..40])}");
        }

        var head = answer[..body];
        var length = head.IndexOf("Content-Length: "u8);
        return length >= 0
            ? body + int.Parse(head[(length + 16)..][..head[(length + 16)..].IndexOf((byte)'\r')], System.Globalization.CultureInfo.InvariantCulture)
            : answer.EndsWith("\r\n0\r\n\r\n"u8) ? answer.Length : -1;
    }
}

/// <summary>What came of a load.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="Median">Half of them within, in milliseconds.</param>
/// <param name="Most">95 in 100 within, in milliseconds.</param>
/// <param name="Slowest">The slowest, in milliseconds.</param>
internal sealed record LoadFigures(double PerSecond, double Median, double Most, double Slowest)
{
    public override string ToString() => $"{PerSecond:0} | {Median:0.0} ms | {Most:0.0} ms | {Slowest:0} ms";
}
