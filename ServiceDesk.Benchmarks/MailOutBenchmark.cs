using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Smtp;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Benchmarks;

/// <summary>
/// Mails on their way out: taken from the outbox, written, handed over by SMTP to a sink on loopback, noted as delivered; one at a time and
/// four at once, as the site does it, without and with a file (aim: 200 a second). Asked of the domain itself, in this process, the sink included.
/// </summary>
internal static class MailOutBenchmark
{
    private const int FileBytes = 100_000;

    public static async Task RunAsync()
    {
        Console.WriteLine("| database | what | a second | half within | 95 in 100 within | slowest |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, _) =>
        {
            await using var sink = new MailSink();
            var mail = new MailOptions { Host = "127.0.0.1", Port = sink.Port, From = "Help desk <help@desk.example>", StartTls = StartTls.Off };
            await using var filled = await FilledSite.MakeAsync(options, services => services.AddSingleton(Options.Create(mail)).AddSingleton<IMailTransport, SmtpTransport>());
            var file = (await filled.Get<Uploads>().TakeAsync("report.pdf", "application/pdf", new MemoryStream(new byte[FileBytes]), Actor.Person(filled.Administrator.Id, null))).Done.Id;

            await MeasureAsync(filled, sink, MailContext.None, 500, atOnce: 4);
            foreach (var (what, context, count) in ((string, MailContext, int)[])[("a reply", MailContext.None, 2_000), ($"with a file of {FileBytes / 1000} KB", new MailContext { Files = [new(file)] }, 400)])
            {
                foreach (var atOnce in (int[])[1, 4])
                {
                    var figures = await MeasureAsync(filled, sink, context, count, atOnce);
                    Console.WriteLine($"| {options.Provider} | {what}, {atOnce} at once | {figures} |");
                }
            }
        });
    }

    private static async Task<LoadFigures> MeasureAsync(FilledSite filled, MailSink sink, MailContext context, int count, int atOnce)
    {
        var ids = await WriteAsync(filled, context, count);
        var delivery = filled.Get<MailDelivery>();
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(() => DeliverAsync(delivery))));
        var seconds = watch.Elapsed.TotalSeconds;

        await using var db = filled.Get<DeskDatabase>().Read();
        var left = await db.Outbox.CountAsync(row => row.DeliveredAt == null);
        var taken = ids.Count(id => sink.Taken.GetValueOrDefault($"<{id}>") is { Count: 1 });
        var times = all.SelectMany(lane => lane).Order().ToList();
        return left == 0 && taken == count
            ? new LoadFigures(count / seconds, times[times.Count / 2], times[times.Count * 95 / 100], times[^1])
            : throw new InvalidOperationException($"{left} mails are left, and {taken} of {count} were taken once.");
    }

    private static async Task<IReadOnlyList<string>> WriteAsync(FilledSite filled, MailContext context, int count)
    {
        var (writing, now) = (filled.Get<MailWriting>(), TimeProvider.System.Now());
        var mails = Enumerable.Range(0, count).Select(n => writing.Write(
            MailKind.PublicReply,
            new Recipient(EmailAddress.Parse($"customer{n}@people.example"), Languages.CultureOf(null), DeskId: filled.Desk.Id),
            now,
            context with { InReplyTo = $"question-{n}@people.example", ReplyTo = EmailAddress.Parse($"help+{n}@desk.example") },
            new Uri($"https://desk.example/portal/requests/IT-{n}"),
            mailedLink: null,
            requestId: null,
            $"IT-{n}",
            "The printer eats paper",
            "Some Body",
            "Ada Admin",
            "It has been cleaned. Please try again, and tell us when it still does.")).ToList();
        await using var work = await filled.Get<DeskWork>().BeginAsync();
        work.Db.Outbox.AddRange(mails);
        await work.CommitAsync();
        return [.. mails.Select(mail => mail.MessageId)];
    }

    private static async Task<List<double>> DeliverAsync(MailDelivery delivery)
    {
        var times = new List<double>();
        while (true)
        {
            var begun = Stopwatch.GetTimestamp();
            if (!await delivery.DeliverOneAsync(CancellationToken.None))
            {
                return times;
            }

            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
    }
}
