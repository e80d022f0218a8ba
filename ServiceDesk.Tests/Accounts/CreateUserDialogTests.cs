using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class CreateUserDialogTests(Stages stage)
{
    private const string Address = "nora@desk.test";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Without_an_address_or_a_name_it_says_so_at_the_field_and_stays_open()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var closed = seen.OpenDialog<CreateUser>();
        var dialog = await ShowAsync(seen);

        await SendAsync(dialog);
        Assert.Equal("This is not an e-mail address.", ErrorOf(dialog, "Email"));
        await TypeAsync(dialog, "Email", Address);
        await SendAsync(dialog);

        Assert.Equal("", ErrorOf(dialog, "Email"));
        Assert.Equal("Please fill this in.", ErrorOf(dialog, "Full name"));
        Assert.False(closed.IsCompleted);
        Assert.Equal(1, await world.ReadAsync(db => db.Accounts.CountAsync()));
    }

    [Fact]
    public async Task With_no_seat_left_nothing_is_made_until_it_is_not_asked_for()
    {
        await using var world = await stage.LiveWorldAsync();
        await world.FreeSeatsAsync(Application.Team, 0);
        await using var seen = Seen.By(world.Ada, world);
        var closed = seen.OpenDialog<CreateUser>();
        var dialog = await ShowAsync(seen);
        await TypeAsync(dialog, "Email", Address);
        await TypeAsync(dialog, "Full name", "Nora Agent");
        await TickAsync(dialog, "Team", true);
        await TickAsync(dialog, "Service Desk", true);

        await SendAsync(dialog);
        Assert.Contains("There is no free seat of Team", dialog.Find("p[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal((1, false), (await world.ReadAsync(db => db.Accounts.CountAsync()), closed.IsCompleted));
        await TickAsync(dialog, "Team", false);
        await SendAsync(dialog);

        var nora = await world.AccountAsync(Address);
        Assert.Equal(nora.Id, await closed.WaitAsync(Soon, Xunit.TestContext.Current.CancellationToken));
        Assert.Equal(["nora@desk.test was invited."], seen.Notices);
        Assert.Equal([MailKind.AccountInvitation], await world.MailsToAsync(Address));
        Assert.Equal(Application.ServiceDesk, await world.ReadAsync(db => db.Seats.Where(seat => seat.AccountId == nora.Id).Select(seat => seat.Application).SingleAsync()));
    }

    [Fact]
    public async Task A_password_is_asked_for_only_without_an_invitation_and_then_no_mail_leaves()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var closed = seen.OpenDialog<CreateUser>();
        var dialog = await ShowAsync(seen);
        Assert.Empty(dialog.FindAll("input[type=password]"));
        await TickAsync(dialog, "Send an invitation", false);
        await TypeAsync(dialog, "Email", Address);
        await TypeAsync(dialog, "Full name", "Nora Agent");

        await TypeAsync(dialog, "Password", "password1");
        await SendAsync(dialog);
        Assert.Contains("commonly used", ErrorOf(dialog, "Password"), StringComparison.Ordinal);
        await TypeAsync(dialog, "Password", Good);
        await SendAsync(dialog);

        var nora = await world.AccountAsync(Address);
        Assert.Equal(nora.Id, await closed.WaitAsync(Soon, Xunit.TestContext.Current.CancellationToken));
        Assert.Equal(PasswordKind.Temporary, nora.Password);
        Assert.Equal(["nora@desk.test was added; no mail was sent."], seen.Notices);
        Assert.Empty(await world.MailsToAsync(Address));
    }

    private static async Task<IRenderedComponent<CreateUser>> ShowAsync(Seen seen)
    {
        var dialog = seen.Show<CreateUser>();
        await dialog.WaitForElementAsync("fieldset input", Soon);
        return dialog;
    }

    private static Task TypeAsync(IRenderedComponent<CreateUser> dialog, string label, string text) =>
        dialog.InvokeAsync(() => dialog.Labelled(label).ChangeAsync(new() { Value = text }));

    private static Task TickAsync(IRenderedComponent<CreateUser> dialog, string label, bool on) =>
        dialog.InvokeAsync(() => dialog.Labelled(label).ChangeAsync(new() { Value = on }));

    private static Task SendAsync(IRenderedComponent<CreateUser> dialog) => dialog.InvokeAsync(() => dialog.Find("form").SubmitAsync());

    private static string ErrorOf(IRenderedComponent<CreateUser> dialog, string label) =>
        dialog.Find($"#{dialog.Labelled(label).GetAttribute("aria-describedby")!.Split(' ')[^1]}").TextContent;
}
