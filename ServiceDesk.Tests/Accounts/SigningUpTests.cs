using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

public sealed class SigningUpTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_stranger_proves_the_address_chooses_a_password_and_is_a_customer(DatabaseProvider database)
    {
        var (world, desk) = await stage.OpenDeskAsync(database);
        await using var _ = world;

        var secret = await world.SignUpSecretAsync("karl@example.com", returnPath: "/portal/IT/create/hardware");
        Assert.Null(await world.AccountOfAsync("karl@example.com"));
        var seen = (await world.Get<SignUps>().LookAsync(secret, SignUpStories.Stranger)).Done;
        Assert.Equal(new SignUpSeen("IT", "IT desk", "karl@example.com", "Karl Kunde", IsContact: false), seen);
        var done = (await world.FinishAsync(secret, "Karl K. Kunde")).Done;

        var karl = (await world.AccountOfAsync("karl@example.com"))!;
        Assert.Equal((karl.Id, "/portal/IT/create/hardware"), (done.AccountId, done.LandsOn));
        Assert.Equal(("Karl K. Kunde", PasswordKind.Own, world.Now), (karl.FullName, karl.Password, karl.AddressProvedAt));
        Assert.Equal(PasswordVerificationResult.Success, world.Get<IPasswordHasher<Account>>().VerifyHashedPassword(karl, karl.PasswordHash!, SignUpStories.GoodPassword));
        Assert.True(await world.IsOnListAsync(desk, karl.Id));
        Assert.Equal(0, await world.ReadAsync(db => db.Seats.CountAsync(seat => seat.AccountId == karl.Id)));
        Assert.Equal([Effect.MailProof, Effect.MakeAccountAndJoin], (await world.DoorLogAsync()).Select(entry => entry.Effect));
        var audit = await world.ReadAsync(db => db.Audit.Where(entry => entry.SubjectId == karl.Id).ToListAsync());
        Assert.Equal([Changes.AccountMade, Changes.CustomerJoined], audit.Select(entry => entry.What).Order());
        Assert.All(audit, entry => Assert.Equal((karl.Id, "192.0.2.44"), (entry.ActorId, entry.Network)));
        Assert.Equal(MailKind.Welcome, (await world.ReadAsync(db => db.Outbox.Where(mail => mail.AccountId == karl.Id).ToListAsync())).Single().Kind);
    }

    [Theory, OnBothDatabases]
    public async Task Two_posts_of_the_password_at_once_make_one_account(DatabaseProvider database)
    {
        var (world, _) = await stage.OpenDeskAsync(database);
        await using var __ = world;
        var secret = await world.SignUpSecretAsync("karl@example.com");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.FinishAsync(secret))));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.All(outcomes.Where(outcome => !outcome.IsDone), outcome => Assert.IsType<LinkWasUsed>(outcome.Refusal));
        Assert.Equal(1, await world.ReadAsync(db => db.Accounts.CountAsync(account => account.NormalizedEmail == "karl@example.com")));
    }

    [Theory, OnBothDatabases]
    public async Task Two_links_of_one_address_used_at_once_make_one_account(DatabaseProvider database)
    {
        var (world, _) = await stage.OpenDeskAsync(database);
        await using var __ = world;
        await world.DeskAsync("HR", CustomerAccess.EveryoneMaySignUp);
        var first = await world.SignUpSecretAsync("karl@example.com");
        await world.AskAsync("KARL@example.com", desk: "HR");
        var second = (await world.LinkMailedToAsync("KARL@example.com")).Segments[^1];

        var outcomes = await Task.WhenAll(Task.Run(() => world.FinishAsync(first)), Task.Run(() => world.FinishAsync(second)));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.Single(outcomes, outcome => outcome.Refusal is HasAnAccount);
    }

    [Theory, OnBothDatabases]
    public async Task Asking_again_replaces_the_link_and_no_secret_of_the_first_is_left(DatabaseProvider database)
    {
        var (world, _) = await stage.OpenDeskAsync(database);
        await using var __ = world;
        var first = await world.SignUpSecretAsync("karl@example.com");
        var second = await world.SignUpSecretAsync("karl@example.com");

        Assert.IsType<LinkWasTakenBack>((await world.FinishAsync(first)).Refusal);
        var mails = await world.ReadAsync(db => db.Outbox.OrderBy(mail => mail.Id).ToListAsync());
        Assert.Equal([MailState.Withdrawn, MailState.Kept], mails.Select(mail => mail.StateOf(hasServer: false)));
        Assert.Null(mails[0].SealedLink);
        Assert.True((await world.FinishAsync(second)).IsDone);
        Assert.All(await world.ReadAsync(db => db.Outbox.ToListAsync()), mail => Assert.Null(mail.SealedLink));
    }

    [Theory]
    [InlineData("")]
    [InlineData("karl")]
    [InlineData("karl@example.com\r\nBcc: eve@example.com")]
    [InlineData("karl@example.com, eve@example.com")]
    [InlineData("karl@example.com\0")]
    [InlineData(null)]
    public async Task What_is_no_address_is_told_so_and_leaves_no_trace(string? address)
    {
        var (world, _) = await stage.OpenDeskAsync(DatabaseProvider.Sqlite);
        await using var __ = world;

        Assert.IsType<NotAnAddress>((await world.AskAsync(address!)).Refusal);
        Assert.IsType<NotAnAddress>((await world.AskAsync(new string('a', 10_000) + "@example.com")).Refusal);
        Assert.Empty(await world.DoorLogAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Names_are_checked_and_made_one_readable_line(DatabaseProvider database)
    {
        var (world, _) = await stage.OpenDeskAsync(database);
        await using var __ = world;

        Assert.IsType<Missing>((await world.AskAsync("karl@example.com", "  \r\n ")).Refusal);
        Assert.Equal(new TooLong(Account.MostNameCharacters), (await world.AskAsync("karl@example.com", new string('x', 10_000))).Refusal);
        var secret = await world.SignUpSecretAsync("karl@example.com", "Karl\0\r\n  Kunde <b>");
        Assert.Equal("Karl Kunde <b>", (await world.Get<SignUps>().LookAsync(secret, SignUpStories.Stranger)).Done.FullName);
        Assert.DoesNotContain(await world.ReadAsync(db => db.Outbox.ToListAsync()), mail => (mail.Subject + mail.Text + mail.Html).Contains("Kunde", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("portal/IT")]
    [InlineData("/portal\r\nSet-Cookie: a=b")]
    public async Task Only_local_paths_are_come_back_to(string path)
    {
        var (world, _) = await stage.OpenDeskAsync(DatabaseProvider.Sqlite);
        await using var __ = world;

        var secret = await world.SignUpSecretAsync("karl@example.com", returnPath: path);

        Assert.Equal("/portal/IT", (await world.FinishAsync(secret)).Done.LandsOn);
    }

    [Theory, OnBothDatabases]
    public async Task A_desk_that_is_not_open_and_a_key_that_is_none_answer_alike(DatabaseProvider database)
    {
        var (world, desk) = await stage.OpenDeskAsync(database);
        await using var _ = world;
        await world.DeskAsync("HR", CustomerAccess.Everyone);
        foreach (var (n, key) in new[] { "HR", "NONE", "", new string('X', 10_000), "I\0T" }.Index())
        {
            Assert.IsType<SignUpIsClosed>((await world.Get<SignUps>().FormAsync(key)).Refusal);
            Assert.IsType<SignUpIsClosed>((await world.AskAsync($"karl{n}@example.com", desk: key)).Refusal);
        }

        await world.PublicSignupAsync(on: false);
        Assert.IsType<SignUpIsClosed>((await world.AskAsync("karl@example.com")).Refusal);
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
        Assert.Contains(await world.DoorLogAsync(), entry => entry.DeskId == desk.Id && entry.Reason == RefusedBecause.PublicSignupIsOff);
    }

    [Fact]
    public async Task A_domain_that_may_not_sign_up_is_told_so()
    {
        var (world, _) = await stage.OpenDeskAsync(DatabaseProvider.Sqlite);
        await using var __ = world;
        await world.BlockAsync(AddressRuleKind.BlockedDomain, "*.example.com");
        await world.BlockAsync(AddressRuleKind.AllowedDomain, "example.org");

        Assert.IsType<DomainMayNotSignUp>((await world.AskAsync("karl@mail.example.com")).Refusal);
        Assert.IsType<DomainMayNotSignUp>((await world.AskAsync("karl@example.net")).Refusal);
        Assert.True((await world.AskAsync("karl@example.org")).IsDone);
    }

    [Fact]
    public async Task Too_many_are_turned_away_before_anything_is_looked_up()
    {
        var (world, _) = await stage.OpenDeskAsync(DatabaseProvider.Sqlite, services => services.AddSingleton(Options.Create(new LimitsOptions { SignUpsPerAddress = 2 })));
        await using var __ = world;
        await world.AskAsync("karl@example.com");
        await world.AskAsync("karl+2@example.com");

        Assert.Equal(60, Assert.IsType<TooManySignUps>((await world.AskAsync("karl@example.com")).Refusal).Minutes);

        Assert.Equal(2, (await world.DoorLogAsync()).Count);
        Assert.True((await world.AskAsync("nora@example.com")).IsDone);
    }
}
