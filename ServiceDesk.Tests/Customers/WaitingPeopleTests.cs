using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Customers;
using ServiceDesk.Blazor.Desks;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Templates;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

public sealed class WaitingPeopleTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Who_signs_up_appears_by_themselves_and_is_let_in_by_a_button()
    {
        var (world, desk) = await ApprovingAsync();
        await using var _ = world;
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<CustomersPage>(("DeskKey", "IT"));
        page.WaitForAssertion(() => Assert.Contains("Nobody waits for approval.", page.Text(), StringComparison.Ordinal), Soon);

        var karl = (await world.FinishAsync(await world.SignUpSecretAsync("karl@example.com"))).Done.AccountId;

        page.WaitForAssertion(() => Assert.Equal("1", page.Find("[data-waiting]").TextContent), Soon);
        await page.Button("Approve Karl Kunde").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(("0", "1"), (page.Find("[data-waiting]").TextContent, page.Find("[data-count]").TextContent)), Soon);
        Assert.True(await world.IsOnListAsync(desk, karl));
        page.WaitForAssertion(() => Assert.Equal(["Karl Kunde is on the customer list and is told by mail."], seen.Notices), Soon);
    }

    [Fact]
    public async Task Where_the_mails_are_switched_off_nobody_is_said_to_be_told()
    {
        var (world, desk) = await ApprovingAsync();
        await using var _ = world;
        await world.FinishAsync(await world.SignUpSecretAsync("karl@example.com"));
        foreach (var kind in new[] { MailKind.SignUpApproved, MailKind.SignUpRefused })
        {
            Assert.True((await world.Get<MailTemplates>().SwitchAsync(kind, desk.Id, on: false, by: world.Ada)).IsDone);
        }

        var now = (await world.Get<SignUpApprovals>().ListAsync(desk.Id, by: world.Ada)).Done;
        Assert.False(now.TellsApproved || now.TellsRefused);
        await using var seen = Seen.By(world.Ada, world);
        var refuse = seen.Show<RefuseSignUp>(("DeskId", desk.Id), ("Who", now.Rows.Single()), ("TellsByMail", now.TellsRefused));
        Assert.Contains("No mail says so, because it is switched off", refuse.Text(), StringComparison.Ordinal);
        var block = seen.Show<BlockSignUp>(("DeskId", desk.Id), ("Who", now.Rows.Single()), ("TellsByMail", now.TellsRefused));
        Assert.Contains("no mail says so", block.Text(), StringComparison.Ordinal);
        var page = seen.Show<WaitingPeople>(("DeskId", desk.Id));
        await page.WaitForElementAsync("tbody tr", Soon);
        await page.Button("Approve Karl Kunde").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("No mail says so", Assert.Single(seen.Notices), StringComparison.Ordinal), Soon);
    }

    [Theory]
    [InlineData(DeskRole.Agent, "")]
    [InlineData(DeskRole.Administrator, "Approve Karl Kunde, Refuse Karl Kunde")]
    public async Task Each_role_is_offered_what_it_may(DeskRole role, string buttons)
    {
        var (world, desk) = await ApprovingAsync();
        await using var _ = world;
        await world.FinishAsync(await world.SignUpSecretAsync("karl@example.com"));
        await using var seen = Seen.By(await world.StaffAsync(desk, "nora@desk.test", role), world);

        var list = seen.Show<WaitingPeople>(("DeskId", desk.Id));

        list.WaitForAssertion(() => Assert.Contains("karl@example.com", list.Text(), StringComparison.Ordinal), Soon);
        Assert.Equal(buttons, string.Join(", ", list.Buttons()));
    }

    [Fact]
    public async Task Refusing_and_blocking_say_what_they_do_before_they_do_it()
    {
        var (world, desk) = await ApprovingAsync();
        await using var _ = world;
        await world.FinishAsync(await world.SignUpSecretAsync("karl@example.com"));
        var row = (await world.Get<SignUpApprovals>().ListAsync(desk.Id, by: world.Ada)).Done.Rows.Single();
        await using var seen = Seen.By(world.Ada, world);

        var refuse = seen.Show<RefuseSignUp>(("DeskId", desk.Id), ("Who", row));
        Assert.Contains("stays off the customer list and is told by mail", refuse.Text(), StringComparison.Ordinal);
        await refuse.Labelled("Reason").ChangeAsync(new() { Value = "Unknown order" });
        await refuse.Find("form").SubmitAsync();
        var block = seen.Show<BlockSignUp>(("DeskId", desk.Id), ("Who", row));
        Assert.Contains("a mail says so and promises nothing", block.Text(), StringComparison.Ordinal);
        await block.Button("Block").ClickAsync(new());

        Assert.Contains("This was decided meanwhile", block.Text(), StringComparison.Ordinal);
        refuse.WaitForAssertion(() => Assert.Equal(["Karl Kunde is refused and is told by mail."], seen.Notices), Soon);
        Assert.Contains("Unknown order", await world.ReadAsync(db => db.Outbox.Where(mail => mail.To == "karl@example.com").OrderByDescending(mail => mail.Id).Select(mail => mail.Text).FirstAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switching_approval_off_says_first_whom_it_refuses()
    {
        var (world, desk) = await ApprovingAsync();
        await using var _ = world;
        await using var seen = Seen.By(world.Ada, world);
        var dialog = seen.Show<StopApproving>(("DeskId", desk.Id));
        dialog.WaitForAssertion(() => Assert.Contains("Nobody waits for approval just now.", dialog.Text(), StringComparison.Ordinal), Soon);

        await world.FinishAsync(await world.SignUpSecretAsync("karl@example.com"));

        dialog.WaitForAssertion(() => Assert.Contains("1 person who waits for approval is refused, and told so by mail.", dialog.Text(), StringComparison.Ordinal), Soon);
        var page = seen.Show<DeskSettingsPage>(("DeskKey", "IT"));
        page.WaitForElement("form", Soon);
        await page.Labelled("Sign-ups wait for approval").ChangeAsync(new() { Value = false });
        var saving = page.Find("form").SubmitAsync();
        Assert.True(await NeedsApprovalAsync(world));
        await dialog.Button("Stop approving sign-ups").ClickAsync(new());
        await saving;

        Assert.False(await NeedsApprovalAsync(world));
    }

    private static Task<bool> NeedsApprovalAsync(World world) => world.ReadAsync(db => db.Desks.Select(desk => desk.NeedsApproval).SingleAsync());

    private async Task<(World World, Desk Desk)> ApprovingAsync()
    {
        var world = await stage.LiveWorldAsync();
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await world.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync()).NeedsApproval = true);
        return (world, desk);
    }
}
