using System.Globalization;
using ServiceDesk.Benchmarks.KillMail;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Benchmarks;

/// <summary>
/// Letters to a desk whose site is killed at random moments: each becomes exactly one request or comment, each mail leaves at least once under
/// one Message-ID, and fewer than one in 200 twice. So often, and so many, on both databases and by both ways, unless said otherwise.
/// </summary>
internal static class KillMailBenchmark
{
    private const int Kills = 200;
    private const int Letters = 2_000;

    private static readonly string[] Ways = ["gate", "imap"];

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var plan = new KillPlan(Number(arguments, 0, Kills), Number(arguments, 1, Letters));
        BothDatabases.Only = arguments.Count > 2 ? Enum.Parse<DatabaseProvider>(arguments[2]) : null;
        var isRight = true;
        Console.WriteLine("| database | way | kills (at the start) | requests + comments | handed over again | wrong | mails out | left twice (ms from the server's word to the kill) | took |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var way in arguments.Count > 3 ? [arguments[3]] : Ways)
        {
            await BothDatabases.EachAsync(async (options, folder) => isRight &= await IsRightAsync(options, folder, way, plan));
        }

        return isRight ? 0 : 1;
    }

    private static async Task<bool> IsRightAsync(DatabaseOptions options, string folder, string by, KillPlan plan)
    {
        await using var filled = await FilledSite.MakeAsync(options);
        await using var way = await OpenAsync(filled, by);
        await using var sink = new MailSink();
        await using var site = new MortalSite(RunningSite.Program(), folder, [.. RunningSite.SettingsOf(options), .. sink.Settings]);
        var figures = await new KilledMail(filled.Get<DeskDatabase>(), site, way, sink, plan).RunAsync(CancellationToken.None);
        Console.WriteLine($"| {options.Provider} | {way.Name} | {figures} |");
        foreach (var wrong in figures.Wrong)
        {
            Console.WriteLine($"  {wrong}");
        }

        return figures.Wrong.Count == 0;
    }

    private static async Task<ILetterWay> OpenAsync(FilledSite filled, string way)
    {
        var token = await filled.OpenGateAsync();
        return way switch
        {
            "gate" => new GateWay(filled.Desk.Key, token),
            "imap" => await ImapWay.OpenAsync(await DovecotServer.StartAsync(), filled.Get<DeskDatabase>(), filled.Desk.Id),
            _ => throw new ArgumentException($"Letters come by {string.Join(" or ", Ways)}, not by {way}.", nameof(way)),
        };
    }

    private static int Number(IReadOnlyList<string> arguments, int index, int usual) => arguments.Count > index ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : usual;
}
