using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceDesk.Domain.Mail.Mime;
using ServiceDesk.Domain.Mail.Reports;

namespace ServiceDesk.Benchmarks;

/// <summary>Reads every message that a folder's lists name, and writes a JSON line of what was understood; the speed goes to the other output.</summary>
internal static class ReadMailBenchmark
{
    private static readonly string[] Lists = ["expect.jsonl", "parse-only.jsonl", "replies.jsonl"];

    private static readonly JsonSerializerOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var folder] || !Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync("Usage: read-mail FOLDER, a folder with expect.jsonl, parse-only.jsonl or replies.jsonl that name its messages");
            return 2;
        }

        await using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
        var messages = new List<byte[]>();
        var (slowest, slowestTime) = ("", TimeSpan.Zero);
        foreach (var list in Lists.Where(list => File.Exists(Path.Combine(folder, list))))
        {
            await foreach (var line in File.ReadLinesAsync(Path.Combine(folder, list)))
            {
                using var entry = JsonDocument.Parse(line);
                var file = entry.RootElement.GetProperty("file").GetString()!;
                var raw = await File.ReadAllBytesAsync(Path.Combine(folder, file));
                var isReply = list == "replies.jsonl";
                var started = Stopwatch.GetTimestamp();
                await output.WriteLineAsync(JsonSerializer.Serialize(isReply ? UnderstandReply(file, raw) : Understand(file, raw), Plainly));
                if (!isReply)
                {
                    messages.Add(raw);
                }

                if (Stopwatch.GetElapsedTime(started) is var took && took > slowestTime)
                {
                    (slowest, slowestTime) = (file, took);
                }
            }
        }

        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"slowest: {slowestTime.TotalMilliseconds:F0} ms, {slowest}"));
        await MeasureAsync(messages);
        await MeasureAsync([WithLargeFile()]);
        return 0;
    }

    // The processor's time beside the clock's: others may want the same machine.
    private static async Task MeasureAsync(List<byte[]> messages)
    {
        const int rounds = 20; // the first few still run what was compiled in haste
        var (best, bestWork) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        var allocated = 0L;
        for (var round = 0; round < rounds; round++)
        {
            var (started, worked, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            foreach (var raw in messages)
            {
                using var stream = new MemoryStream(raw, writable: false);
                _ = MailReader.Read(stream, CancellationToken.None);
            }

            best = TimeSpan.FromTicks(Math.Min(best.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
            bestWork = TimeSpan.FromTicks(Math.Min(bestWork.Ticks, (Environment.CpuUsage.TotalTime - worked).Ticks));
            allocated = GC.GetTotalAllocatedBytes() - before;
        }

        var megabytes = messages.Sum(raw => (long)raw.Length) / 1e6;
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"| read-mail | {messages.Count} messages | {megabytes:F1} MB | {megabytes / best.TotalSeconds:F1} MB/s | {megabytes / bestWork.TotalSeconds:F1} MB a second of processor time | {messages.Count / best.TotalSeconds:F0} messages/s | {allocated / 1e6:F0} MB allocated |"));
    }

    private static byte[] WithLargeFile()
    {
        const int megabytes = 25;
        var file = Convert.ToBase64String(RandomNumberGenerator.GetBytes(megabytes << 20), Base64FormattingOptions.InsertLineBreaks);
        return Encoding.ASCII.GetBytes($"From: a@b.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\nContent-Disposition: attachment; filename=a\r\nContent-Transfer-Encoding: base64\r\n\r\n{file}\r\n--b--\r\n");
    }

    private static object Understand(string file, byte[] raw)
    {
        try
        {
            using var stream = new MemoryStream(raw, writable: false);
            var mail = MailReader.Read(stream, CancellationToken.None);
            var writer = mail.From is [var first, ..] ? first : null;
            return new
            {
                file,
                FromAddress = writer?.Address,
                FromName = writer?.Name,
                mail.Subject,
                mail.MessageId,
                InReplyTo = string.Join(' ', mail.InReplyTo.Select(id => $"<{id}>")),
                mail.References,
                To = mail.To.Select(person => person.Address),
                Cc = mail.Cc.Select(person => person.Address),
                Date = mail.Date?.ToString("O", CultureInfo.InvariantCulture),
                BodyText = mail.Text,
                ReplyText = mail.NewText,
                IsBounce = mail.Delivery is not null,
                IsAutoReply = mail.Automation == Automation.Answer,
                Bounce = mail.Delivery?.Recipients.Select(one => new { Recipient = one.Address, one.Status }),
                Attachments = mail.Attachments.Select(one => new { one.Name, one.ContentType, one.Size, one.Sha256, Inline = one.Role != AttachmentRole.File }),
            };
        }
        catch (Exception failure)
        {
            return new { file, Error = failure.ToString() };
        }
    }

    // A body alone: it is given the least of a header.
    private static object UnderstandReply(string file, byte[] raw)
    {
        var kind = file.EndsWith(".html", StringComparison.Ordinal) ? "html" : "plain";
        return Understand(file, [.. Encoding.ASCII.GetBytes($"Content-Type: text/{kind}; charset=utf-8\n\n"), .. raw]);
    }
}
