using System.Globalization;
using ServiceDesk.Benchmarks.KillMail;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Benchmarks;

/// <summary>
/// Letters to a desk whose site is killed at random moments: each becomes exactly one request or comment, each mail leaves at least once under
/// one Message-ID, and fewer than one in 200 twice. So often, and so many, unless said otherwise.
/// </summary>
internal static class KillMailBenchmark
{
    private const int Kills = 200;
    private const int Letters = 2_000;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var (kills, letters) = (Number(arguments, 0, Kills), Number(arguments, 1, Letters));
        var isRight = true;
        Console.WriteLine("| database | way | kills (at the start) | requests + comments | handed over again | wrong | mails out | left twice | took |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, folder) =>
        {
            if (arguments.Count > 2 && !Enum.Parse<DatabaseProvider>(arguments[2]).Equals(options.Provider))
            {
                return;
            }

            await using var filled = await FilledSite.MakeAsync(options);
            using var way = new GateWay(filled.Desk.Key, await filled.OpenGateAsync());
            isRight &= await MeasureAsync(options, folder, filled, way, new KillPlan(kills, letters));
        });
        return isRight ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(DatabaseOptions options, string folder, FilledSite filled, ILetterWay way, KillPlan plan)
    {
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

    private static int Number(IReadOnlyList<string> arguments, int index, int usual) => arguments.Count > index ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : usual;
}
