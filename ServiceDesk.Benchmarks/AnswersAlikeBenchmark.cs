using ServiceDesk.Benchmarks.Stage;

namespace ServiceDesk.Benchmarks;

/// <summary>
/// Whether the time of an answer tells if an address is known: each stranger's form, 200 tries for a known address and 200 for unknown
/// ones in a random order, so that what one leaves to do falls on both alike, compared by the Mann-Whitney rank test. |z| under 3 is what chance gives in 997 of 1,000 runs.
/// </summary>
internal static class AnswersAlikeBenchmark
{
    private const int Tries = 200;

    public static async Task RunAsync()
    {
        Console.WriteLine("| database | form | known, half within | unknown, half within | z |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, folder) =>
        {
            await using var filled = await FilledSite.MakeAsync(options);
            await filled.CustomersAsync(Tries + 50);
            await using var site = await RunningSite.StartAsync(folder, options);
            using var http = LoggedIn.Client(site.Uri);
            await CompareAsync($"{options.Provider} | sign-up", (address, n) => TimeAsync(http, "/portal/IT/signup", new(StringComparer.Ordinal) { ["Form.Email"] = address, ["Form.Name"] = $"Person {n}" }));
            await CompareAsync($"{options.Provider} | forgotten password", (address, _) => TimeAsync(http, "/Identity/Account/ForgotPassword", new(StringComparer.Ordinal) { ["Email"] = address }));
            await CompareAsync($"{options.Provider} | log-in, wrong password", (address, _) => TimeAsync(http, "/Identity/Account/Login", new(StringComparer.Ordinal) { ["Email"] = address, ["Password"] = "not the password at all" }));
        });
    }

    private static async Task CompareAsync(string name, Func<string, int, Task<double>> tryWith)
    {
        for (var n = 0; n < 20; n++)
        {
            await tryWith($"customer{Tries + 1 + n}@people.example", n);
            await tryWith($"nobody{Tries + 1 + n}@people.example", n);
        }

        var (known, unknown) = (new List<double>(), new List<double>());
        var tries = Enumerable.Range(1, Tries).SelectMany(n => new[] { (IsKnown: true, n), (IsKnown: false, n) }).ToArray();
        new Random(Tries).Shuffle(tries);
        foreach (var (isKnown, n) in tries)
        {
            (isKnown ? known : unknown).Add(await tryWith($"{(isKnown ? "customer" : "nobody")}{n}@people.example", n));
        }

        var z = RankTest(known, unknown);
        Console.WriteLine($"| {name} | {known.Order().ElementAt(Tries / 2):0.00} ms | {unknown.Order().ElementAt(Tries / 2):0.00} ms | {z:0.0} |");
    }

    private static async Task<double> TimeAsync(HttpClient http, string path, Dictionary<string, string> fields)
    {
        var times = new List<double>();
        using var answer = await LoggedIn.SubmitAsync(http, path, fields, times.Add);
        answer.EnsureSuccessStatusCode();
        return times.Single();
    }

    private static double RankTest(IReadOnlyCollection<double> one, IReadOnlyCollection<double> other)
    {
        var ranked = one.Select(time => (time, IsOne: true)).Concat(other.Select(time => (time, IsOne: false))).OrderBy(t => t.time).ToList();
        var ranks = ranked.Select((t, place) => t.IsOne ? place + 1.0 : 0).Sum();
        var (n, m) = (one.Count, other.Count);
        var expected = n * (n + m + 1) / 2.0;
        return (ranks - expected) / Math.Sqrt(n * m * (n + m + 1) / 12.0);
    }
}
