using Bunit;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Settings;

public sealed class SettingSwitchTests(Stages stage)
{
    [Fact]
    public async Task A_switch_whose_turning_failed_can_be_turned_again()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await using var seen = Seen.By(world.Ada, world);
        var answer = new TaskCompletionSource<Outcome<Done>>();
        var shown = seen.Show<SettingSwitch>(
            (nameof(SettingSwitch.Name), "Open"), (nameof(SettingSwitch.Hint), ""), (nameof(SettingSwitch.IsOn), false), (nameof(SettingSwitch.Turn), (bool _) => answer.Task));

        var turning = shown.Find("button").ClickAsync(new());
        Assert.True(shown.Find("button").HasAttribute("disabled"));
        answer.SetException(new TimeoutException());

        await turning;
        shown.Render();
        Assert.False(shown.Find("button").HasAttribute("disabled"));
    }
}
