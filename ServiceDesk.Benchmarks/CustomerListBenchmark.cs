using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Benchmarks;

/// <summary>
/// The customer list searched as one types, among 100,000 and 1,000,000 people (design.md 8: 95 in 100 within 30 ms, at most 1.5 x as long
/// among ten times as many). Asked of the domain itself, in this process.
/// </summary>
internal static class CustomerListBenchmark
{
    private static readonly int[] Sizes = [100_000, 1_000_000];

    public static async Task RunAsync()
    {
        PeopleSearches.WriteHead();

        await BothDatabases.EachAsync((options, _) => MeasureAsync(options));
    }

    private static async Task MeasureAsync(DatabaseOptions options)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(Microsoft.Extensions.Options.Options.Create(options)).AddServiceDesk(options, "").BuildServiceProvider();
        await services.GetRequiredService<DeskMigration>().RunAsync();
        var database = services.GetRequiredService<DeskDatabase>();
        var (desk, by) = await FirstPeopleAsync(database);
        var crowd = new CustomerCrowd(database, desk);
        var customers = services.GetRequiredService<DeskCustomers>();

        foreach (var size in Sizes)
        {
            await crowd.GrowToAsync(size);
            foreach (var (name, typed) in await PeopleSearches.OfAsync(database))
            {
                await PeopleSearches.TimeAsync($"{options.Provider} | {size:N0} | {name}", typed, text => customers.FindAsync(desk.Id, text, null, by));
            }
        }
    }

    private static async Task<(Desk Desk, Actor By)> FirstPeopleAsync(DeskDatabase database)
    {
        var now = TimeProvider.System.Now();
        await using var db = database.Open();
        var desk = Desk.Open("IT", "IT", now);
        var ada = Account.Make(EmailAddress.Parse("ada@desk.example"), "Ada", now);
        ada.IsSiteAdministrator = true;
        db.AddRange(desk, ada);
        await db.SaveChangesAsync();
        return (desk, Actor.Person(ada.Id, null));
    }
}
