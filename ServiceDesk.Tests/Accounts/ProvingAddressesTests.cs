using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;
using AuditChanges = ServiceDesk.Domain.Audit.Changes;

namespace ServiceDesk.Tests.Accounts;

/// <summary>Proving an address afterwards: by its holder, who is logged in, and by nobody else.</summary>
public sealed class ProvingAddressesTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory, OnBothDatabases]
    public async Task Who_follows_the_link_logged_in_sees_what_came_in_their_name(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (karl, _) = await UnprovedAsync(world);
        Assert.Empty((await world.Get<CustomerRequests>().ListAsync(by: karl)).Rows);

        Assert.True((await Changes(world).AskProofAsync(by: karl)).IsDone);
        var secret = await world.SecretMailedToAsync("karl@kunde.test");
        Assert.Equal([MailKind.AddressProof], await world.MailsToAsync("karl@kunde.test"));
        Assert.Equal(new AddressChangeSeen("karl@kunde.test", "karl@kunde.test"), (await Changes(world).LookAsync(secret, by: karl)).Done);
        Assert.True(await Changes(world).IsUnprovedAsync(by: karl));
        Assert.True((await Changes(world).ConfirmAsync(secret, by: karl)).IsDone);

        Assert.False(await Changes(world).IsUnprovedAsync(by: karl));
        Assert.Equal("IT-1", (await world.Get<CustomerRequests>().ListAsync(by: karl)).Rows.Single().Key);
        Assert.Contains(AuditChanges.AddressProved, await world.AuditOfAsync(karl.AccountId!.Value));
        Assert.IsType<AddressIsProvedAlready>((await Changes(world).AskProofAsync(by: karl)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Who_only_reads_the_mailbox_proves_nothing_for_whoever_knows_the_password(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (karl, nora) = await UnprovedAsync(world);
        await Changes(world).AskProofAsync(by: karl);
        var secret = await world.SecretMailedToAsync("karl@kunde.test");

        Assert.IsType<LogInToConfirm>((await Changes(world).ConfirmAsync(secret, by: Stranger)).Refusal);
        Assert.IsType<LogOutFirst>((await Changes(world).ConfirmAsync(secret, by: nora)).Refusal);
        Assert.True(await Changes(world).IsUnprovedAsync(by: karl));
        world.Clock.Advance(TimeSpan.FromHours(25));
        Assert.IsType<LinkHasExpired>((await Changes(world).ConfirmAsync(secret, by: karl)).Refusal);
        Assert.True((await Changes(world).SendAgainAsync(secret, by: karl)).IsDone);
        Assert.Equal([MailKind.AddressProof, MailKind.AddressProof], await world.MailsToAsync("karl@kunde.test"));
    }

    [Fact]
    public async Task As_many_mails_as_the_limit_lets_go_out()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite, services =>
            Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.Configure<LimitsOptions>(services, limits => limits.MailsPerAddress = 1));
        var (karl, _) = await UnprovedAsync(world);

        Assert.True((await Changes(world).AskProofAsync(by: karl)).IsDone);
        Assert.IsType<TooManyMails>((await Changes(world).AskProofAsync(by: karl)).Refusal);
        Assert.Single(await world.MailsToAsync("karl@kunde.test"));
    }

    [Theory, OnBothDatabases]
    public async Task The_outbox_sends_it_again_with_a_fresh_link_until_it_is_proved(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (karl, _) = await UnprovedAsync(world);
        await Changes(world).AskProofAsync(by: karl);
        var (mail, secret) = (await world.ReadAsync(db => db.Outbox.SingleAsync()), await world.SecretMailedToAsync("karl@kunde.test"));
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null((await world.Get<MailOutbox>().SendAgainAsync(mail.Id, by: world.Ada)).Refusal);
        Assert.False((await Changes(world).ConfirmAsync(secret, by: karl)).IsDone);
        Assert.True((await Changes(world).ConfirmAsync(await world.SecretMailedToAsync("karl@kunde.test"), by: karl)).IsDone);
        Assert.False((await world.Get<MailOutbox>().SendAgainAsync(mail.Id, by: world.Ada)).IsDone);
    }

    [Fact]
    public async Task The_portal_offers_it_and_lets_it_go_once_done()
    {
        await using var world = await stage.LiveWorldAsync();
        var (karl, _) = await UnprovedAsync(world);
        await using var seen = Seen.By(karl, world);
        var offer = seen.Show<ProveAddress>();
        offer.WaitForAssertion(() => Assert.Contains("Your address is not proved yet", offer.Text(), StringComparison.Ordinal), Soon);

        await offer.Button("Send me a mail to prove it").ClickAsync(new());
        offer.WaitForAssertion(() => Assert.Contains("A mail is on its way to you.", offer.Text(), StringComparison.Ordinal), Soon);
        Assert.True((await Changes(world).ConfirmAsync(await world.SecretMailedToAsync("karl@kunde.test"), by: karl)).IsDone);

        offer.WaitForAssertion(() => Assert.Equal("", offer.Text()), Soon);
    }

    private static async Task<(Actor Karl, Actor Nora)> UnprovedAsync(World world)
    {
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        var karl = await world.CustomerAsync(desk, "karl@kunde.test");
        await world.ChangeAccountAsync(karl, account => account.AddressProvedAt = null);
        Assert.True((await world.Get<RequestsOnBehalf>().RaiseAsync(RequestStories.New(desk, await world.TypeAsync(desk)), "karl@kunde.test", null, by: nora)).IsDone);
        return (karl, nora);
    }

    private static AddressChanges Changes(World world) => world.Get<AddressChanges>();
}
