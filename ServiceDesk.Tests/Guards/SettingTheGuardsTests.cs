using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Guards;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Guards;

public sealed class SettingTheGuardsTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory, OnBothDatabases]
    public async Task It_is_off_at_first_and_each_change_is_audited_and_counts_at_once(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var settings = world.Get<GuardSettings>();
        var now = (await settings.NowAsync(by: world.Ada)).Done;
        Assert.Equal((false, 3, 17), (now.IsCaptchaOn, now.Failures, now.Bits));

        Assert.True((await settings.TurnCaptchaAsync(true, now.Version, by: world.Ada)).IsDone);
        Assert.IsType<ChangedMeanwhile>((await settings.ChooseAsync(5, 20, now.Version, by: world.Ada)).Refusal);
        now = (await settings.NowAsync(by: world.Ada)).Done;
        Assert.Equal(new OutOfRange(1, 50), (await settings.ChooseAsync(0, 20, now.Version, by: world.Ada)).Refusal);
        Assert.Equal(new OutOfRange(8, 24), (await settings.ChooseAsync(5, 25, now.Version, by: world.Ada)).Refusal);
        Assert.True((await settings.ChooseAsync(5, 20, now.Version, by: world.Ada)).IsDone);

        var audit = await world.ReadAsync(db => db.Audit.Select(entry => entry.Details).ToListAsync());
        Assert.Equal(
            ["{\"Setting\":\"FailuresBeforeCaptcha\",\"Before\":3,\"After\":5}", "{\"Setting\":\"IsCaptchaOn\",\"Before\":false,\"After\":true}", "{\"Setting\":\"ProofOfWorkBits\",\"Before\":17,\"After\":20}"],
            audit.Order(StringComparer.Ordinal));
        await world.Get<RightsNow>().RefreshAsync(new HashSet<Topic> { Topic.Site }, Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(20, world.Get<RightsNow>().Current.CaptchaBits);
    }

    [Fact]
    public async Task The_form_saves_what_is_typed_and_says_what_is_out_of_range()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var form = seen.Show<GuardSettingsForm>();
        form.WaitForElement("#guard-failures");

        await form.Find("[role=switch]").ClickAsync(new());
        form.WaitForAssertion(() => Assert.Equal("true", form.Find("[role=switch]").GetAttribute("aria-checked")), Soon);
        await form.Labelled("Failed log-ins before the CAPTCHA").InputAsync(new() { Value = "99" });
        await form.Find("form").SubmitAsync();
        Assert.Contains("This must be a number from 1 to 50.", form.Text(), StringComparison.Ordinal);
        await form.Labelled("Failed log-ins before the CAPTCHA").InputAsync(new() { Value = "7" });
        await form.Find("form").SubmitAsync();

        Assert.Equal(["Saved."], seen.Notices);
        Assert.Equal(7, (await world.Get<GuardSettings>().NowAsync(by: world.Ada)).Done.Failures);
        Assert.Equal("7", form.Labelled("Failed log-ins before the CAPTCHA").GetAttribute("value"));
    }

    [Fact]
    public async Task An_administrator_sees_how_often_it_failed_and_forgets_it()
    {
        await using var world = await stage.LiveWorldAsync();
        var karl = await world.PersonAsync("karl@acme.test", "Karl");
        await world.FailAsync("karl@acme.test", 100, n => $"198.51.100.{n}");
        var user = (await world.Get<UserDirectory>().FindAsync(karl.AccountId!.Value, by: world.Ada)).Done;
        await using var seen = Seen.By(world.Ada, world);

        var dialog = seen.Show<FailedLogInsOf>((nameof(FailedLogInsOf.User), user));
        dialog.WaitForAssertion(() => Assert.Contains("100 log-ins with this address have failed since the last that succeeded.", dialog.Text(), StringComparison.Ordinal));
        Assert.Contains("A password alone no longer opens this account", dialog.Text(), StringComparison.Ordinal);
        await dialog.Button("Forget the failures").ClickAsync(new());

        Assert.Equal(["The failed log-ins for Karl are forgotten."], seen.Notices);
        Assert.Equal(0, (await world.Get<FailedLogIns>().OfAsync(karl.AccountId!.Value, by: world.Ada)).Done.Count);
    }
}
