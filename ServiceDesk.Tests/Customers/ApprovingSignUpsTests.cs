using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

public sealed class ApprovingSignUpsTests(Stages stage)
{
    private const string Address = "karl@example.com";

    [Theory, OnBothDatabases]
    public async Task Who_signs_up_has_an_account_is_on_no_list_and_comes_in_by_no_portal_door_before_the_desk_approves(DatabaseProvider database)
    {
        var (world, desk, karl) = await WaitingAsync(database);
        await using var _ = world;
        var type = await world.TypeAsync(desk, "Ask");

        Assert.False(await world.IsOnListAsync(desk, karl.AccountId!.Value));
        Assert.Equal(new SignUpWaits("IT desk"), (await world.Get<CustomerPortals>().OpenAsync("IT", by: karl)).Refusal);
        Assert.Empty(await world.Get<CustomerPortals>().ListAsync(by: karl));
        Assert.Equal([new HeldDesk("IT", "IT desk", IsRefused: false)], await world.Get<CustomerPortals>().HeldBackAsync(by: karl));
        Assert.Equal(new SignUpIsNotApproved("IT desk"), (await world.Get<CustomerRequests>().RaiseAsync(new NewRequest(Guid.CreateVersion7(), "IT", type.Id, "Let me in", "", []), by: karl)).Refusal);
        Assert.False(await world.IsOnListAsync(desk, karl.AccountId!.Value));
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True((await world.Get<SignUpApprovals>().ApproveAsync(desk.Id, karl.AccountId!.Value, by: world.Ada)).IsDone);

        Assert.True(await world.IsOnListAsync(desk, karl.AccountId!.Value));
        Assert.True((await world.Get<CustomerPortals>().OpenAsync("IT", by: karl)).IsDone);
        Assert.Equal((0, 0), ((await ListAsync(world, desk)).Count, await world.ReadAsync(db => db.HeldSignUps.CountAsync())));
        Assert.Contains("your sign-up was approved", (await MailAsync(world, MailKind.SignUpApproved)).Text, StringComparison.Ordinal);
        var entry = (await world.DoorLogAsync())[^1];
        Assert.Equal((Door.SilentAdd, world.Ada.AccountId), (entry.Door, entry.ActorId));
        Assert.Equal(1, await world.ReadAsync(db => db.Audit.CountAsync(e => e.What == Changes.SignUpApproved && e.SubjectId == karl.AccountId && e.ActorId == world.Ada.AccountId)));
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_refused_is_told_why_and_stays_out_while_the_desk_approves(DatabaseProvider database)
    {
        var (world, desk, karl) = await WaitingAsync(database);
        await using var _ = world;

        Assert.IsType<TooLong>((await world.Get<SignUpApprovals>().RefuseAsync(desk.Id, karl.AccountId!.Value, new string('x', 501), by: world.Ada)).Refusal);
        Assert.True((await world.Get<SignUpApprovals>().RefuseAsync(desk.Id, karl.AccountId!.Value, "No\r\nBcc: all@example.net <b>order</b>", by: world.Ada)).IsDone);

        var mail = await MailAsync(world, MailKind.SignUpRefused);
        Assert.Contains("\n\nNo Bcc: all@example.net <b>order</b>\n\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains("still use the other portals", mail.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;order&lt;/b&gt;", mail.Html, StringComparison.Ordinal);
        Assert.Equal(new SignUpIsNotApproved("IT desk"), (await world.Get<CustomerPortals>().OpenAsync("IT", by: karl)).Refusal);
        Assert.IsType<WaitsNoMore>((await world.Get<SignUpApprovals>().ApproveAsync(desk.Id, karl.AccountId!.Value, by: world.Ada)).Refusal);

        // Whom staff lets in by another door is in.
        await world.JoinAsync(desk, karl.AccountId!.Value);
        Assert.True((await world.Get<CustomerPortals>().OpenAsync("IT", by: karl)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_blocked_comes_in_at_no_door_of_the_site(DatabaseProvider database)
    {
        var (world, desk, karl) = await WaitingAsync(database);
        await using var _ = world;

        Assert.True((await world.Get<SignUpApprovals>().BlockAsync(desk.Id, karl.AccountId!.Value, by: world.Ada)).IsDone);

        Assert.True((await world.ReadAsync(db => db.DomainRulesAsync())).IsBlocked(Address));
        Assert.EndsWith("your sign-up for the customer portal of IT desk was not approved.", (await MailAsync(world, MailKind.SignUpRefused)).Text, StringComparison.Ordinal);
        Assert.Equal(new NotFound(), (await world.Get<CustomerPortals>().OpenAsync("IT", by: karl)).Refusal);
        Assert.Equal(0, (await ListAsync(world, desk)).Count);
        Assert.Equal("The address karl@example.com was blocked for the whole site.", (await world.ReadAsync(db => db.Audit.SingleAsync(e => e.What == Changes.AddressBlocked))).Sentence(CultureInfo.InvariantCulture));
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_who_decide_at_once_one_decides(DatabaseProvider database)
    {
        var (world, desk, karl) = await WaitingAsync(database);
        await using var _ = world;
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);

        var answers = await Task.WhenAll(
            world.Get<SignUpApprovals>().ApproveAsync(desk.Id, karl.AccountId!.Value, by: world.Ada),
            world.Get<SignUpApprovals>().RefuseAsync(desk.Id, karl.AccountId!.Value, "", by: nora));

        Assert.Equal([null, nameof(WaitsNoMore)], answers.Select(answer => answer.Refusal?.GetType().Name).Order());
        Assert.Equal(1, await world.ReadAsync(db => db.Outbox.CountAsync(mail => mail.Kind == MailKind.SignUpApproved || mail.Kind == MailKind.SignUpRefused)));
    }

    [Theory, OnBothDatabases]
    public async Task Switching_it_off_refuses_who_waits_and_tells_them(DatabaseProvider database)
    {
        var (world, desk, karl) = await WaitingAsync(database);
        await using var _ = world;
        var now = (await world.Get<ServiceDesks>().OptionsAsync(desk.Id, by: world.Ada)).Done;

        Assert.True((await world.Get<ServiceDesks>().ChangeAsync(now with { NeedsApproval = false }, by: world.Ada)).IsDone);

        Assert.Equal(new WaitingSignUps(false, [], 0, MayDecide: true, MayBlock: true) { TellsApproved = true, TellsRefused = true }, (await ListAsync(world, desk)) with { Rows = [] });
        Assert.Equal(karl.AccountId, (await MailAsync(world, MailKind.SignUpRefused)).AccountId);
        Assert.DoesNotContain("\n\n\n", (await MailAsync(world, MailKind.SignUpRefused)).Text, StringComparison.Ordinal);
        Assert.Equal(1, await world.ReadAsync(db => db.Audit.CountAsync(e => e.What == Changes.SignUpRefused && e.SubjectId == karl.AccountId)));
        Assert.Contains("Sign-ups wait for approval: off (before: on).", (await world.ReadAsync(db => db.Audit.SingleAsync(e => e.What == Changes.DeskChanged))).Sentence(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Whom_switching_it_off_refuses_is_told_whether_the_portal_is_open_to_them_all_the_same(DatabaseProvider database)
    {
        foreach (var (access, told) in new[]
        {
            (CustomerAccess.EveryoneMaySignUp, "this portal is open to everyone with an account"),
            (CustomerAccess.Everyone, "this portal is open to everyone with an account"),
            (CustomerAccess.Restricted, "still use the other portals"),
        })
        {
            var (world, desk, karl) = await WaitingAsync(database);
            await using var _ = world;
            await world.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync()).Choose(access, isPublicSignupOn: true, world.Ada.AccountId!.Value, world.Now));
            var now = (await world.Get<ServiceDesks>().OptionsAsync(desk.Id, by: world.Ada)).Done;

            Assert.True((await world.Get<ServiceDesks>().ChangeAsync(now with { NeedsApproval = false }, by: world.Ada)).IsDone);

            var mail = await MailAsync(world, MailKind.SignUpRefused);
            Assert.Contains("no longer approves sign-ups by hand", mail.Text, StringComparison.Ordinal);
            Assert.Contains(told, mail.Text, StringComparison.Ordinal);
            Assert.Equal(access is not CustomerAccess.Restricted, (await world.Get<CustomerPortals>().OpenAsync("IT", by: karl)).IsDone);
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_contact_claims_the_account_by_the_proof_and_waits_for_the_list(DatabaseProvider database)
    {
        var (world, desk) = await ApprovingAsync(database);
        await using var _ = world;
        var contact = await world.ContactAsync(Address);

        var landed = (await world.FinishAsync(await world.SignUpSecretAsync(Address, returnPath: "/portal/IT/create/x"))).Done;

        Assert.Equal((contact.Id, "/portal/IT"), (landed.AccountId, landed.LandsOn));
        Assert.Equal(PasswordKind.Own, (await world.AccountOfAsync(Address))!.Password);
        Assert.Equal(contact.Id, Assert.Single((await ListAsync(world, desk)).Rows).AccountId);
        Assert.Empty(await world.ReadAsync(db => db.Outbox.Where(mail => mail.Kind == MailKind.Welcome).ToListAsync()));
    }

    [Fact]
    public async Task While_addresses_are_not_verified_the_account_waits_unproved()
    {
        var (world, desk) = await ApprovingAsync(DatabaseProvider.Sqlite);
        await using var _ = world;
        await world.ChangeAsync(async db => (await db.Site.AsTracking().SingleAsync()).VerifiesAddresses = false);

        var account = (await world.AskAsync(Address, password: SignUpStories.GoodPassword)).Done.Account!.AccountId;

        Assert.False(Assert.Single((await ListAsync(world, desk)).Rows).IsProved);
        Assert.False(await world.IsOnListAsync(desk, account));
        Assert.IsType<SignUpWaits>((await world.Get<CustomerPortals>().OpenAsync("IT", by: Actor.Person(account, null))).Refusal);
    }

    private static async Task<WaitingSignUps> ListAsync(World world, Desk desk) => (await world.Get<SignUpApprovals>().ListAsync(desk.Id, by: world.Ada)).Done;

    private static Task<OutboxMail> MailAsync(World world, MailKind kind) => world.ReadAsync(db => db.Outbox.SingleAsync(mail => mail.Kind == kind));

    private async Task<(World World, Desk Desk)> ApprovingAsync(DatabaseProvider database)
    {
        var (world, desk) = await stage.OpenDeskAsync(database);
        await world.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync()).NeedsApproval = true);
        return (world, desk);
    }

    private async Task<(World World, Desk Desk, Actor Karl)> WaitingAsync(DatabaseProvider database)
    {
        var (world, desk) = await ApprovingAsync(database);
        var landed = (await world.FinishAsync(await world.SignUpSecretAsync(Address, returnPath: "/portal/IT/create/x"))).Done;
        Assert.Equal("/portal/IT", landed.LandsOn);
        return (world, desk, Actor.Person(landed.AccountId, "192.0.2.44"));
    }
}
