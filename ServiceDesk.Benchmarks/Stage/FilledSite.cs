using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Domain;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>
/// A database with a site in use, before the site starts on it: Public signup on, the open desk IT, an administrator, staff, customers and
/// requests. Everybody's password is <see cref="Password"/>.
/// </summary>
internal sealed class FilledSite : IAsyncDisposable
{
    public const string Password = "violet anchor brass 41";

    private readonly ServiceProvider _services;
    private readonly string _hash;

    private FilledSite(DatabaseOptions options, Action<IServiceCollection>? more)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(Options.Create(options)).AddServiceDesk(options, "");
        services.AddKeyRing();
        services.AddSingleton(new SiteLinks(() => new Uri("http://localhost/"), "ServiceDesk")).AddSingleton<ILinkSeal, LinkSeal>();
        services.Configure<LimitsOptions>(limits => limits.RequestsPerAccount = 0); // a hundred people raise what thousands would
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
        Administrator = New("ada@desk.example", "Ada Admin");
        _hash = Get<IPasswordHasher<Account>>().HashPassword(Administrator, Password);
        Desk = Desk.Open("IT", "IT support", Now);
    }

    /// <summary>Site administrator, and agent of the desk.</summary>
    public Account Administrator { get; }

    public Desk Desk { get; }

    public Guid TypeId { get; private set; }

    private static DateTimeOffset Now => TimeProvider.System.Now();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Makes the database, the administrator and the desk, with further services where some are wanted.</summary>
    public static async Task<FilledSite> MakeAsync(DatabaseOptions options, Action<IServiceCollection>? more = null)
    {
        var site = new FilledSite(options, more);
        await site.Get<DeskMigration>().RunAsync();
        await using var db = site.Get<DeskDatabase>().Open();
        site.Administrator.IsSiteAdministrator = true;
        site.Prove(site.Administrator);
        var row = await db.Site.AsTracking().SingleAsync();
        row.SetUpAt = Now;
        row.TurnPublicSignup(true, site.Administrator.Id, Now);
        site.Desk.Choose(CustomerAccess.EveryoneMaySignUp, isPublicSignupOn: true, site.Administrator.Id, Now);
        var types = RequestTypes.StartingTypes(site.Desk.Id, Actor.Site, Now);
        site.TypeId = types[0].Id;
        db.AddRange(site.Administrator, site.Desk, new RequestCounter { DeskId = site.Desk.Id });
        db.AddRange(types);
        await db.SaveChangesAsync();
        await site.StaffAsync(db, [site.Administrator]);
        return site;
    }

    /// <summary>Agents of the desk, agent1@desk.example and so on.</summary>
    public async Task<IReadOnlyList<string>> AgentsAsync(int count)
    {
        await using var db = Get<DeskDatabase>().Open();
        var agents = Enumerable.Range(1, count).Select(n => Prove(New($"agent{n}@desk.example", $"Agent {n}"))).ToList();
        db.AddRange(agents);
        await db.SaveChangesAsync();
        await StaffAsync(db, agents);
        return [.. agents.Select(agent => agent.Email!)];
    }

    /// <summary>Customers of the desk, customer1@people.example and so on.</summary>
    public async Task<IReadOnlyList<Account>> CustomersAsync(int count)
    {
        await using var db = Get<DeskDatabase>().Open();
        var people = Enumerable.Range(1, count).Select(n => Prove(New($"customer{n}@people.example", $"Customer {n}"))).ToList();
        db.AddRange(people);
        db.AddRange(people.Select(person => new DeskCustomer { DeskId = Desk.Id, AccountId = person.Id, SortName = person.SortName, JoinedAt = Now, CameBy = Door.SignUpLink }));
        await db.SaveChangesAsync();
        return people;
    }

    /// <summary>Requests of these people in turn, a tenth of them assigned to the administrator, a fifth resolved.</summary>
    public async Task RequestsAsync(int count, IReadOnlyList<Account> people)
    {
        await using var db = Get<DeskDatabase>().Open();
        var counter = await db.RequestCounters.AsTracking().SingleAsync(row => row.DeskId == Desk.Id);
        var now = Now;
        for (var number = 1; number <= count; number++)
        {
            var at = now.AddMinutes(number - count);
            db.Requests.Add(new Request
            {
                Id = Guid.CreateVersion7(at),
                DeskId = Desk.Id,
                Number = number,
                Key = $"{Desk.Key}-{number}",
                TypeId = TypeId,
                ReporterId = people[number % people.Count].Id,
                AssigneeId = number % 10 == 0 ? Administrator.Id : null,
                Status = number % 5 == 0 ? RequestStatus.Resolved : RequestStatus.Open,
                Summary = $"The printer of room {number} eats paper",
                Description = "Since this morning, and the tray is full.",
                RaisedAt = at,
                ChangedAt = at,
                ChangedPubliclyAt = at,
            });
        }

        counter.Latest = count;
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
    }

    /// <summary>Opens the desk's HTTP gate for mail, and tells the token that it wants.</summary>
    public async Task<string> OpenGateAsync()
    {
        await using var db = Get<DeskDatabase>().Open();
        var channel = db.MailChannels.Add(new MailChannel { DeskId = Desk.Id, Address = "help@desk.example" }).Entity;
        var token = channel.MakeToken(Administrator.Id, Now);
        await db.SaveChangesAsync();
        return token;
    }

    /// <summary>The link in the latest mail to an address, opened with the keys that the site keeps in its database.</summary>
    public async Task<Uri> LinkMailedToAsync(string address)
    {
        await using var db = Get<DeskDatabase>().Read();
        var kept = await db.Outbox.Where(mail => mail.To == address && mail.SealedLink != null).OrderByDescending(mail => mail.Id).Select(mail => mail.SealedLink!).FirstAsync();
        return new Uri(Get<ILinkSeal>().Open(kept)!);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static Account New(string address, string name) => Account.Make(EmailAddress.Parse(address), name, Now);

    private Account Prove(Account account)
    {
        account.ChoosePassword(_hash);
        account.AddressProvedAt = Now;
        return account;
    }

    private async Task StaffAsync(DeskDb db, IEnumerable<Account> people)
    {
        foreach (var person in people)
        {
            db.Seats.Add(new Seat { Application = Application.ServiceDesk, AccountId = person.Id, Since = Now });
            db.DeskAgents.Add(new DeskAgent { DeskId = Desk.Id, AccountId = person.Id, IsAdministrator = true, Since = Now });
        }

        await db.SaveChangesAsync();
    }
}
