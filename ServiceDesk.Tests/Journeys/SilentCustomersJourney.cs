using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Journeys;

/// <summary>People added to a private desk without a mail (design.md 2.5), from the dialog to their first look at the portal.</summary>
public sealed class SilentCustomersJourney(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_site_administrator_adds_people_to_a_private_desk_and_each_comes_in_by_their_own_way()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: ["--Limits:LeastFormSeconds=0"]);
        var desk = await site.DeskAsync("IT");
        await site.DeskAsync("ALL", CustomerAccess.Everyone);
        _visitors = browser.VisitorsOf(site.Uri);
        var ada = await _visitors.OpenAsync("ada");
        await site.LogInAsync(ada, site.Ada);

        await AddAsync(ada);
        Assert.Equal(0, await site.ReadAsync(db => db.Outbox.CountAsync()));
        await LogInWithTheTemporaryPasswordAsync(await _visitors.OpenAsync("karl"));
        Assert.Equal([MailKind.PasswordChanged], await site.ReadAsync(db => db.Outbox.Select(mail => mail.Kind).ToListAsync()));

        await RaiseForAsync(site, desk.Id, "kim@kunde.test");
        await ClaimAsync(site, await _visitors.OpenAsync("kim"));
        Assert.Empty(_visitors.ScriptErrors);
    }

    private static async Task AddAsync(IPage ada)
    {
        await ada.GotoAsync("/desks/IT/people/customers");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add customers" }).ClickAsync();
        var dialog = ada.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Email addresses").FillAsync("Kim Kontakt <kim@kunde.test>\nKuno <kuno@kunde.test>\nKlara <klara@kunde.test>");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add customers" }).ClickAsync();
        await Expect(dialog.GetByText("3 people were added; no mail was sent.")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add more" }).ClickAsync();
        await dialog.GetByLabel("One person, if wanted with a password").CheckAsync();
        await dialog.GetByLabel("Email", new() { Exact = true }).FillAsync("karl@kunde.test");
        await dialog.GetByLabel("Full name").FillAsync("Karl Kunde");
        await dialog.GetByLabel("Password", new() { Exact = true }).FillAsync(AccountStory.Good);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add customers" }).ClickAsync();
        await Expect(dialog.GetByText("The temporary password was set.")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).Last.ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Row).Filter(new() { HasText = "Karl Kunde" })).ToContainTextAsync("Must change password");
        await Expect(ada.GetByRole(AriaRole.Row)).ToHaveCountAsync(5);
    }

    private static async Task LogInWithTheTemporaryPasswordAsync(IPage karl)
    {
        await karl.GotoAsync("/portal/IT");
        await karl.GetByLabel("Email").FillAsync("karl@kunde.test");
        await karl.GetByLabel("Password", new() { Exact = true }).FillAsync(AccountStory.Good);
        await karl.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(karl).ToHaveURLAsync(new Regex("/Manage/ChangePassword"));
        await karl.GotoAsync("/portal/ALL");
        await Expect(karl).ToHaveURLAsync(new Regex("/Manage/ChangePassword"));
        await karl.Locator("[name=CurrentPassword]").FillAsync(AccountStory.Good);
        await karl.Locator("[name=NewPassword]").FillAsync(AccountStory.Better);
        await karl.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).First.ClickAsync();

        await Expect(karl).ToHaveURLAsync(new Regex("/portal$"));
        await Expect(karl.GetByRole(AriaRole.Link, new() { Name = "IT desk" })).ToBeVisibleAsync();
        await Expect(karl.GetByRole(AriaRole.Link, new() { Name = "ALL desk" })).ToHaveCountAsync(0);
    }

    // As a door that proves nothing leaves it: a mail in the contact's name.
    private static async Task RaiseForAsync(ServedSite site, Guid deskId, string address)
    {
        var type = (await site.Get<RequestTypes>().MakeAsync(deskId, new RequestTypeForm("Ask", "", RequestIcons.Default), by: site.Ada)).Done;
        var kim = await site.AccountAsync(address);
        await site.ChangeAsync(db => Task.FromResult(db.Requests.Add(new Request
        {
            Id = Guid.CreateVersion7(),
            DeskId = deskId,
            Number = 1,
            Key = "IT-1",
            TypeId = type,
            ReporterId = kim.Id,
            Summary = "Mailed by Kim",
            Description = "",
            RaisedAt = site.Now,
            ChangedAt = site.Now,
            ChangedPubliclyAt = site.Now,
            IsUnproved = true,
        })));
    }

    private static async Task ClaimAsync(ServedSite site, IPage kim)
    {
        await kim.GotoAsync("/Identity/Account/ForgotPassword");
        await kim.GetByLabel("Email").FillAsync("kim@kunde.test");
        await kim.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(kim.Locator("main")).ToContainTextAsync("mail");
        await kim.GotoAsync((await site.LinkMailedToAsync("kim@kunde.test")).PathAndQuery);
        await kim.GetByLabel("Password", new() { Exact = true }).FillAsync(AccountStory.Good);
        await kim.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(kim).ToHaveURLAsync(new Regex("/Identity/Account/Login"));
        await kim.GetByLabel("Email").FillAsync("kim@kunde.test");
        await kim.GetByLabel("Password", new() { Exact = true }).FillAsync(AccountStory.Good);
        await kim.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(kim).ToHaveURLAsync(new Regex("/portal"));
        await kim.GotoAsync("/portal/requests");
        await Expect(kim.GetByRole(AriaRole.Link, new() { Name = "Mailed by Kim" })).ToBeVisibleAsync();
        Assert.NotNull((await site.AccountAsync("kim@kunde.test")).AddressProvedAt);
    }
}
