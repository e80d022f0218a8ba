using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

public sealed class FollowingSignUpLinksTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Looking_changes_nothing(DatabaseProvider database)
    {
        var (world, _) = await stage.OpenDeskAsync(database);
        await using var __ = world;
        var secret = await world.SignUpSecretAsync("karl@example.com");
        await world.PublicSignupAsync(on: false);
        var before = await world.ReadAsync(async db => (await db.MailedLinks.SingleAsync(), await db.DoorLog.CountAsync(), await db.Audit.CountAsync()));

        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.IsType<SignUpIsClosed>((await world.Get<SignUps>().LookAsync(secret, SignUpStories.Stranger)).Refusal);
        }

        var after = await world.ReadAsync(async db => (await db.MailedLinks.SingleAsync(), await db.DoorLog.CountAsync(), await db.Audit.CountAsync()));
        Assert.Equivalent(before, after, strict: true);
    }

    [Theory, OnBothDatabases]
    public async Task A_link_counts_for_a_day_to_the_second_and_then_one_button_sends_a_new_one(DatabaseProvider database)
    {
        var (world, _) = await stage.OpenDeskAsync(database);
        await using var __ = world;
        var secret = await world.SignUpSecretAsync("karl@example.com", returnPath: "/portal/IT/create/hardware");
        world.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.True((await world.Get<SignUps>().LookAsync(secret, SignUpStories.Stranger)).IsDone);
        Assert.IsType<NotFound>((await world.Get<SignUps>().SendNewLinkAsync(secret, SignUpStories.Stranger)).Refusal);
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<LinkHasExpired>((await world.FinishAsync(secret)).Refusal);
        Assert.Null((await world.Get<SignUps>().SendNewLinkAsync(secret, SignUpStories.Stranger)).Done.Account);

        var fresh = (await world.LinkMailedToAsync("karl@example.com")).Segments[^1];
        Assert.NotEqual(secret, fresh);
        Assert.IsType<LinkWasTakenBack>((await world.FinishAsync(secret)).Refusal);
        Assert.Equal("/portal/IT/create/hardware", (await world.FinishAsync(fresh)).Done.LandsOn);
    }

    [Theory, OnBothDatabases]
    public async Task A_used_link_a_made_up_one_and_one_for_something_else_lead_nowhere(DatabaseProvider database)
    {
        var (world, _) = await stage.OpenDeskAsync(database);
        await using var __ = world;
        var secret = await world.SignUpSecretAsync("karl@example.com");
        await world.FinishAsync(secret);
        await world.Get<PasswordResets>().AskAsync("karl@example.com", SignUpStories.Stranger);
        var reset = (await world.LinkMailedToAsync("karl@example.com")).Query.Split('=')[1];

        Assert.IsType<LinkWasUsed>((await world.FinishAsync(secret)).Refusal);
        Assert.IsType<LinkWasUsed>((await world.Get<SignUps>().SendNewLinkAsync(secret, SignUpStories.Stranger)).Refusal);
        foreach (var foreign in new[] { reset, secret[..^1], secret.ToUpperInvariant(), new string('a', 10_000), "", null })
        {
            Assert.IsType<LinkIsUnknown>((await world.FinishAsync(foreign)).Refusal);
        }
    }

    [Theory, OnBothDatabases]
    public async Task Closed_meanwhile_is_said_kept_in_the_door_log_and_the_link_counts_again_when_open(DatabaseProvider database)
    {
        var (world, desk) = await stage.OpenDeskAsync(database);
        await using var _ = world;
        var secret = await world.SignUpSecretAsync("karl@example.com");
        await world.ChooseAsync(desk, CustomerAccess.Everyone);

        Assert.IsType<SignUpIsClosed>((await world.FinishAsync(secret)).Refusal);

        Assert.Equal((Door.SignUpLink, RefusedBecause.DeskIsNotOpen), (await world.DoorLogAsync()).Select(entry => (entry.Door, entry.Reason!.Value)).Last());
        Assert.Null(await world.AccountOfAsync("karl@example.com"));
        await world.ChooseAsync(desk, CustomerAccess.EveryoneMaySignUp);
        Assert.True((await world.FinishAsync(secret)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task A_contact_claims_the_account_and_keeps_what_belongs_to_it(DatabaseProvider database)
    {
        var (world, desk) = await stage.OpenDeskAsync(database);
        await using var _ = world;
        var contact = await world.ContactAsync("Karl@Example.com", "Karl as the desk knows him");
        await world.AskAsync("karl@example.com", "Mallory");
        var secret = (await world.LinkMailedToAsync("Karl@Example.com")).Segments[^1];

        var seen = (await world.Get<SignUps>().LookAsync(secret, SignUpStories.Stranger)).Done;
        Assert.Equal(("Karl as the desk knows him", true), (seen.FullName, seen.IsContact));
        Assert.True((await world.FinishAsync(secret, seen.FullName)).IsDone);

        var karl = (await world.AccountOfAsync("karl@example.com"))!;
        Assert.Equal((contact.Id, "Karl as the desk knows him", PasswordKind.Own, world.Now), (karl.Id, karl.FullName, karl.Password, karl.AddressProvedAt));
        Assert.True(await world.IsOnListAsync(desk, karl.Id));
        Assert.Contains(Changes.ContactClaimed, await world.ReadAsync(db => db.Audit.Select(entry => entry.What).ToListAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task A_contact_corrects_the_name_on_the_second_page_and_is_found_by_it(DatabaseProvider database)
    {
        var (world, desk) = await stage.OpenDeskAsync(database);
        await using var _ = world;
        var contact = await world.ContactAsync("karl@example.com", "Carl");
        await world.JoinAsync(desk, contact.Id);
        var secret = await world.SignUpSecretAsync("karl@example.com");

        await world.FinishAsync(secret, "Karl Kunde");

        Assert.Equal("Karl Kunde", (await world.AccountOfAsync("karl@example.com"))!.FullName);
        var words = await world.ReadAsync(db => db.CustomerWords.Where(word => word.AccountId == contact.Id).Select(word => word.Word).ToListAsync());
        Assert.Contains("kunde", words);
        Assert.DoesNotContain("carl", words);
    }

    [Fact]
    public async Task A_contact_claims_also_where_the_desk_has_closed_and_lands_where_it_may()
    {
        var (world, desk) = await stage.OpenDeskAsync(DatabaseProvider.Sqlite);
        await using var _ = world;
        var contact = await world.ContactAsync("karl@example.com");
        var secret = await world.SignUpSecretAsync("karl@example.com", returnPath: "/portal/IT/create/hardware");
        await world.ChooseAsync(desk, CustomerAccess.Restricted);

        Assert.Equal("/portal", (await world.FinishAsync(secret)).Done.LandsOn);

        Assert.False(await world.IsOnListAsync(desk, contact.Id));
    }

    [Theory, OnBothDatabases]
    public async Task Who_has_an_account_meanwhile_is_told_to_log_in(DatabaseProvider database)
    {
        var (world, _) = await stage.OpenDeskAsync(database);
        await using var __ = world;
        var secret = await world.SignUpSecretAsync("karl@example.com");
        var karl = await world.PersonAsync("karl@example.com");
        var before = (await world.AccountOfAsync("karl@example.com"))!.PasswordHash;

        Assert.IsType<HasAnAccount>((await world.FinishAsync(secret)).Refusal);
        Assert.IsType<HasAnAccount>((await world.FinishAsync(secret, by: karl)).Refusal);

        Assert.Equal(before, (await world.AccountOfAsync("karl@example.com"))!.PasswordHash);
    }

    [Fact]
    public async Task Who_is_logged_in_as_somebody_else_logs_out_first_and_joins_nothing()
    {
        var (world, desk) = await stage.OpenDeskAsync(DatabaseProvider.Sqlite);
        await using var _ = world;
        var nora = await world.PersonAsync("nora@example.com");
        var secret = await world.SignUpSecretAsync("karl@example.com");

        Assert.IsType<LogOutFirst>((await world.Get<SignUps>().LookAsync(secret, nora)).Refusal);
        Assert.IsType<LogOutFirst>((await world.FinishAsync(secret, by: nora)).Refusal);
        Assert.IsType<LogOutFirst>((await world.FinishAsync(secret, by: world.Ada)).Refusal);

        Assert.False(await world.IsOnListAsync(desk, nora.AccountId!.Value));
        Assert.True((await world.FinishAsync(secret)).IsDone);
    }

    [Fact]
    public async Task The_deactivated_and_the_blocked_are_refused_at_the_link()
    {
        var (world, _) = await stage.OpenDeskAsync(DatabaseProvider.Sqlite);
        await using var __ = world;
        var contact = await world.ContactAsync("karl@example.com");
        var karl = await world.SignUpSecretAsync("karl@example.com");
        var nora = await world.SignUpSecretAsync("nora@example.com");
        await world.DeactivateAsync(contact.Id);
        await world.BlockAsync(AddressRuleKind.BlockedAddress, "nora@example.com");

        Assert.IsType<AccountIsDeactivated>((await world.FinishAsync(karl)).Refusal);
        Assert.IsType<AddressIsBlocked>((await world.FinishAsync(nora)).Refusal);
    }

    [Theory]
    [InlineData("short", typeof(PasswordTooShort))]
    [InlineData("", typeof(Missing))]
    [InlineData(null, typeof(Missing))]
    [InlineData("password1", typeof(PasswordTooCommon))]
    [InlineData("karl@example.com", typeof(PasswordTooCommon))]
    public async Task A_password_that_is_not_taken_leaves_the_link_as_it_is(string? password, Type refusal)
    {
        var (world, _) = await stage.OpenDeskAsync(DatabaseProvider.Sqlite);
        await using var __ = world;
        var secret = await world.SignUpSecretAsync("karl@example.com");

        Assert.IsType(refusal, (await world.FinishAsync(secret, password: password)).Refusal);
        Assert.IsType<PasswordTooLong>((await world.FinishAsync(secret, password: new string('ä', 10_000))).Refusal);
        Assert.IsType<Missing>((await world.FinishAsync(secret, name: " ")).Refusal);

        Assert.True((await world.FinishAsync(secret)).IsDone);
    }
}
