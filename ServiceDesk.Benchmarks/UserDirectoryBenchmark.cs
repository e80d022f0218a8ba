using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Benchmarks;

/// <summary>The user directory searched and filtered as one types, among 1,000,000 people (issue 4: 95 in 100 within 30 ms). Asked of the domain itself, in this process.</summary>
internal static class UserDirectoryBenchmark
{
    private const int People = 1_000_000;

    public static async Task RunAsync()
    {
        PeopleSearches.WriteHead();
        await BothDatabases.EachAsync((options, _) => MeasureAsync(options));
    }

    private static async Task MeasureAsync(DatabaseOptions options)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(Microsoft.Extensions.Options.Options.Create(options)).AddServiceDesk(options, "")
            .AddSingleton(new SiteLinks(() => new Uri("http://localhost/"))).AddSingleton<ILinkSeal, NoLinks>().BuildServiceProvider();
        await services.GetRequiredService<DeskMigration>().RunAsync();
        var database = services.GetRequiredService<DeskDatabase>();
        var by = await AdministratorAsync(database);
        await new CustomerCrowd(database, desk: null).GrowToAsync(People);
        var directory = services.GetRequiredService<UserDirectory>();
        foreach (var (name, typed) in await PeopleSearches.OfAsync(database))
        {
            await PeopleSearches.TimeAsync($"{options.Provider} | {People:N0} | {name}", typed, text => directory.ListAsync(text, UserFilter.All, null, by));
        }

        foreach (var filter in Enum.GetValues<UserFilter>().Except([UserFilter.All]))
        {
            var (name, typed) = (await PeopleSearches.OfAsync(database))[2];
            await PeopleSearches.TimeAsync($"{options.Provider} | {People:N0} | {filter}: nothing typed", [.. typed.Take(100).Select(_ => "")], text => directory.ListAsync(text, filter, null, by));
            await PeopleSearches.TimeAsync($"{options.Provider} | {People:N0} | {filter}: {name}", typed, text => directory.ListAsync(text, filter, null, by));
        }
    }

    private static async Task<Actor> AdministratorAsync(DeskDatabase database)
    {
        await using var db = database.Open();
        var ada = Account.Make(EmailAddress.Parse("ada@desk.example"), "Ada", TimeProvider.System.Now());
        ada.IsSiteAdministrator = true;
        db.Add(ada);
        await db.SaveChangesAsync();
        return Actor.Person(ada.Id, null);
    }

    // Nobody is mailed anything here.
    private sealed class NoLinks : ILinkSeal
    {
        public byte[] Seal(string link) => throw new NotSupportedException();

        public string? Open(byte[] sealedLink) => throw new NotSupportedException();
    }
}
