using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Benchmarks;

/// <summary>
/// A whole sign-up (form, its post, the mailed link, the password's post): the site's processor time against that of the password hash alone
/// (design.md 8: at most 1.3 x).
/// </summary>
internal static class SignUpBenchmark
{
    private const int People = 60;

    public static async Task RunAsync()
    {
        Console.WriteLine("| database | when | a sign-up, processor time | a password hash | ratio |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, folder) =>
        {
            await using var filled = await FilledSite.MakeAsync(options);
            var hash = HashTime(filled.Get<IPasswordHasher<Account>>());
            await using var site = await RunningSite.StartAsync(folder, options);
            using var http = LoggedIn.Client(site.Uri);

            // The runtime compiles anew what is asked for often, besides the first few hundred pages: the aim is meant for a site that has run for a while.
            foreach (var (when, first) in ((string, int)[])[("the first after the start", 0), ("", 1_000), ("", 2_000), ("later", 3_000)])
            {
                var before = site.ProcessorTime;
                await SignUpAsync(filled, http, Enumerable.Range(first, People));
                var each = (site.ProcessorTime - before).TotalMilliseconds / People;
                if (when.Length > 0)
                {
                    Console.WriteLine($"| {options.Provider} | {when} | {each:0.0} ms | {hash:0.0} ms | {each / hash:0.00} |");
                }
            }
        });
    }

    private static async Task SignUpAsync(FilledSite filled, HttpClient http, IEnumerable<int> people)
    {
        foreach (var n in people)
        {
            var address = $"newcomer{n}@people.example";
            using (var answer = await LoggedIn.SubmitAsync(http, "/portal/IT/signup", new(StringComparer.Ordinal) { ["Form.Email"] = address, ["Form.Name"] = $"Newcomer {n}" }))
            {
                answer.EnsureSuccessStatusCode();
            }

            using var done = await LoggedIn.SubmitAsync(http, (await filled.LinkMailedToAsync(address)).PathAndQuery, new(StringComparer.Ordinal) { ["Form.Name"] = $"Newcomer {n}", ["Form.Password"] = FilledSite.Password });
            if (done.Headers.Location is null)
            {
                throw new InvalidOperationException($"The sign-up of {address} was not finished: {done.StatusCode}.");
            }
        }
    }

    private static double HashTime(IPasswordHasher<Account> hasher)
    {
        var account = Account.Make(EmailAddress.Parse("a@b.example"), null, DateTimeOffset.UtcNow);
        for (var warm = 0; warm < 20; warm++)
        {
            hasher.HashPassword(account, FilledSite.Password);
        }

        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var n = 0; n < People; n++)
        {
            hasher.HashPassword(account, FilledSite.Password);
        }

        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / People;
    }
}
