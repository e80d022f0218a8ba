using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Requests;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Requests;

public sealed class RaisingOnBehalfTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory, OnBothDatabases]
    public async Task An_agent_raises_for_people_known_and_unknown_and_nobody_is_mailed(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        var type = await world.TypeAsync(desk);
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        await world.CustomerAsync(desk, "karl@kunde.test", "Karl");
        await world.PersonAsync("known@kunde.test", "Known");

        Assert.Equal(new BehalfSeen("Karl", Effect.Nothing, null), (await OnBehalf(world).LookAsync(desk.Id, "KARL@kunde.test", by: nora)).Done);
        Assert.Equal(new BehalfSeen("Known", Effect.Join, null), (await OnBehalf(world).LookAsync(desk.Id, "known@kunde.test", by: nora)).Done);
        Assert.Equal(new BehalfSeen(null, Effect.MakeContactAndJoin, null), (await OnBehalf(world).LookAsync(desk.Id, "new@kunde.test", by: nora)).Done);
        var written = RequestStories.New(desk, type, "It does not print");
        Assert.Equal("IT-1", (await OnBehalf(world).RaiseAsync(written, "new@kunde.test", "Nele Neu", by: nora)).Done.Key);
        Assert.Equal("IT-1", (await OnBehalf(world).RaiseAsync(written, "new@kunde.test", "Nele Neu", by: nora)).Done.Key);
        Assert.Equal("IT-2", (await OnBehalf(world).RaiseAsync(RequestStories.New(desk, type), "known@kunde.test", "Renamed", by: nora)).Done.Key);

        var nele = await world.AccountAsync("new@kunde.test");
        Assert.Equal(("Nele Neu", PasswordKind.None), (nele.FullName, nele.Password));
        Assert.Equal("Known", (await world.AccountAsync("known@kunde.test")).FullName);
        Assert.Equal([Door.OnBehalf, Door.OnBehalf], await world.ReadAsync(db => db.DeskCustomers.Where(place => place.Account.NormalizedEmail != "karl@kunde.test").Select(place => place.CameBy).ToListAsync()));
        Assert.Equal(2, await world.ReadAsync(db => db.DoorLog.CountAsync(entry => entry.Door == Door.OnBehalf && entry.ActorId == nora.AccountId)));
        Assert.Equal([Changes.RequestRaisedOnBehalf], await world.AuditOfAsync(written.Id));
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task The_person_sees_it_once_the_address_is_proved(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        var karl = await world.CustomerAsync(desk, "karl@kunde.test");
        await world.ChangeAccountAsync(karl, account => account.AddressProvedAt = null);
        await OnBehalf(world).RaiseAsync(RequestStories.New(desk, await world.TypeAsync(desk)), "karl@kunde.test", null, by: nora);

        Assert.Empty((await world.Get<CustomerRequests>().ListAsync(by: karl)).Rows);
        await world.ChangeAccountAsync(karl, account => account.AddressProvedAt = world.Now);
        Assert.Equal("IT-1", (await world.Get<CustomerRequests>().ListAsync(by: karl)).Rows.Single().Key);
    }

    [Theory, OnBothDatabases]
    public async Task The_rule_book_says_for_whom(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var type = await world.TypeAsync(desk);
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        await world.ChangeAccountAsync(await world.PersonAsync("shut@kunde.test"), account => account.DeactivatedAt = world.Now);
        async Task<Refusal?> RaiseAsync(string address, Actor by) => (await OnBehalf(world).RaiseAsync(RequestStories.New(desk, type), address, null, by)).Refusal;

        Assert.Equal(RefusedBecause.PublicSignupIsOff, (await OnBehalf(world).LookAsync(desk.Id, "new@kunde.test", by: nora)).Done.Reason);
        Assert.IsType<OnlyKnownPeople>(await RaiseAsync("new@kunde.test", nora));
        Assert.IsType<AccountIsDeactivated>(await RaiseAsync("shut@kunde.test", nora));
        Assert.IsType<NotAnAddress>(await RaiseAsync("nobody", nora));
        Assert.IsType<NotAllowed>(await RaiseAsync("karl@kunde.test", await world.StaffAsync(desk, "cora@desk.test", DeskRole.Collaborator)));
        Assert.IsType<NotFound>(await RaiseAsync("karl@kunde.test", world.Ada));
        Assert.IsType<NotFound>(await RaiseAsync("karl@kunde.test", Stranger));
        Assert.Equal(0, await world.ReadAsync(db => db.Requests.CountAsync()));
    }

    [Fact]
    public async Task The_page_finds_the_person_and_leads_to_the_request()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await world.TypeAsync(desk);
        await world.CustomerAsync(desk, "karl@kunde.test", "Karl Kunde");
        await using var seen = Seen.By(await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent), world);
        var keeper = seen.Script.SetupModule("./drafts.js").SetupModule("open", _ => true);
        keeper.SetupVoid("listen").SetVoidResult();
        keeper.SetupVoid("begin", _ => true).SetVoidResult();
        var page = seen.Show<CreateOnBehalf>(("DeskKey", "IT"));
        await page.WaitForElementAsync("form", Soon);

        await page.InvokeAsync(() => page.Labelled("For whom").InputAsync(new() { Value = "kunde" }));
        await page.InvokeAsync(() => Assert.Single(page.FindAll("button"), button => button.TextContent.Contains("karl@kunde.test", StringComparison.Ordinal)).ClickAsync(new()));
        Assert.Contains("Karl Kunde is a customer of this desk.", page.Text(), StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Labelled("Summary").ChangeAsync(new() { Value = "Called about the printer" }));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        page.WaitForAssertion(() => Assert.Equal("desks/IT/requests/IT-1", seen.Address), Soon);
        Assert.Equal("karl@kunde.test", await world.ReadAsync(db => db.Requests.Select(request => request.Reporter.Email).SingleAsync()));
    }

    private static RequestsOnBehalf OnBehalf(Story world) => world.Get<RequestsOnBehalf>();
}
