using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Settings;

public sealed class ConfigurationPageTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Who_does_not_administer_the_site_sees_nothing()
    {
        await using var world = await stage.LiveWorldAsync();
        var nora = await world.StaffAsync(await world.DeskAsync("IT"), "nora@desk.test", DeskRole.Administrator);
        await using var seen = Seen.By(nora, world);

        var page = seen.Show<ConfigurationPage>();

        page.WaitForAssertion(() => Assert.Contains("There is nothing here", page.Text(), StringComparison.Ordinal));
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task The_switch_turns_on_at_once_where_nothing_is_to_be_reopened()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<ConfigurationPage>();
        page.WaitForAssertion(() => Assert.Contains("Nobody has turned it on yet.", page.Text(), StringComparison.Ordinal));

        await page.Find("[role=switch][aria-labelledby=public-signup]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[role=switch][aria-labelledby=public-signup]").GetAttribute("aria-checked")), Soon);
        Assert.Contains("Turned on by Ada Admin", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Public signup was turned on. Ada Admin", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_site_mode_is_saved_with_what_new_users_get()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<ConfigurationPage>();
        page.WaitForElement("#mode-Public");
        Assert.Contains("With neither, registration stays closed.", page.Text(), StringComparison.Ordinal);

        await page.Labelled("Public").ChangeAsync(new() { Value = "on" });
        await page.Labelled("Team").ChangeAsync(new() { Value = true });
        await page.Find("form").SubmitAsync();

        var now = (await world.Get<SiteSettings>().NowAsync(world.Ada)).Done;
        Assert.Equal((SiteMode.Public, false, true), (now.Mode, now.GivesServiceDesk, now.GivesTeam));
        Assert.Equal(["Saved."], seen.Notices);
    }

    [Fact]
    public async Task What_is_being_chosen_survives_what_another_saves_and_the_person_is_told()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<ConfigurationPage>();
        page.WaitForElement("#mode-Public");
        await page.Labelled("Team").ChangeAsync(new() { Value = true });

        var version = (await world.Get<SiteSettings>().NowAsync(world.Ada)).Done.Version;
        await world.Get<SiteSettings>().ChooseModeAsync(SiteMode.Public, true, false, version, by: world.Ada);

        page.WaitForAssertion(() => Assert.Contains("it is Public now", page.Text(), StringComparison.Ordinal), Soon);
        Assert.True(page.Labelled("Team").HasAttribute("checked"));
        await page.Button("Discard my changes").ClickAsync(new());
        Assert.True(page.Labelled("Public").HasAttribute("checked"));
        Assert.False(page.Labelled("Team").HasAttribute("checked"));
    }

    [Fact]
    public async Task A_change_of_something_else_does_not_disturb_what_is_being_chosen()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<ConfigurationPage>();
        page.WaitForElement("#mode-Public");
        await page.Labelled("Team").ChangeAsync(new() { Value = true });

        var version = (await world.Get<SiteSettings>().NowAsync(world.Ada)).Done.Version;
        await world.Get<SiteSettings>().LetAgentsCreateCustomersAsync(false, version, by: world.Ada);
        page.WaitForAssertion(() => Assert.Contains("Agents may create customers: off", page.Text(), StringComparison.Ordinal), Soon);
        await page.Find("form").SubmitAsync();

        Assert.True((await world.Get<SiteSettings>().NowAsync(world.Ada)).Done.GivesTeam);
    }

    [Fact]
    public async Task What_unverified_addresses_cost_is_told_before()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<ConfigurationPage>();
        page.WaitForAssertion(() => Assert.Contains("What turning it off would cost", page.Text(), StringComparison.Ordinal));

        await Switch(page, "Verify addresses").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("What it costs that this is off:", page.Text(), StringComparison.Ordinal), Soon);
        Assert.False((await world.Get<SiteSettings>().NowAsync(world.Ada)).Done.VerifiesAddresses);
    }

    [Fact]
    public async Task With_a_mail_server_addresses_are_always_verified()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite, services => services.AddSingleton(Options.Create(new MailOptions { Host = "mail.test" })));
        await using var seen = Seen.By(world.Ada, world);

        var page = seen.Show<ConfigurationPage>();

        page.WaitForAssertion(() => Assert.True(Switch(page, "Verify addresses").HasAttribute("disabled")));
        Assert.DoesNotContain("costs", page.Text(), StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Switch(IRenderedComponent<ConfigurationPage> page, string name) =>
        page.Find($"[aria-labelledby='{Assert.Single(page.FindAll("strong"), element => element.TextContent == name).Id}']");
}
