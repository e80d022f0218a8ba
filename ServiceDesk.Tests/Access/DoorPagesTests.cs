using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using ServiceDesk.Blazor.Access;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Access;

/// <summary>The pages of the address rules and the door log, as somebody sees them.</summary>
public sealed class DoorPagesTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_pasted_list_is_added_what_is_none_stays_and_another_page_shows_it_at_once()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var (page, other) = (seen.Show<AddressRulesPage>(), seen.Show<AddressRuleList>((nameof(AddressRuleList.Kind), AddressRuleKind.BlockedDomain)));
        page.WaitForAssertion(() => Assert.Contains("No domain is blocked.", page.Text(), StringComparison.Ordinal));

        await page.Labelled("Block these domains").InputAsync(new() { Value = "Spam.example\n*.spam.example nonsense" });
        await page.Find("form[data-keep*=BlockedDomain]").SubmitAsync();

        other.WaitForAssertion(() => Assert.Equal(["*.spam.example", "spam.example"], other.FindAll("code").Select(code => code.TextContent)), Soon);
        Assert.Equal("nonsense", page.Labelled("Block these domains").GetAttribute("value"));
        Assert.Contains("1 line is not a domain.", page.Text(), StringComparison.Ordinal);
        Assert.Equal(["2 lines were added."], seen.Notices);

        page.WaitForAssertion(() => page.Button("Remove spam.example"), Soon);
        await page.Button("Remove spam.example").ClickAsync(new());
        other.WaitForAssertion(() => Assert.Equal(["*.spam.example"], other.FindAll("code").Select(code => code.TextContent)), Soon);
    }

    [Fact]
    public async Task A_line_that_is_there_is_not_added_again_and_a_domain_is_shown_in_its_own_letters()
    {
        await using var world = await stage.LiveWorldAsync();
        await world.Get<AddressRules>().AddAsync(AddressRuleKind.BlockedDomain, "spam.example *.bücher.example", by: world.Ada);
        await using var seen = Seen.By(world.Ada, world);
        var list = seen.Show<AddressRuleList>((nameof(AddressRuleList.Kind), AddressRuleKind.BlockedDomain));
        list.WaitForAssertion(() => Assert.Equal(["*.bücher.example", "spam.example"], list.FindAll("code").Select(code => code.TextContent)), Soon);
        Assert.Contains("*.xn--bcher-kva.example", list.Text(), StringComparison.Ordinal);

        await list.Labelled("Block these domains").InputAsync(new() { Value = "Spam.example" });
        await list.Find("form").SubmitAsync();
        Assert.Equal("1 line was there already.", seen.Notices[^1]);

        await list.Labelled("Block these domains").InputAsync(new() { Value = "spam.example, *.bücher.example, new.example" });
        await list.Find("form").SubmitAsync();
        Assert.Equal("1 line was added. 2 lines were there already.", seen.Notices[^1]);
    }

    [Fact]
    public async Task The_tester_answers_in_words_and_follows_the_switches()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await using var seen = Seen.By(world.Ada, world);
        var form = seen.Show<DoorTesterForm>();
        await form.Labelled("Address to try").ChangeAsync(new() { Value = "new@example.com" });
        await form.Labelled("Desk to try it at").ChangeAsync(new() { Value = $"{desk.Id}" });
        await form.Labelled("Door to try").ChangeAsync(new() { Value = $"{Door.SignUpForm}" });
        await form.Find("form").SubmitAsync();

        form.WaitForAssertion(() => Assert.Contains("nobody here has this address", form.Text(), StringComparison.Ordinal), Soon);
        Assert.Contains("Public signup is off for the whole site. The person sees that sign-up is closed.", form.Text(), StringComparison.Ordinal);
        Assert.Single(form.FindAll("tbody tr"));

        await world.PublicSignupAsync(on: true);
        await world.Get<AddressRules>().AddAsync(AddressRuleKind.AllowedDomain, "elsewhere.example", by: world.Ada);
        form.WaitForAssertion(() => Assert.Contains("Addresses of this domain are not taken here.", form.Text(), StringComparison.Ordinal), Soon);
    }

    [Fact]
    public async Task An_attempt_appears_by_itself_for_who_may_see_it_and_filters_leave_it_out()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await world.PublicSignupAsync(on: true);
        var olga = await world.StaffAsync(desk, "olga@desk.test", DeskRole.Administrator);
        await using var seen = Seen.By(olga, world);
        var page = seen.Show<DeskDoorLogPage>((nameof(DeskDoorLogPage.DeskKey), "IT"));
        var site = seen.Show<DoorLogPage>();
        page.WaitForAssertion(() => Assert.Contains("No attempts", page.Text(), StringComparison.Ordinal));
        Assert.Contains("There is nothing here", site.Text(), StringComparison.Ordinal);

        await world.Get<SignUps>().AskAsync("IT", "karl@kunde.test", "Karl", null, null, AccountStory.Stranger);

        page.WaitForAssertion(() => Assert.Contains("karl@kunde.test Sign-up form Allowed They get a mail that leads to a password.", page.Text(), StringComparison.Ordinal), Soon);
        await page.Find("#log-decision").ChangeAsync(new() { Value = bool.FalseString });
        page.WaitForAssertion(() => Assert.Contains("Nothing fits what was chosen above.", page.Text(), StringComparison.Ordinal), Soon);
        Assert.Equal(1, await world.ReadAsync(db => db.DoorLog.CountAsync()));
    }

    [Fact]
    public void Every_door_and_limit_has_a_name()
    {
        using var factory = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var texts = factory.GetRequiredService<IStringLocalizer<Texts>>();
        var limits = typeof(LimitsOptions).GetProperties().Select(limit => limit.Name).Where(name => name.Contains("Per", StringComparison.Ordinal));

        Assert.All(Enum.GetNames<Door>().Select(door => $"Door.{door}").Concat(limits.Select(limit => $"Limit.{limit}")), key => Assert.False(texts[key].ResourceNotFound, key));
    }

    [Fact]
    public async Task The_address_of_the_door_log_keeps_its_filters()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        await seen.GoAsync("/admin/door-log");
        var page = seen.Show<DoorLogPage>();
        page.WaitForAssertion(() => Assert.Contains("No attempts", page.Text(), StringComparison.Ordinal), Soon);

        await page.Find("#log-address").InputAsync(new() { Value = "karl" });
        await page.Find("#log-door").ChangeAsync(new() { Value = $"{Door.SignUpForm}" });
        await page.Find("#log-decision").ChangeAsync(new() { Value = $"{RefusedBecause.AddressIsBlocked}" });
        await page.Find("#log-from").ChangeAsync(new() { Value = "2026-11-01" });
        await page.Find("#log-until").ChangeAsync(new() { Value = "2026-11-02" });

        Assert.Equal("admin/door-log?address=karl&door=SignUpForm&decision=AddressIsBlocked&from=2026-11-01&until=2026-11-02", seen.Address);
        var again = seen.Show<DoorLogPage>();
        again.WaitForAssertion(() => Assert.Contains("Nothing fits what was chosen above.", again.Text(), StringComparison.Ordinal), Soon);
        Assert.Equal(
            ["karl", "SignUpForm", "AddressIsBlocked", "2026-11-01", "2026-11-02"],
            new[] { "address", "door", "decision", "from", "until" }.Select(field => again.Find($"#log-{field}").GetAttribute("value")));
    }
}
