using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Collectors.CollectorStory;

namespace ServiceDesk.Tests.Collectors;

public sealed class CollectingRequestsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_signed_customer_of_a_restricted_desk_is_matched_and_nobody_is_mailed(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var karl = await world.ContactAsync("karl@kunde.test", "Karl");
        await world.JoinAsync(desk, karl.Id);
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        var collector = await world.CollectorAsync(desk);
        var secret = await world.SecretAsync(desk, collector);
        await using var file = (await MailSpool.ReadAsync(new MemoryStream("a picture"u8.ToArray()), 100, TestContext.Current.CancellationToken))!;

        var taken = await world.PostAsync(collector, Form(world.Signed(collector, secret, "KARL@kunde.test", "Not Karl")) with
        {
            Context = """{"Page":"https://shop.example/cart","Order":"<b>77</b>"}""",
            Files = [new CollectedFile("../screen.png", "image/png", file)],
        });

        Assert.Equal("IT-1", taken.Done.Key);
        var seen = (await world.Get<AgentRequests>().OpenAsync("IT-1", by: nora)).Done;
        Assert.Equal(("karl@kunde.test", "Karl", false), (seen.ReporterAddress, seen.ReporterName, seen.IsReporterProved));
        Assert.Equal(("Shop", Host, false, null), (seen.CollectedBy!.Name, seen.CollectedBy.Origin, seen.CollectedBy.IsUnverified, seen.CollectedBy.SignedFor));
        Assert.Equal("<b>77</b>", seen.CollectedBy.Context["Order"]);
        Assert.Equal(("screen.png", 9), (seen.Conversation.Files.Single().FileName, seen.Conversation.Files.Single().Bytes));
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
        Assert.Equal([(Door.CollectorSigned, Effect.Nothing)], await world.ReadAsync(async db => (await db.DoorLog.ToListAsync()).Select(entry => (entry.Door, entry.Effect!.Value)).ToList()));
        Assert.Equal((1, 0, 0), await DayAsync(world));
    }

    [Theory, OnBothDatabases]
    public async Task Somebody_unknown_comes_in_where_the_desk_is_open_or_the_host_vouches(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var collector = await world.CollectorAsync(desk);
        var secret = await world.SecretAsync(desk, collector);
        Task<Outcome<Collected>> AskAsync(string address) => world.PostAsync(collector, Form(world.Signed(collector, secret, address, "Nele Neu")));

        Assert.IsType<CollectorDoesNotTakeYou>((await AskAsync("nele@kunde.test")).Refusal);
        Assert.Equal(0, await world.ReadAsync(db => db.Requests.CountAsync()) + await world.ReadAsync(db => db.Accounts.CountAsync(account => account.NormalizedEmail == "nele@kunde.test")));

        await world.Get<DeskCollectors>().VouchAsync(desk.Id, collector, vouches: true, by: world.Ada);
        Assert.Equal("IT-1", (await AskAsync("nele@kunde.test")).Done.Key);
        var nele = await world.AccountAsync("nele@kunde.test");
        Assert.Equal(("Nele Neu", PasswordKind.None, null), (nele.FullName, nele.Password, nele.AddressProvedAt));
        Assert.Equal(Door.CollectorSigned, (await world.ReadAsync(db => db.DeskCustomers.SingleAsync(customer => customer.AccountId == nele.Id))).CameBy);
        Assert.Equal("IT-2", (await AskAsync("nele@kunde.test")).Done.Key);

        await world.ChangeAccountAsync(Actor.Person(nele.Id, null), account => (account.AddressProvedAt, account.Password) = (world.Now, PasswordKind.Own));
        Assert.Equal(["IT-1", "IT-2"], (await world.Get<CustomerRequests>().ListAsync(by: Actor.Person(nele.Id, null))).Rows.Select(row => row.Key).Order());
        Assert.Equal((1, 1, 0), await DayAsync(world));
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
    }

    [Fact]
    public async Task Whom_the_desk_takes_nothing_from_gives_it_to_the_default_reporter_unless_shut_out()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        await world.CustomerAsync(desk, "shop@kunde.test", "The shop");
        await world.ChangeAccountAsync(await world.PersonAsync("shut@kunde.test"), account => account.DeactivatedAt = world.Now);
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        var collector = await world.CollectorAsync(desk, form => form with { DefaultReporter = "shop@kunde.test" });
        var secret = await world.SecretAsync(desk, collector);

        Assert.Equal("IT-1", (await world.PostAsync(collector, Form(world.Signed(collector, secret, "nele@kunde.test")))).Done.Key);
        Assert.IsType<CollectorDoesNotTakeYou>((await world.PostAsync(collector, Form(world.Signed(collector, secret, "shut@kunde.test")))).Refusal);

        var seen = (await world.Get<AgentRequests>().OpenAsync("IT-1", by: nora)).Done;
        Assert.Equal(("The shop", "nele@kunde.test"), (seen.ReporterName, seen.CollectedBy!.SignedFor));
        Assert.Equal(0, await world.ReadAsync(db => db.Accounts.CountAsync(account => account.NormalizedEmail == "nele@kunde.test")));
        Assert.IsType<DefaultReporterIsNoCustomer>((await world.Get<DeskCollectors>().MakeAsync(desk.Id, new CollectorForm("B", null, Host) { DefaultReporter = "shut@kunde.test" }, by: world.Ada)).Refusal);
    }

    [Fact]
    public async Task The_person_sees_it_once_the_address_is_proved()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        var karl = await world.CustomerAsync(desk, "karl@kunde.test");
        await world.ChangeAccountAsync(karl, account => account.AddressProvedAt = null);
        var collector = await world.CollectorAsync(desk);
        await world.PostAsync(collector, Form(world.Signed(collector, await world.SecretAsync(desk, collector), "karl@kunde.test")));

        Assert.Empty((await world.Get<CustomerRequests>().ListAsync(by: karl)).Rows);
        await world.ChangeAccountAsync(karl, account => account.AddressProvedAt = world.Now);
        Assert.Equal("IT-1", (await world.Get<CustomerRequests>().ListAsync(by: karl)).Rows.Single().Key);
    }

    [Fact]
    public async Task A_collector_that_is_off_full_or_asked_from_elsewhere_takes_nothing()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        await world.CustomerAsync(desk, "karl@kunde.test");
        var collector = await world.CollectorAsync(desk, form => form with { DailyCap = 2 });
        var secret = await world.SecretAsync(desk, collector);
        var known = world.Known(collector);
        Task<Outcome<Collected>> AskAsync() => world.Get<CollectorPosts>().TakeAsync(known, Host, Form(world.Signed(collector, secret, "karl@kunde.test")), null);
        foreach (var origin in new[] { null, "", "null", "http://shop.example", "https://shop.example:444", "https://shop.example/", "https://evil.shop.example", "https://shop.example.evil.test", "HTTPS://SHOP.EXAMPLE" })
        {
            Assert.IsType<OriginIsNotAllowed>(world.Get<CollectorPosts>().Open(collector, origin).Refusal);
        }

        Assert.True((await AskAsync()).IsDone);
        Assert.True((await AskAsync()).IsDone);
        Assert.IsType<CollectorIsFull>((await AskAsync()).Refusal);
        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await AskAsync()).IsDone);

        await world.Get<DeskCollectors>().SwitchAsync(desk.Id, collector, isOn: false, by: world.Ada);
        Assert.IsType<CollectorIsOff>((await AskAsync()).Refusal);
        Assert.IsType<CollectorIsOff>(world.Get<CollectorPosts>().Open(collector, Host).Refusal);
        Assert.IsType<CollectorIsOff>(world.Get<CollectorPosts>().Open(Guid.NewGuid(), Host).Refusal);
        var refused = (await world.Get<DeskCollectors>().NowAsync(desk.Id, collector, by: world.Ada)).Done.Refused;
        Assert.Equal((9, 1), (refused[nameof(OriginIsNotAllowed)], refused[nameof(CollectorIsFull)]));
    }

    [Theory, OnBothDatabases]
    public async Task What_was_refused_is_counted_by_day_and_written_now_and_then(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var collector = await world.CollectorAsync(desk);
        for (var round = 0; round < 3; round++)
        {
            Assert.IsType<TokenIsNotValid>((await world.PostAsync(collector, Form("a.b.c"))).Refusal);
            await world.Get<CollectorCounts>().FlushAsync();
        }

        Assert.IsType<TokenIsNotValid>((await world.PostAsync(collector, Form("a.b.c"))).Refusal);
        Assert.Equal(4, (await world.Get<DeskCollectors>().NowAsync(desk.Id, collector, by: world.Ada)).Done.Refused[nameof(TokenIsNotValid)]);
        Assert.Equal(3, await world.ReadAsync(db => db.CollectorRefusals.Select(row => row.Count).SingleAsync()));
    }

    [Fact]
    public async Task What_cannot_be_a_request_is_refused_and_uses_up_no_token()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        await world.CustomerAsync(desk, "karl@kunde.test");
        var collector = await world.CollectorAsync(desk);
        var form = Form(world.Signed(collector, await world.SecretAsync(desk, collector), "karl@kunde.test"));
        async Task<Type?> WhyNotAsync(CollectedForm wrong) => (await world.PostAsync(collector, wrong)).Refusal?.GetType();

        Assert.Equal(typeof(SummaryIsMissing), await WhyNotAsync(form with { Summary = " \u0000 " }));
        Assert.Equal(typeof(SummaryIsTooLong), await WhyNotAsync(form with { Summary = new string('x', 201) }));
        Assert.Equal(typeof(TextIsTooLong), await WhyNotAsync(form with { Description = new string('x', 30_001) }));
        Assert.Equal(typeof(TooLong), await WhyNotAsync(form with { FullName = new string('x', 121) }));
        foreach (var context in new[] { "x", "[]", "7", """{"a":{"b":"c"}}""", """{"a":7}""", new string('[', 5_000), "{" + string.Join(',', Enumerable.Range(0, 31).Select(i => $"\"{i}\":\"\"")) + "}" })
        {
            Assert.Equal(typeof(PostIsNotReadable), await WhyNotAsync(form with { Context = context }));
        }

        Assert.Equal(typeof(PostIsNotReadable), await WhyNotAsync(form with { Id = Guid.Empty }));
        Assert.Null(await WhyNotAsync(form with { Context = $$"""{"a":"{{new string('x', 2_000)}}","a":"again"}""" }));
    }

    private static Task<(int Matched, int Made, int Parked)> DayAsync(World world) =>
        world.ReadAsync(async db => await db.CollectorDays.SingleAsync() is var day ? (day.Matched, day.Made, day.Parked) : default);
}
