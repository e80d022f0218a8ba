using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Journeys;

/// <summary>The doors by which a desk brings people in without their doing (design.md 2.2): import and on behalf of without any mail, participant with one.</summary>
public sealed class BringingPeopleInJourney(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_desk_imports_customers_raises_a_request_for_one_and_lets_another_take_part()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await site.PublicSignupAsync(on: true);
        var desk = await site.DeskAsync("IT");
        await site.Get<RequestTypes>().MakeAsync(desk.Id, new RequestTypeForm("Ask a question", "", RequestIcons.Default), by: site.Ada);
        await site.ChangeAsync(db => db.Desks.Where(row => row.Id == desk.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.AllowsParticipants, true)));
        _visitors = browser.VisitorsOf(site.Uri);
        var dora = await _visitors.OpenAsync("dora");
        await site.LogInAsync(dora, await site.StaffAsync(desk, "dora@desk.test", DeskRole.Administrator));
        var petra = await _visitors.OpenAsync("petra");
        await site.LogInAsync(petra, await site.CustomerAsync(desk, "petra@kunde.test", "Petra Partner"));
        await petra.GotoAsync("/portal/requests");
        await Expect(petra.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        await ImportAsync(dora);
        await RaiseForKimAsync(dora);
        await dora.GetByLabel("Add a participant").FillAsync("petra@kunde.test");
        await dora.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(dora.GetByRole(AriaRole.List, new() { Name = "Participants" })).ToContainTextAsync("Petra Partner");

        await petra.GetByRole(AriaRole.Link, new() { Name = "Called about the printer" }).ClickAsync();
        await petra.GetByLabel("Comment", new() { Exact = true }).FillAsync("It is on the second floor.");
        await petra.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(dora.GetByText("It is on the second floor.")).ToBeVisibleAsync();
        await petra.GetByRole(AriaRole.Button, new() { Name = "Leave this request" }).ClickAsync();
        await Expect(petra.GetByText("There is nothing here")).ToBeVisibleAsync();
        await Expect(dora.GetByRole(AriaRole.List, new() { Name = "Participants" })).ToHaveCountAsync(0);

        Assert.Equal(["ParticipantAdded petra@kunde.test", "CustomerCommented kim@kunde.test"], await site.MailedAsync());
        Assert.Equal(2, await site.ReadAsync(db => db.DeskCustomers.CountAsync(place => place.CameBy == Door.Import)));
        Assert.Equal([Door.OnBehalf, Door.Participant], await site.ReadAsync(db => db.DoorLog
            .Where(entry => entry.Door == Door.OnBehalf || entry.Door == Door.Participant).OrderBy(entry => entry.At).Select(entry => entry.Door).ToListAsync()));
        Assert.Empty(_visitors.ScriptErrors);
    }

    private static async Task ImportAsync(IPage dora)
    {
        await dora.GotoAsync("/desks/IT/people/customers");
        await dora.GetByRole(AriaRole.Button, new() { Name = "Import customers" }).ClickAsync();
        await Expect(dora.Locator("#import-file")).ToBeEnabledAsync();
        await dora.Locator("#import-file").SetInputFilesAsync(new FilePayload
        {
            Name = "people.csv",
            MimeType = "text/csv",
            Buffer = "name;email\nKim Kontakt;kim@kunde.test\nKuno Kunde;kuno@kunde.test\n"u8.ToArray(),
        });
        await dora.GetByRole(AriaRole.Button, new() { Name = "Check the rows" }).ClickAsync();
        await dora.GetByRole(AriaRole.Button, new() { Name = "Import 2 customers" }).ClickAsync();
        await Expect(dora.GetByText("New customers: 2.")).ToBeVisibleAsync();
    }

    private static async Task RaiseForKimAsync(IPage dora)
    {
        await dora.GotoAsync("/desks/IT/queues");
        await dora.GetByRole(AriaRole.Link, new() { Name = "Create request" }).ClickAsync();
        await dora.GetByLabel("For whom").PressSequentiallyAsync("kontakt");
        await dora.GetByRole(AriaRole.Button, new() { Name = "Kim Kontakt" }).ClickAsync();
        await Expect(dora.GetByText("Kim Kontakt is a customer of this desk.")).ToBeVisibleAsync();
        await dora.GetByLabel("Summary").FillAsync("Called about the printer");
        await dora.GetByRole(AriaRole.Button, new() { Name = "Create request" }).ClickAsync();
        await Expect(dora).ToHaveURLAsync(new Regex("/desks/IT/requests/IT-1$"));
    }
}
