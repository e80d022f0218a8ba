using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Collectors.CollectorStory;

namespace ServiceDesk.Tests.Collectors;

public sealed class ProvingParkedRequestsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task What_was_only_typed_waits_until_the_mailed_link_is_followed_and_keeps_its_mark(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        var collector = await world.CollectorAsync(desk);
        await using var file = (await MailSpool.ReadAsync(new MemoryStream(new byte[600_000]), 1_000_000, TestContext.Current.CancellationToken))!;
        var form = world.Typed(collector, "nele@kunde.test") with { Files = [new CollectedFile("a.bin", null, file)], Context = """{"Page":"x"}""" };

        Assert.Equal(new Collected(null), (await world.PostAsync(collector, form)).Done);
        Assert.Equal(0, await world.ReadAsync(db => db.Requests.CountAsync()) + await world.ReadAsync(db => db.Accounts.CountAsync(account => account.NormalizedEmail == "nele@kunde.test")));
        Assert.Equal([MailKind.CollectedProof], await world.MailsToAsync("nele@kunde.test"));
        var mail = await world.ReadAsync(db => db.Outbox.SingleAsync());
        Assert.DoesNotContain("cart", mail.Subject + mail.Text + mail.Html, StringComparison.Ordinal);
        var secret = await world.SecretMailedToAsync("nele@kunde.test");
        var shown = (await world.Get<ParkedRequests>().LookAsync(secret)).Done;
        Assert.Equal((form.Summary, new ParkedFileSeen("a.bin", 600_000), "x", true), (shown.Summary, shown.Files.Single(), shown.Context["Page"], shown.IsTaken));

        var raised = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.Get<ParkedRequests>().ConfirmAsync(secret, null))));
        Assert.Single(raised, one => one.IsDone);
        var seen = (await world.Get<AgentRequests>().OpenAsync("IT-1", by: nora)).Done;
        Assert.Equal(("nele@kunde.test", "Typed Name", true, true), (seen.ReporterAddress, seen.ReporterName, seen.IsReporterProved, seen.CollectedBy!.IsUnverified));
        Assert.Equal(600_000, seen.Conversation.Files.Single().Bytes);
        Assert.Equal(0, await world.ReadAsync(db => db.ParkedRequests.CountAsync()) + await world.ReadAsync(db => db.ParkedPieces.CountAsync()));
        Assert.IsType<LinkWasUsed>((await world.Get<ParkedRequests>().LookAsync(secret)).Refusal);
        Assert.Equal(new Collected(null), (await world.PostAsync(collector, form with { Answer = Solve(world.Get<CollectorPosts>().Ask(world.Known(collector))) })).Done);
        Assert.Equal(1, await world.ReadAsync(db => db.Requests.CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task The_answer_and_the_work_are_the_same_whatever_the_site_knows_of_the_address(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await world.CustomerAsync(desk, "karl@kunde.test");
        await world.PersonAsync("known@kunde.test");
        await world.ContactAsync("kim@kunde.test");
        await world.ChangeAccountAsync(await world.PersonAsync("shut@kunde.test"), account => account.DeactivatedAt = world.Now);
        await world.BlockAsync(AddressRuleKind.BlockedAddress, "blocked@kunde.test");
        var collector = await world.CollectorAsync(desk);

        var rows = new List<(int, int)>();
        foreach (var address in new[] { "karl@kunde.test", "known@kunde.test", "kim@kunde.test", "new@kunde.test", "shut@kunde.test", "blocked@kunde.test" })
        {
            var before = await RowsAsync(world);
            Assert.Equal(new Collected(null), (await world.PostAsync(collector, world.Typed(collector, address))).Done);
            var after = await RowsAsync(world);
            rows.Add((after.Parked - before.Parked, after.LinksAndMails - before.LinksAndMails));
        }

        Assert.All(rows, one => Assert.Equal((1, 2), one));
        Assert.Equal(4, await world.ReadAsync(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task Proving_one_request_proves_no_other_and_no_account_with_a_password()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        var karl = await world.CustomerAsync(desk, "karl@kunde.test");
        await world.ChangeAccountAsync(karl, account => account.AddressProvedAt = null); // somebody chose its password who proved nothing
        var collector = await world.CollectorAsync(desk);
        await world.PostAsync(collector, world.Typed(collector, "karl@kunde.test") with { Summary = "Somebody else's" });
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.PostAsync(collector, world.Typed(collector, "karl@kunde.test") with { Summary = "Karl's own" });

        Assert.True((await world.Get<ParkedRequests>().ConfirmAsync(await world.SecretMailedToAsync("karl@kunde.test"), null)).IsDone);
        Assert.Equal("Karl's own", await world.ReadAsync(db => db.Requests.Select(request => request.Summary).SingleAsync()));
        Assert.Null((await world.AccountAsync(karl)).AddressProvedAt);
        Assert.Empty((await world.Get<CustomerRequests>().ListAsync(by: karl)).Rows);
    }

    [Fact]
    public async Task Once_proved_the_rule_book_is_asked_again()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        var collector = await world.CollectorAsync(desk, vouches: true);
        await world.PostAsync(collector, world.Typed(collector, "nele@kunde.test"));
        var secret = await world.SecretMailedToAsync("nele@kunde.test");
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False((await world.Get<ParkedRequests>().LookAsync(secret)).Done.IsTaken);
        Assert.IsType<CollectorDoesNotTakeYou>((await world.Get<ParkedRequests>().ConfirmAsync(secret, null)).Refusal);
        Assert.Equal(1, (await world.Get<DeskCollectors>().NowAsync(desk.Id, collector, by: world.Ada)).Done.Refused[nameof(CollectorDoesNotTakeYou)]);
        Assert.Equal(0, await world.ReadAsync(db => db.Requests.CountAsync()) + await world.ReadAsync(db => db.ParkedRequests.CountAsync()));
        Assert.Equal([null, RefusedBecause.PublicSignupIsOff], await world.ReadAsync(db => db.DoorLog.OrderBy(entry => entry.Id).Select(entry => entry.Reason).ToListAsync()));
    }

    [Fact]
    public async Task A_link_that_ran_out_is_sent_anew_and_what_is_never_proved_goes()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        var collector = await world.CollectorAsync(desk);
        await world.PostAsync(collector, world.Typed(collector, "nele@kunde.test"));
        await world.PostAsync(collector, world.Typed(collector, "never@kunde.test"));
        var old = await world.SecretMailedToAsync("nele@kunde.test");
        world.Clock.Advance(TimeSpan.FromHours(25));
        Assert.IsType<LinkHasExpired>((await world.Get<ParkedRequests>().ConfirmAsync(old, null)).Refusal);

        Assert.True((await world.Get<ParkedRequests>().SendAgainAsync(old, null)).IsDone);
        Assert.True((await world.Get<ParkedRequests>().SendAgainAsync("no such link", null)).IsDone);
        Assert.True((await world.Get<ParkedRequests>().ConfirmAsync(await world.SecretMailedToAsync("nele@kunde.test"), null)).IsDone);
        world.Clock.Advance(ParkedRequests.Kept);
        await world.Get<ParkedRequests>().SweepAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await world.ReadAsync(db => db.ParkedRequests.CountAsync()));
        Assert.Equal(1, await world.ReadAsync(db => db.Requests.CountAsync()));
    }

    [Fact]
    public async Task Without_the_work_of_a_browser_nothing_is_parked()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        var (one, other) = (await world.CollectorAsync(desk), await world.CollectorAsync(desk));
        var form = world.Typed(one, "karl@kunde.test");
        async Task<Type?> WhyNotAsync(CollectedForm wrong) => (await world.PostAsync(one, wrong)).Refusal?.GetType();

        Assert.Equal(typeof(BrowserWorkIsMissing), await WhyNotAsync(form with { Answer = null }));
        Assert.Equal(typeof(BrowserWorkIsMissing), await WhyNotAsync(form with { Answer = form.Answer! with { Token = "made up" } }));
        Assert.Equal(typeof(BrowserWorkIsMissing), await WhyNotAsync(world.Typed(other, "karl@kunde.test")));
        Assert.Equal(typeof(BrowserWorkIsMissing), await WhyNotAsync(world.Typed(one, "karl@kunde.test") with { Answer = world.Get<CollectorPosts>().Ask(world.Known(one)) is var asked ? new(asked.Token, null, "1") : null }));
        Assert.Equal(typeof(NotAnAddress), await WhyNotAsync(form with { Address = "nobody" }));
        Assert.Null(await WhyNotAsync(form));
        Assert.Equal(typeof(BrowserWorkIsMissing), await WhyNotAsync(form with { Id = Guid.NewGuid() }));
        Assert.Equal(1, await world.ReadAsync(db => db.ParkedRequests.CountAsync()));
    }

    private static Task<(int Parked, int LinksAndMails)> RowsAsync(World world) =>
        world.ReadAsync(async db => (await db.ParkedRequests.CountAsync(), await db.MailedLinks.CountAsync() + await db.Outbox.CountAsync()));
}
