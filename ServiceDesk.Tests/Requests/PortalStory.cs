using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Requests;

/// <summary>A served site with the desk IT, which offers one request type, its agent Nora and its customer Karl, logged in.</summary>
internal sealed class PortalStory : IAsyncDisposable
{
    private readonly Visitors _visitors;

    private PortalStory(ServedSite site, Visitors visitors) => (Site, _visitors) = (site, visitors);

    public ServedSite Site { get; }

    public Desk Desk { get; private set; } = null!;

    public Actor Nora { get; private set; } = Actor.Site;

    public Actor Karl { get; private set; } = Actor.Site;

    public RequestType Type { get; private set; } = null!;

    public IReadOnlyCollection<string> ScriptErrors => _visitors.ScriptErrors;

    public static async Task<PortalStory> BeginAsync(Stages stage, Browser browser, params string[] settings)
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: settings);
        var story = new PortalStory(site, browser.VisitorsOf(site.Uri)) { Desk = await site.DeskAsync("IT", CustomerAccess.Restricted) };
        story.Nora = await site.StaffAsync(story.Desk, "nora@desk.test", DeskRole.Agent);
        story.Karl = await site.CustomerAsync(story.Desk, "karl@mail.test", "Karl Customer");
        var made = await site.Get<RequestTypes>().MakeAsync(story.Desk.Id, new RequestTypeForm("Ask a question", "Anything at all", RequestIcons.Default), by: site.Ada);
        story.Type = await site.ReadAsync(db => db.RequestTypes.SingleAsync(type => type.Id == made.Done));
        return story;
    }

    /// <summary>A new tab of Karl's.</summary>
    public Task<IPage> KarlsPageAsync() => PageOfAsync("karl", Karl);

    /// <summary>A new tab of somebody's, logged in.</summary>
    public async Task<IPage> PageOfAsync(string name, Actor person)
    {
        var page = await _visitors.OpenAsync(name);
        await Site.LogInAsync(page, person);
        return page;
    }

    /// <summary>A request of Karl's.</summary>
    public async Task<Request> RequestAsync(string summary = "No paper")
    {
        var raised = await Site.Get<CustomerRequests>().RaiseAsync(RequestStories.New(Desk, Type, summary, "The tray is empty."), by: Karl);
        return await Site.ReadAsync(db => db.Requests.SingleAsync(request => request.Id == raised.Done.Id));
    }

    /// <summary>How many requests there are.</summary>
    public Task<int> CountAsync() => Site.ReadAsync(db => db.Requests.CountAsync());

    public async ValueTask DisposeAsync()
    {
        await _visitors.DisposeAsync();
        await Site.DisposeAsync();
    }
}
