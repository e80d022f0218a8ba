using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Mail;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

/// <summary>Names as only a program types them: with a NUL, which PostgreSQL refuses, a line break, which a mail header must not have, and half a character.</summary>
public sealed class NamingPeopleTests(Stages stage) : IAsyncDisposable
{
    private const string Typed = " Karl\0Kunde\r\nBcc: eve@example.com \ud83d ";
    private const string Kept = "Karl Kunde Bcc: eve@example.com \ufffd";

    private readonly SmtpServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory, OnBothDatabases]
    public async Task By_whatever_form_it_comes_a_name_is_kept_as_one_line(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        await world.PublicSignupAsync(on: true);
        await world.DeskAsync("IT", Domain.Access.CustomerAccess.EveryoneMaySignUp);
        await world.OpenRegistrationAsync();

        Assert.True((await world.FinishAsync(await world.SignUpSecretAsync("sign-up@acme.test", Typed), Typed)).IsDone);
        await world.Get<SiteRegistrations>().AskAsync("registration@acme.test", Typed, null, by: Stranger);
        Assert.True((await world.Get<SiteRegistrations>().AcceptAsync(await world.SecretMailedToAsync("registration@acme.test"), Typed, Good, by: Stranger)).IsDone);
        var invited = await world.Get<UserDirectory>().CreateUserAsync(new NewUser("invited@acme.test", Typed, new HashSet<Application>(), IsInvited: true), by: world.Ada);
        Assert.Equal(Kept, (await world.AccountAsync("invited@acme.test")).FullName);
        Assert.Equal(invited.Done, (await world.Get<AccountInvitations>().AcceptAsync(await world.SecretMailedToAsync("invited@acme.test"), Typed, Good, by: Stranger)).Done);
        var karl = await world.PersonAsync("profile@acme.test", Typed);
        Assert.True((await world.Get<Profiles>().EditAsync((await world.Get<Profiles>().OfAsync(by: karl)).Done with { FullName = Typed + Typed }, by: karl)).IsDone);

        var names = await world.ReadAsync(db => db.Accounts.Where(account => account.Id != world.Ada.AccountId).OrderBy(account => account.NormalizedEmail).Select(account => account.FullName).ToListAsync());
        Assert.Equal([Kept, $"{Kept} {Kept}", Kept, Kept], names);
        Assert.All(await world.ReadAsync(db => db.MailedLinks.ToListAsync()), link => Assert.Equal(Kept, link.FullName));

        Assert.True(await world.DeliverOneAsync());
        var welcome = await _server.NextAsync();
        Assert.Contains(Kept, welcome.Text, StringComparison.Ordinal);
        Assert.Null(welcome.Header("Bcc"));
    }

    [Theory, OnBothDatabases]
    public async Task The_first_administrators_name_and_that_of_an_unproved_account_too(DatabaseProvider database)
    {
        await using var world = new World(await stage.Databases.CreateAsync(database));
        var first = world.Get<FirstRun>();

        Assert.True((await first.SetUpAsync(first.Token, "ada@desk.test", Typed, Good, by: Stranger)).IsDone);
        await world.ChangeAsync(async db =>
        {
            var site = await db.Site.AsTracking().SingleAsync();
            site.VerifiesAddresses = false;
            site.Choose(Domain.Access.SiteMode.Public, (await db.Accounts.SingleAsync()).Id, world.Now);
            site.GivesTeamByDefault = true;
        });
        Assert.NotNull((await world.Get<SiteRegistrations>().AskAsync("rita@acme.test", Typed, Good, by: Stranger)).Done.AccountId);

        Assert.Equal([Kept, Kept], await world.ReadAsync(db => db.Accounts.Select(account => account.FullName).ToListAsync()));
    }

    [Theory]
    [InlineData("\0")]
    [InlineData(" \r\n\t\u2028 ")]
    public void A_name_of_which_nothing_is_left_is_none(string typed) => Assert.IsType<Missing>(Account.CheckName(typed));
}
