using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using ServiceDesk.Blazor.Customers.Imports;
using ServiceDesk.Domain.Access;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

public sealed class ImportPageTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_file_is_sent_checked_brought_in_and_taken_back_on_one_page()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<ImportPage>(("DeskKey", "IT"));
        page.WaitForElement("input[type=file]", Soon);

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("who,mail\nKarl,karl@kunde.test\nKim,nothing\n", "people.csv"));
        page.WaitForAssertion(() => Assert.Contains("2 columns, parted by commas, written in utf-8.", page.Text(), StringComparison.Ordinal), Soon);
        await page.InvokeAsync(() => page.Labelled("Column of the names").ChangeAsync(new() { Value = "0" }));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("Reading", page.Text(), StringComparison.Ordinal), Soon);
        await world.WorkAsync();

        page.WaitForAssertion(() => Assert.Contains("Line 3 nothing This is not an e-mail address.", page.Text(), StringComparison.Ordinal), Soon);
        Assert.Empty(await world.ListedAsync(desk));
        await page.InvokeAsync(() => page.Labelled("An invitation later, by a button on this page").ChangeAsync(new() { Value = true }));
        await page.InvokeAsync(() => page.Button("Import 1 customer").ClickAsync(new()));
        await world.WorkAsync();
        page.WaitForAssertion(() => Assert.Contains("New customers: 1.", page.Text(), StringComparison.Ordinal), Soon);
        Assert.Equal(["karl@kunde.test"], await world.ListedAsync(desk));

        await page.InvokeAsync(() => page.Button("Send the invitations").ClickAsync(new()));
        await world.WorkAsync();
        page.WaitForAssertion(() => Assert.Contains("Invitations sent: 1.", page.Text(), StringComparison.Ordinal), Soon);
        Assert.Single(await world.MailsToAsync("karl@kunde.test"));

        await page.InvokeAsync(() => page.Button("Undo").ClickAsync(new()));
        await page.InvokeAsync(() => page.Button("Undo the import").ClickAsync(new()));
        await world.WorkAsync();
        page.WaitForAssertion(() => Assert.Contains("Taken off the list again: 1.", page.Text(), StringComparison.Ordinal), Soon);
        Assert.Empty(await world.ListedAsync(desk));
    }

    [Fact]
    public async Task An_agent_finds_no_such_page()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await using var seen = Seen.By(await world.StaffAsync(desk, "aga@desk.test", DeskRole.Agent), world);

        var page = seen.Show<ImportPage>(("DeskKey", "IT"));

        page.WaitForAssertion(() => Assert.Contains("There is nothing here", page.Text(), StringComparison.Ordinal), Soon);
    }
}
