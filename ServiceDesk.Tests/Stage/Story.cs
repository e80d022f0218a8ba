using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Tests.Stage;

/// <summary>
/// The facts of a story ("Karl is a customer of IT"), put into a site's database by its verbs. What is being tested goes through the
/// domain's own operations or the site's own pages.
/// </summary>
public abstract class Story
{
    /// <summary>The site's services.</summary>
    public abstract IServiceProvider Services { get; }

    public DateTimeOffset Now => Get<TimeProvider>().Now();

    /// <summary>The first site administrator, who also holds a seat of Service Desk.</summary>
    public Actor Ada { get; private set; } = Actor.Site;

    /// <summary>A service of the domain.</summary>
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Makes the first site administrator and brings the rights up to date.</summary>
    public async Task SetUpAsync()
    {
        Ada = await PersonAsync("ada@desk.test", "Ada Admin", seats: Application.ServiceDesk);
        await ChangeAsync(async db =>
        {
            (await db.Accounts.AsTracking().SingleAsync(a => a.Id == Ada.AccountId)).IsSiteAdministrator = true;
            (await db.Site.AsTracking().SingleAsync()).SetUpAt = Now;
        });
    }

    /// <summary>An account with an own password and a proved address.</summary>
    public async Task<Actor> PersonAsync(string address, string? name = null, params Application[] seats)
    {
        var account = await ContactAsync(address, name);
        await ChangeAsync(async db =>
        {
            var row = await db.Accounts.AsTracking().SingleAsync(a => a.Id == account.Id);
            row.ChoosePassword("no hash: nobody logs in with it");
            row.AddressProvedAt = Now;
            foreach (var application in seats)
            {
                db.Seats.Add(new Seat { Application = application, AccountId = account.Id, Since = Now });
            }
        });
        return Actor.Person(account.Id, "192.0.2.7");
    }

    /// <summary>A contact: an account without a password.</summary>
    public async Task<Account> ContactAsync(string address, string? name = null)
    {
        var account = Account.Make(EmailAddress.Parse(address), name, Now);
        await ChangeAsync(db => Task.FromResult(db.Accounts.Add(account)));
        return account;
    }

    /// <summary>A desk with this customer access.</summary>
    public async Task<Desk> DeskAsync(string key, CustomerAccess access = CustomerAccess.Restricted)
    {
        var desk = Desk.Open(key, $"{key} desk", Now);
        desk.Choose(access, isPublicSignupOn: true, Ada.AccountId!.Value, Now);
        await ChangeAsync(db =>
        {
            db.Desks.Add(desk);
            db.RequestCounters.Add(new RequestCounter { DeskId = desk.Id });
            return Task.CompletedTask;
        });
        return desk;
    }

    /// <summary>A new person on a desk's agents list, with the seat that the role needs.</summary>
    public async Task<Actor> StaffAsync(Desk desk, string address, DeskRole role)
    {
        var person = await PersonAsync(address, null, role is DeskRole.Collaborator ? Application.Team : Application.ServiceDesk);
        await ChangeAsync(db => Task.FromResult(db.DeskAgents.Add(new DeskAgent
        {
            DeskId = desk.Id,
            AccountId = person.AccountId!.Value,
            IsAdministrator = role is DeskRole.Administrator,
            Since = Now,
        })));
        return person;
    }

    /// <summary>A new person on a desk's customer list.</summary>
    public async Task<Actor> CustomerAsync(Desk desk, string address, string? name = null)
    {
        var person = await PersonAsync(address, name);
        await JoinAsync(desk, person.AccountId!.Value);
        return person;
    }

    /// <summary>Puts somebody on a desk's customer list.</summary>
    public async Task JoinAsync(Desk desk, Guid accountId)
    {
        await using var work = await Get<DeskWork>().BeginAsync();
        var account = await work.Db.Accounts.AsTracking().SingleAsync(a => a.Id == accountId);
        await work.CommitAsync(await work.JoinAsync(desk.Id, account, Door.SignUpLink, Actor.Stranger(null), Now));
    }

    /// <summary>Turns Public signup as a fact of the story, without suspending anything.</summary>
    public Task PublicSignupAsync(bool on) =>
        ChangeAsync(async db => (await db.Site.AsTracking().SingleAsync()).TurnPublicSignup(on, Ada.AccountId!.Value, Now));

    /// <summary>Changes rows as facts of the story and brings the rights up to date.</summary>
    public async Task ChangeAsync(Func<DeskDb, Task> change)
    {
        await using var work = await Get<DeskWork>().BeginAsync();
        await change(work.Db);
        await work.CommitAsync();
        await Get<RightsNow>().RefreshAsync(new HashSet<Topic> { Topic.Everything });
    }

    /// <summary>Reads the database as it is now.</summary>
    public async Task<T> ReadAsync<T>(Func<DeskDb, Task<T>> read)
    {
        await using var db = Get<DeskDatabase>().Read();
        return await read(db);
    }

    /// <summary>The whole link in the latest mail to an address, as its reader would follow it.</summary>
    public async Task<Uri> LinkMailedToAsync(string address)
    {
        var mail = await ReadAsync(db => db.Outbox.Where(m => m.To == address && m.SealedLink != null).OrderByDescending(m => m.Id).FirstAsync());
        return new Uri(Get<ILinkSeal>().Open(mail.SealedLink!)!);
    }
}
