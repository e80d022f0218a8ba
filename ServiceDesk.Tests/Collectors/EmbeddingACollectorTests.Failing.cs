using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Collectors;
using static Microsoft.Playwright.Assertions;
using static ServiceDesk.Tests.Collectors.CollectorStory;

namespace ServiceDesk.Tests.Collectors;

// When something does not work out.
public sealed partial class EmbeddingACollectorTests
{
    [Fact]
    public async Task What_was_typed_stays_when_the_line_is_down_or_the_desk_says_no()
    {
        await SetAsync();
        _host.Head = Line("data-token-url=\"/support-token\"");
        _host.Sign = () => Hs256(_site.Claims(_collector, "karl@kunde.test"), "another secret of at least 32 bytes");
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Summary").FillAsync("The cart is empty");
        var send = dialog.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true });
        await page.Context.SetOfflineAsync(true);
        await send.ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("There is no connection. What you typed is still here.");
        await page.Context.SetOfflineAsync(false);
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The connection is back: you can send it now.");
        await send.ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("could not be checked");
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();

        _host.Sign = () => _site.Signed(_collector, _secret, "karl@kunde.test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        await Expect(dialog.GetByLabel("Summary")).ToHaveValueAsync("The cart is empty");
        await send.ClickAsync();
        await Expect(dialog.GetByText("Its key is IT-1.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(200, "<!DOCTYPE html><title>Log in</title>")]
    public async Task Whom_the_host_could_not_name_is_no_stranger_for_it(int status, string said)
    {
        await SetAsync();
        _host.Head = Line("data-token-url=\"/support-token\"");
        (_host.SignsWith, _host.Sign) = (status, () => said);
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("could not say who you are");
        await Expect(dialog.GetByLabel("Email")).ToBeHiddenAsync();
        await dialog.GetByLabel("Summary").FillAsync("The cart is empty");
        var send = dialog.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true });
        await send.ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("What you typed is still here.");

        (_host.SignsWith, _host.Sign) = (200, () => _site.Signed(_collector, _secret, "karl@kunde.test"));
        await send.ClickAsync();
        await Expect(dialog.GetByText("Its key is IT-1.")).ToBeVisibleAsync();
        Assert.Equal(0, await _site.ReadAsync(db => db.ParkedRequests.CountAsync()));
    }

    [Fact]
    public async Task Whom_the_host_does_not_know_types_an_address()
    {
        await SetAsync();
        _host.Head = Line("data-token-url=\"/support-token\"");
        _host.SignsWith = 401;
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByLabel("Email")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Switched_off_while_somebody_writes_it_says_so_and_keeps_what_was_typed(bool isSigned)
    {
        await SetAsync();
        _host.Head = Line("data-token-url=\"/support-token\"");
        _host.Sign = () => isSigned ? _site.Signed(_collector, _secret, "karl@kunde.test") : "";
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Summary").FillAsync("The cart is empty");
        if (!isSigned)
        {
            await dialog.GetByLabel("Email").FillAsync("nele@kunde.test");
        }

        Assert.True((await _site.Get<DeskCollectors>().SwitchAsync(_desk.Id, _collector, isOn: false, by: _site.Ada)).IsDone);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();

        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Requests are not taken here just now. What you typed is still here.");
        Assert.Equal(1, (await _site.Get<DeskCollectors>().NowAsync(_desk.Id, _collector, by: _site.Ada)).Done.Refused[nameof(CollectorIsOff)]);
    }
}
