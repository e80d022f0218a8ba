using Bunit;
using ServiceDesk.Blazor.Mail;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Incoming;

/// <summary>The page on which a desk's administrators look after its mail.</summary>
public sealed class DeskMailPageTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_administrator_sets_the_address_and_makes_a_token_that_is_shown_this_once()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        var dora = await world.StaffAsync(desk, "dora@desk.test", DeskRole.Administrator);
        await using var seen = Seen.By(dora, world);
        var page = seen.Show<DeskMailPage>(("DeskKey", "IT"));
        page.WaitForElement("#channel-address", Soon);

        await page.InvokeAsync(() => page.Labelled("Address of the desk").InputAsync(new() { Value = "nonsense" }));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#channel-address").GetAttribute("aria-invalid")), Soon);
        await page.InvokeAsync(() => page.Labelled("Address of the desk").InputAsync(new() { Value = "help@desk.test" }));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("The mail settings were saved.", seen.Notices), Soon);
        Assert.Equal("help@desk.test", (await world.Get<MailChannels>().NowAsync(desk.Id, by: dora)).Done.Form.Address);

        await page.InvokeAsync(() => page.Button("Make a token").ClickAsync(new()));
        var first = page.WaitForElement("#gate-token", Soon).TextContent;
        Assert.True((await world.Get<MailGate>().OpenAsync("it", first)).IsDone);
        await page.InvokeAsync(() => page.Button("Replace the token").ClickAsync(new()));
        await page.InvokeAsync(() => page.Button("Replace the token").ClickAsync(new()));
        page.WaitForAssertion(() => Assert.NotEqual(first, page.Find("#gate-token").TextContent), Soon);
        Assert.False((await world.Get<MailGate>().OpenAsync("it", first)).IsDone);

        var other = seen.Show<DeskMailPage>(("DeskKey", "IT"));
        other.WaitForAssertion(() => Assert.Contains("The token was made by", other.Text(), StringComparison.Ordinal), Soon);
        Assert.Empty(other.FindAll("#gate-token"));
    }

    [Fact]
    public async Task What_came_stands_there_by_itself_with_its_reason_and_is_processed_again()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.MailDeskAsync(CustomerAccess.Restricted);
        await using var seen = Seen.By(await world.StaffAsync(desk, "dora@desk.test", DeskRole.Administrator), world);
        var page = seen.Show<DeskMailPage>(("DeskKey", "IT"));
        page.WaitForAssertion(() => Assert.Contains("No mail has come to this desk yet.", page.Text(), StringComparison.Ordinal), Soon);

        await world.StoreAsync(desk, new Letter("Kim <kim@kunde.test>").Raw);
        await world.WorkAllAsync();
        page.WaitForAssertion(() => Assert.Contains("Refused", page.Find("tbody").TextContent, StringComparison.Ordinal), Soon);
        Assert.Contains("kim@kunde.test", page.Find("tbody").TextContent, StringComparison.Ordinal);

        await world.CustomerAsync(desk, "kim@kunde.test", "Kim");
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Process again").ClickAsync(new()));
        await world.WorkAllAsync();
        page.WaitForAssertion(() => Assert.Contains("IT-1", page.Find("tbody").TextContent, StringComparison.Ordinal), Soon);
    }

    [Fact]
    public async Task A_token_just_made_is_shown_no_longer_once_somebody_else_shut_the_gate_or_made_another()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        var dora = await world.StaffAsync(desk, "dora@desk.test", DeskRole.Administrator);
        await using var seen = Seen.By(dora, world);
        var page = seen.Show<DeskMailPage>(("DeskKey", "IT"));
        page.WaitForElement("#channel-address", Soon);

        await page.InvokeAsync(() => page.Button("Make a token").ClickAsync(new()));
        page.WaitForElement("#gate-token", Soon);
        await world.Get<MailChannels>().RevokeTokenAsync(desk.Id, by: world.Ada);
        page.WaitForAssertion(() => Assert.Equal(["Make a token"], page.Buttons().Intersect(["Make a token", "Copy the token", "Shut the gate"])), Soon);
        Assert.Empty(page.FindAll("#gate-token"));

        await page.InvokeAsync(() => page.Button("Make a token").ClickAsync(new()));
        page.WaitForElement("#gate-token", Soon);
        await world.Get<MailChannels>().MakeTokenAsync(desk.Id, by: world.Ada);
        page.WaitForAssertion(() => Assert.Contains("The token was made by Ada Admin", page.Text(), StringComparison.Ordinal), Soon);
        Assert.Empty(page.FindAll("#gate-token"));
    }

    [Fact]
    public async Task That_the_desk_stopped_answering_stands_there_with_the_button_that_lets_it_again()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.MailDeskAsync();
        var dora = await world.StaffAsync(desk, "dora@desk.test", DeskRole.Administrator);
        await using var seen = Seen.By(dora, world);
        var page = seen.Show<DeskMailPage>(("DeskKey", "IT"));
        page.WaitForElement("#channel-address", Soon);
        Assert.Empty(page.FindAll(".notice.warn"));

        await world.ChannelAsync(desk, channel => channel.StopAnswers(world.Now));
        world.Get<LiveFeed>().Publish([Topic.Desk(desk.Id)]);
        page.WaitForAssertion(() => Assert.Contains("This desk answers no mails by itself any more", page.Text(), StringComparison.Ordinal), Soon);
        await page.InvokeAsync(() => page.Button("Resume automatic answers").ClickAsync(new()));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".notice.warn")), Soon);
        Assert.Contains("The desk answers mails by itself again.", seen.Notices);
        Assert.Null((await world.Get<MailChannels>().NowAsync(desk.Id, dora)).Done.AnswersStoppedAt);
    }
}
