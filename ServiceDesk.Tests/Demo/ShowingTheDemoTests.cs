using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Demo;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Demo;

public sealed class ShowingTheDemoTests(Stages stage) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicedesk-demo-");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Theory, OnBothDatabases]
    public async Task The_demo_has_two_desks_thirty_people_and_requests_in_every_status(DatabaseProvider database)
    {
        await using var world = new World(await stage.Databases.CreateAsync(database));

        var logIns = await world.Get<DemoSite>().FillAsync();
        await world.Get<DemoSite>().AskToSignUpAsync();
        await world.Get<DemoSite>().InviteAsync();

        Assert.Equal([("HR", false), ("IT", true)], (await world.ReadAsync(db => db.Desks.OrderBy(desk => desk.Key).ToListAsync())).Select(desk => (desk.Key, desk.IsOpen(isPublicSignupOn: true))));
        Assert.Equal(30, await world.ReadAsync(db => db.Accounts.CountAsync()));
        Assert.Equal(40, await world.ReadAsync(db => db.Requests.CountAsync()));
        Assert.Equal(Enum.GetValues<RequestStatus>(), (await world.ReadAsync(db => db.Requests.Select(request => request.Status).Distinct().ToListAsync())).Order());
        Assert.Equal(3, await world.ReadAsync(db => db.MailedLinks.CountAsync(link => link.Purpose == LinkPurpose.SignUp)));
        Assert.Equal(4, await world.ReadAsync(db => db.Invitations.CountAsync()));
        var settings = (await world.Get<SiteSettings>().NowAsync(by: Actor.Person((await world.ReadAsync(db => db.Accounts.SingleAsync(account => account.IsSiteAdministrator))).Id, null))).Done;
        var change = Assert.Single(settings.Latest);
        Assert.Equal((Changes.PublicSignupTurnedOn, settings.PublicSignupChanged), (change.Entry.What, change.By));
        Assert.Equal(["Administrator", "HrAdministrator", "HrCustomer", "ItAgent", "ItCollaborator", "ItCustomer"], logIns.Select(person => person.Part).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(DemoSite.Contacts.Order(StringComparer.Ordinal), (await world.ReadAsync(db => db.Accounts.Where(account => account.Password == PasswordKind.None).Select(account => account.Email!).ToListAsync())).Order(StringComparer.Ordinal));
        Assert.True(await world.ReadAsync(db => db.DeskAgents.AnyAsync(agent => agent.IsAdministrator && !agent.Account.IsSiteAdministrator)));
        Assert.Equal(logIns.Count, logIns.Select(person => person.Password).Distinct(StringComparer.Ordinal).Count());
        foreach (var person in logIns)
        {
            Assert.True((await world.Get<LogIns>().CheckAsync(person.Address, person.Password, by: Actor.Stranger(null))).IsDone, person.Name);
        }
    }

    [Fact]
    public async Task It_is_shown_on_this_machine_alone_and_prints_who_can_log_in()
    {
        await using (var open = SiteProcess.Start(_folder.FullName, "--demo", "--urls=http://0.0.0.0:0"))
        {
            Assert.Equal(1, await open.EndedAsync());
            Assert.Contains("for this machine alone", open.Console, StringComparison.Ordinal);
        }

        await using (var site = SiteProcess.Start(_folder.FullName, "--demo"))
        {
            await site.SaysAsync("moe@company.example");
            Assert.Contains("ada.marlow@company.example", site.Console, StringComparison.Ordinal);
            Assert.DoesNotContain("Setup token", site.Console, StringComparison.Ordinal);
        }

        await using var again = SiteProcess.Start(_folder.FullName, "--demo");
        Assert.Equal(1, await again.EndedAsync());
        Assert.Contains("wants an empty database", again.Console, StringComparison.Ordinal);
    }
}
