using ServiceDesk.Benchmarks.Stage;

namespace ServiceDesk.Benchmarks;

/// <summary>How many pages a second the site answers, eight asked for at once (design.md 8: /portal 2,600, sign-up form 1,000, a customer's list 600).</summary>
internal static class PagesBenchmark
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    /// <summary>What strangers may ask for.</summary>
    public static Task AnonymousAsync() => MeasureAsync(customers: 0, requests: 0, async (name, _, site) =>
    {
        foreach (var path in (string[])["/portal", "/portal/IT", "/portal/IT/signup", "/Identity/Account/Login"])
        {
            Console.WriteLine($"| {name} | {path} | {await Load.RunAsync(new Uri(site.Uri, path), "", AtOnce, Length)} |");
        }
    });

    /// <summary>A signed-in customer's request list, of 20 requests among 10,000: the page and the read behind it.</summary>
    public static Task PortalListAsync() => MeasureAsync(customers: 500, requests: 10_000, async (name, filled, site) =>
    {
        var karl = await LoggedIn.AsAsync(site.Uri, "customer1@people.example", FilledSite.Password);
        Console.WriteLine($"| {name} | /portal/requests | {await Load.RunAsync(new Uri(site.Uri, "/portal/requests"), karl.Cookies, AtOnce, Length)} |");

        var requests = filled.Get<Domain.Requests.CustomerRequests>();
        await using var db = filled.Get<Domain.Data.DeskDatabase>().Read();
        var by = Domain.Vocabulary.Actor.Person(db.Accounts.Single(account => account.NormalizedEmail == "customer1@people.example").Id, null);
        Console.WriteLine($"| {name} | its data | {await Repeated.RunAsync(AtOnce, Length, () => requests.ListAsync(by))} |");
    });

    private static async Task MeasureAsync(int customers, int requests, Func<string, FilledSite, RunningSite, Task> measure)
    {
        Console.WriteLine("| database | page | a second | half within | 95 in 100 within | slowest |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, folder) =>
        {
            await using var filled = await FilledSite.MakeAsync(options);
            if (customers > 0)
            {
                await filled.RequestsAsync(requests, await filled.CustomersAsync(customers));
            }

            await using var site = await RunningSite.StartAsync(folder, options);
            await measure($"{options.Provider}", filled, site);
        });
    }
}
