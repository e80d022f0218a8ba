using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

public sealed class SigningUpUnverifiedTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task The_account_works_at_once_and_its_address_is_not_proved(DatabaseProvider database)
    {
        var (world, desk) = await WorldAsync(database);
        await using var _ = world;
        Assert.True((await world.Get<SignUps>().FormAsync("it")).Done.AsksForPassword);

        var done = (await world.AskAsync("karl@example.com", password: SignUpStories.GoodPassword, returnPath: "/portal/IT/create/hardware")).Done.Account!;

        var karl = (await world.AccountOfAsync("karl@example.com"))!;
        Assert.Equal((karl.Id, "/portal/IT/create/hardware"), (done.AccountId, done.LandsOn));
        Assert.Equal((PasswordKind.Own, null), (karl.Password, karl.AddressProvedAt));
        Assert.True(await world.IsOnListAsync(desk, karl.Id));
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task Two_posts_at_once_make_one_account(DatabaseProvider database)
    {
        var (world, _) = await WorldAsync(database);
        await using var __ = world;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.AskAsync("karl@example.com", password: SignUpStories.GoodPassword))));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.All(outcomes.Where(outcome => !outcome.IsDone), outcome => Assert.IsType<AskTheDesk>(outcome.Refusal));
    }

    [Fact]
    public async Task A_listed_domain_and_an_invited_address_ask_the_desk()
    {
        var (world, _) = await WorldAsync(DatabaseProvider.Sqlite);
        await using var __ = world;
        var (invitation, _) = MailedLink.Issue(LinkPurpose.AccountInvitation, EmailAddress.Parse("nora@example.org"), null, null, null, null, world.Now);
        await world.ChangeAsync(db => Task.FromResult(db.MailedLinks.Add(invitation)));

        Assert.IsType<AskTheDesk>((await world.AskAsync("nora@example.org", password: SignUpStories.GoodPassword)).Refusal);
        await world.BlockAsync(AddressRuleKind.AllowedDomain, "example.com");
        Assert.IsType<AskTheDesk>((await world.AskAsync("karl@example.com", password: SignUpStories.GoodPassword)).Refusal);
        Assert.IsType<DomainMayNotSignUp>((await world.AskAsync("karl@example.net", password: SignUpStories.GoodPassword)).Refusal);
    }

    [Fact]
    public async Task A_bad_password_is_told_and_none_is_asked_for()
    {
        var (world, _) = await WorldAsync(DatabaseProvider.Sqlite);
        await using var __ = world;

        Assert.IsType<Missing>((await world.AskAsync("karl@example.com")).Refusal);
        Assert.IsType<PasswordTooCommon>((await world.AskAsync("karl@example.com", password: "password1")).Refusal);
        Assert.Null(await world.AccountOfAsync("karl@example.com"));
    }

    [Theory, OnBothDatabases]
    public async Task Where_there_is_a_mail_server_addresses_are_verified_whatever_the_switch_was_left_at(DatabaseProvider database)
    {
        var (world, _) = await WorldAsync(database, new MailOptions { Host = "mail.desk.test" });
        await using var __ = world;

        Assert.False((await world.Get<SignUps>().FormAsync("IT")).Done.AsksForPassword);
        Assert.Null((await world.AskAsync("karl@example.com", password: SignUpStories.GoodPassword)).Done.Account);

        Assert.Null(await world.AccountOfAsync("karl@example.com"));
    }

    private async Task<(World World, Desk Desk)> WorldAsync(DatabaseProvider database, MailOptions? mail = null)
    {
        var (world, desk) = await stage.OpenDeskAsync(database, services => services.AddSingleton(Options.Create(mail ?? new MailOptions())));
        await world.ChangeAsync(async db => (await db.Site.AsTracking().SingleAsync()).VerifiesAddresses = false);
        return (world, desk);
    }
}
