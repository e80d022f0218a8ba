using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Settings;

public sealed class ChangingSiteSettingsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_new_site_is_private_and_verifies_addresses(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);

        var now = await NowAsync(world);

        Assert.Equal((false, SiteMode.Private, false, false, true, true), (now.IsPublicSignupOn, now.Mode, now.GivesServiceDesk, now.GivesTeam, now.AgentsMayCreateCustomers, now.VerifiesAddresses));
        Assert.Null(now.PublicSignupChanged);
        Assert.Null(now.ModeChanged);
        Assert.Empty(now.Latest);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_chosen_is_kept_with_who_and_when(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var settings = world.Get<SiteSettings>();

        await settings.ChooseModeAsync(SiteMode.Public, givesServiceDesk: false, givesTeam: true, (await NowAsync(world)).Version, by: world.Ada);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await settings.LetAgentsCreateCustomersAsync(may: false, (await NowAsync(world)).Version, by: world.Ada);

        var now = await NowAsync(world);
        Assert.Equal((SiteMode.Public, false, true, false), (now.Mode, now.GivesServiceDesk, now.GivesTeam, now.AgentsMayCreateCustomers));
        Assert.Equal(new ChangedBy("Ada Admin", world.Now.AddMinutes(-5)), now.ModeChanged);
        Assert.Equal(
            ["Agents may create customers: off (before: on).", "The site mode was chosen. Site mode: public (before: private). New users get Team: on (before: off)."],
            now.Latest.Select(change => change.Entry.Sentence(CultureInfo.InvariantCulture)));
        Assert.All(now.Latest, change => Assert.Equal("Ada Admin", change.By.Name));
    }

    [Theory, OnBothDatabases]
    public async Task Choosing_what_is_so_already_leaves_no_trace(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var before = await NowAsync(world);

        Assert.True((await world.Get<SiteSettings>().LetAgentsCreateCustomersAsync(may: true, before.Version, by: world.Ada)).IsDone);

        Assert.Equal(before.Version, (await NowAsync(world)).Version);
        Assert.Empty((await NowAsync(world)).Latest);
    }

    [Theory, OnBothDatabases]
    public async Task Who_looked_at_older_settings_overwrites_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var settings = world.Get<SiteSettings>();
        var seen = (await NowAsync(world)).Version;
        await settings.ChooseModeAsync(SiteMode.Public, true, false, seen, by: world.Ada);

        Assert.Equal(new ChangedMeanwhile(), (await settings.ChooseModeAsync(SiteMode.Private, false, false, seen, by: world.Ada)).Refusal);
        Assert.Equal(new ChangedMeanwhile(), (await settings.LetAgentsCreateCustomersAsync(false, seen, by: world.Ada)).Refusal);
        Assert.Equal(new ChangedMeanwhile(), (await settings.VerifyAddressesAsync(false, seen, by: world.Ada)).Refusal);

        Assert.Equal(SiteMode.Public, (await NowAsync(world)).Mode);
    }

    [Theory, OnBothDatabases]
    public async Task Addresses_may_go_unverified_only_without_a_mail_server(DatabaseProvider database)
    {
        var mail = new MailOptions();
        await using var world = await stage.WorldAsync(database, services => services.AddSingleton(Options.Create(mail)));
        var settings = world.Get<SiteSettings>();
        Assert.True((await settings.VerifyAddressesAsync(false, (await NowAsync(world)).Version, by: world.Ada)).IsDone);
        Assert.False((await NowAsync(world)).VerifiesAddresses);

        await settings.VerifyAddressesAgainAsync();
        Assert.False((await NowAsync(world)).VerifiesAddresses);
        mail.Host = "mail.test";
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await settings.VerifyAddressesAgainAsync();

        Assert.True((await NowAsync(world)).VerifiesAddresses);
        Assert.Null((await NowAsync(world)).Latest[0].By.Name);
        Assert.Equal(new MailServerIsConfigured(), (await settings.VerifyAddressesAsync(false, (await NowAsync(world)).Version, by: world.Ada)).Refusal);
        Assert.True((await world.ReadAsync(db => db.Site.SingleAsync())).VerifiesAddresses);
    }

    private static async Task<SettingsNow> NowAsync(World world) => (await world.Get<SiteSettings>().NowAsync(world.Ada)).Done;
}
