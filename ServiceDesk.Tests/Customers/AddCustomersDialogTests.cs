using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Customers;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Customers;

public sealed class AddCustomersDialogTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Several_people_are_added_and_what_was_wrong_can_be_mended()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await using var seen = Seen.By(world.Ada, world);
        var dialog = await ShowAsync(seen, desk);

        await SendAsync(dialog);
        Assert.Contains("Please fill this in.", dialog.Text(), StringComparison.Ordinal);
        await world.ContactAsync("kim@kunde.test", "Kim");
        await dialog.InvokeAsync(() => dialog.Labelled("Email addresses").InputAsync(new() { Value = "Karl <karl@kunde.test>; kim@kunde.test\nnobody at all" }));
        Assert.Contains("New: 1 Known: 1 Not possible: 1", dialog.Text(), StringComparison.Ordinal);
        Assert.Contains("Known kim@kunde.test Exists already and comes onto the customer list", dialog.Text(), StringComparison.Ordinal);
        await SendAsync(dialog);

        Assert.Contains("2 people were added; no mail was sent. New customer karl@kunde.test Added kim@kunde.test Not added nobody at all This is not an e-mail address.", dialog.Text(), StringComparison.Ordinal);
        await dialog.Button("Add more").ClickAsync(new());
        Assert.Equal("nobody at all", dialog.Labelled("Email addresses").GetAttribute("value"));
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
    }

    [Fact]
    public async Task One_person_gets_the_password_typed_once_it_is_a_good_one()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await using var seen = Seen.By(world.Ada, world);
        var dialog = await ShowAsync(seen, desk);
        await ChangeAsync(dialog, "One person, if wanted with a password", "on");
        await ChangeAsync(dialog, "Email", "karl@kunde.test");
        await ChangeAsync(dialog, "Full name", "Karl Kunde");
        await ChangeAsync(dialog, "Password", "password1");
        await ChangeAsync(dialog, "Works for", "24");

        await SendAsync(dialog);
        Assert.Contains("commonly used", dialog.Find("#add-password-error").TextContent, StringComparison.Ordinal);
        await ChangeAsync(dialog, "Password", Good);
        await SendAsync(dialog);

        Assert.Contains("The temporary password was set.", dialog.Text(), StringComparison.Ordinal);
        var karl = await world.AccountAsync("karl@kunde.test");
        Assert.Equal(PasswordKind.Temporary, karl.Password);
        Assert.InRange(karl.TemporaryPasswordExpiresAt!.Value, world.Now.AddHours(23), world.Now.AddHours(24));
    }

    [Fact]
    public async Task A_password_that_somebody_has_is_replaced_only_with_a_tick()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await world.PersonWithPasswordAsync("karl@kunde.test");
        await using var seen = Seen.By(world.Ada, world);
        var dialog = await ShowAsync(seen, desk);
        await ChangeAsync(dialog, "One person, if wanted with a password", "on");

        await ChangeAsync(dialog, "Email", "karl@kunde.test");
        Assert.Contains("This person has an account with a password already.", dialog.Text(), StringComparison.Ordinal);
        Assert.False(dialog.Labelled("Replace their password").HasAttribute("checked"));
        await ChangeAsync(dialog, "Password", Better);
        await SendAsync(dialog);
        Assert.Contains("Exists; the password was not set.", dialog.Text(), StringComparison.Ordinal);

        await dialog.Button("Add more").ClickAsync(new());
        await ChangeAsync(dialog, "Email", "karl@kunde.test");
        Assert.Contains("Is on the customer list already.", dialog.Text(), StringComparison.Ordinal);
        await dialog.InvokeAsync(() => dialog.Labelled("Replace their password").ChangeAsync(new() { Value = true }));
        await ChangeAsync(dialog, "Password", Better);
        await SendAsync(dialog);

        Assert.Contains("The temporary password was set.", dialog.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_desk_administrator_is_told_when_public_signup_goes_off_and_left_out_when_the_mark_is_taken()
    {
        await using var world = await stage.LiveWorldAsync();
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        await using var seen = Seen.By(nora, world);
        var closed = seen.OpenDialog<AddCustomers>();
        var dialog = await ShowAsync(seen, desk);
        Assert.DoesNotContain("Public signup is off", dialog.Text(), StringComparison.Ordinal);

        Assert.True((await world.Get<PublicSignup>().TurnOffAsync((await world.ReadAsync(db => db.Site.SingleAsync())).Version, revokeInvitations: false, by: world.Ada)).IsDone);
        dialog.WaitForAssertion(() => Assert.Contains("Public signup is off: you can add people the site knows.", dialog.Text(), StringComparison.Ordinal), Soon);
        await world.Get<DeskAgents>().MarkAsync(desk.Id, nora.AccountId!.Value, administers: false, 1, by: world.Ada);

        await closed.WaitAsync(Soon, Xunit.TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_list_offers_what_the_person_may_do_for_each_customer()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        await world.JoinAsync(desk, (await world.StaffAsync(await world.DeskAsync("HR"), "olga@desk.test", DeskRole.Agent)).AccountId!.Value);
        await world.CustomerAsync(desk, "karl@kunde.test", "Karl");
        await using var seen = Seen.By(nora, world);

        var page = seen.Show<CustomersPage>(("DeskKey", "IT"));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count), Soon);

        Assert.Equal(["Restricted access", "Invite customers", "Add customers", "Copy portal link", "Import customers", "Export", "Reset password of Karl", "Remove Karl", "Remove olga@desk.test"], page.Buttons());
        await page.Button("Reset password of Karl").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["A link to choose a new password was mailed to karl@kunde.test."], seen.Notices), Soon);
        Assert.Single(await world.MailsToAsync("karl@kunde.test"));
    }

    private static async Task<IRenderedComponent<AddCustomers>> ShowAsync(Seen seen, Desk desk)
    {
        var dialog = seen.Show<AddCustomers>((nameof(AddCustomers.DeskId), desk.Id));
        await dialog.WaitForElementAsync("form", Soon);
        return dialog;
    }

    private static Task ChangeAsync(IRenderedComponent<AddCustomers> dialog, string label, string text) =>
        dialog.InvokeAsync(() => dialog.Labelled(label).ChangeAsync(new() { Value = text }));

    private static Task SendAsync(IRenderedComponent<AddCustomers> dialog) => dialog.InvokeAsync(() => dialog.Find("form").SubmitAsync());
}
