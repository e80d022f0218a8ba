using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

/// <summary>What a stranger types in somebody else's name is worth nothing before, and nothing after, the address is proved.</summary>
public sealed class BeforeTheProofTests(Stages stage)
{
    private const string Karl = "karl@example.com";

    [Theory, OnBothDatabases]
    public async Task A_password_sent_with_the_form_opens_nothing_before_the_proof_and_nothing_after(DatabaseProvider database)
    {
        await using var world = await OpenAsync(database);
        await world.Get<SignUps>().AskAsync("IT", Karl, "Mallory", Better, null, by: Stranger);
        await world.Get<SiteRegistrations>().AskAsync(Karl, "Mallory", Better, by: Stranger);
        Assert.Null(await world.AccountOfAsync(Karl));
        await WrongAsync(world, Better);

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var secret = await world.SignUpSecretAsync(Karl);
        Assert.True((await world.FinishAsync(secret, password: Good)).IsDone);

        await WrongAsync(world, Better);
        Assert.True((await world.Get<LogIns>().CheckAsync(Karl, Good, by: Stranger)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task An_account_made_without_proof_is_its_owners_alone_once_they_prove_the_address(DatabaseProvider database)
    {
        await using var world = await OpenAsync(database);
        await world.ChangeAsync(async db => (await db.Site.AsTracking().SingleAsync()).VerifiesAddresses = false);
        Assert.True((await world.Get<SignUps>().AskAsync("IT", Karl, "Mallory", Better, null, by: Stranger)).IsDone);
        var before = (await world.AccountAsync(Karl)).SecurityStamp;

        await world.Get<PasswordResets>().AskAsync(Karl, by: Stranger);
        await world.Get<PasswordResets>().ResetAsync(await world.SecretMailedToAsync(Karl), Good, by: Stranger);

        await WrongAsync(world, Better);
        Assert.NotEqual(before, (await world.AccountAsync(Karl)).SecurityStamp);
    }

    [Theory, OnBothDatabases]
    public async Task A_name_typed_by_a_stranger_renames_no_contact_neither_at_the_form_nor_unread_behind_the_link(DatabaseProvider database)
    {
        await using var world = await OpenAsync(database);
        var contact = await world.ContactAsync(Karl, "Karl Kunde");
        await world.Get<SignUps>().AskAsync("IT", Karl, "Mallory", null, null, by: Stranger);
        world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var signUp = await world.SecretMailedToAsync(Karl);
        await world.Get<SiteRegistrations>().AskAsync(Karl, "Mallory", null, by: Stranger);
        world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var registration = await world.SecretMailedToAsync(Karl);

        Assert.Equal("Karl Kunde", (await world.ReadAsync(db => db.Accounts.SingleAsync(a => a.Id == contact.Id))).FullName);
        Assert.Equal("Karl Kunde", (await world.Get<SignUps>().LookAsync(signUp, by: Stranger)).Done.FullName);
        Assert.Equal("Karl Kunde", (await world.Get<SiteRegistrations>().LookAsync(registration, by: Stranger)).Done.FullName);
        Assert.DoesNotContain(await world.ReadAsync(db => db.Outbox.Select(mail => mail.Text + mail.Subject).ToListAsync()), text => text.Contains("Mallory", StringComparison.Ordinal));
    }

    [Theory, OnBothDatabases]
    public async Task A_password_chosen_for_somebody_by_an_administrator_proves_no_address(DatabaseProvider database)
    {
        await using var world = await OpenAsync(database);
        await world.Get<UserDirectory>().CreateUserAsync(new NewUser(Karl, "Karl", new HashSet<Application>(), IsInvited: false, Better), by: world.Ada);
        var karl = Actor.Person((await world.AccountAsync(Karl)).Id, null);

        Assert.True((await world.Get<Passwords>().ChangeAsync(Better, Good, by: karl)).IsDone);

        Assert.Null((await world.AccountAsync(karl)).AddressProvedAt);
        await WrongAsync(world, Better);
    }

    private static async Task WrongAsync(World world, string password) =>
        Assert.IsType<WrongLogIn>((await world.Get<LogIns>().CheckAsync(Karl, password, by: Stranger)).Refusal);

    private async Task<World> OpenAsync(DatabaseProvider database)
    {
        var (world, _) = await stage.OpenDeskAsync(database);
        await world.OpenRegistrationAsync();
        return world;
    }
}
