using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Requests;

/// <summary>What has happened with requests before a story begins.</summary>
internal static class RequestStories
{
    public static async Task<RequestType> TypeAsync(this Story world, Desk desk, string name = "Ask a question")
    {
        var made = await world.Get<RequestTypes>().MakeAsync(desk.Id, new RequestTypeForm(name, "", RequestIcons.Default), by: world.Ada);
        return await world.ReadAsync(db => db.RequestTypes.SingleAsync(type => type.Id == made.Done));
    }

    public static async Task<Request> RequestAsync(this World world, Desk desk, Actor by, string summary = "No paper", string description = "")
    {
        var type = await world.ReadAsync(db => db.RequestTypes.OrderBy(type => type.Position).FirstOrDefaultAsync(type => type.DeskId == desk.Id)) ?? await world.TypeAsync(desk);
        var raised = await world.Get<CustomerRequests>().RaiseAsync(New(desk, type, summary, description), by);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        return await world.RowAsync(raised.Done.Id);
    }

    public static NewRequest New(Desk desk, RequestType type, string? summary = "No paper", string? description = "", params Guid[] files) =>
        new(Guid.CreateVersion7(), desk.Key, type.Id, summary, description, files);

    public static NewComment Comment(Request request, string? text, params Guid[] files) => new(Guid.CreateVersion7(), request.Id, text, files);

    public static Task<Request> RowAsync(this World world, Guid requestId) =>
        world.ReadAsync(db => db.Requests.SingleAsync(request => request.Id == requestId));

    public static async Task ReplyAsync(this World world, Request request, Actor by, string text = "It is on its way.")
    {
        var now = await world.RowAsync(request.Id);
        Assert.Null((await world.Get<AgentRequests>().ReplyAsync(Comment(request, text), now.Version, by)).Refusal);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public static async Task NoteAsync(this World world, Request request, Actor by, string text = "He always says so.", params Guid[] files)
    {
        Assert.Null((await world.Get<AgentRequests>().NoteAsync(Comment(request, text, files), by)).Refusal);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public static async Task MoveAsync(this World world, Request request, RequestStatus status, Actor by)
    {
        var now = await world.RowAsync(request.Id);
        Assert.Null((await world.Get<AgentRequests>().MoveAsync(request.Id, status, now.Version, by)).Refusal);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public static async Task<UploadedFile> FileAsync(this World world, Actor by, string name = "list.txt", string content = "one, two")
    {
        var uploaded = await world.Get<Uploads>().TakeAsync(name, "text/plain", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), by);
        return uploaded.Done;
    }

    public static Task TakePartAsync(this World world, Request request, Actor person) => world.ChangeAsync(db =>
    {
        db.Participants.Add(new Participant { RequestId = request.Id, AccountId = person.AccountId!.Value, Since = world.Now });
        return Task.CompletedTask;
    });

    public static Task EditAsync(this World world, Actor person, Action<Domain.Accounts.Account> edit) => world.ChangeAsync(async db =>
        edit(await db.Accounts.AsTracking().SingleAsync(account => account.Id == person.AccountId)));

    public static Task ChooseAsync(this World world, Desk desk, Domain.Access.CustomerAccess access) => world.ChangeAsync(async db =>
        (await db.Desks.AsTracking().SingleAsync(d => d.Id == desk.Id)).Choose(access, isPublicSignupOn: true, world.Ada.AccountId!.Value, world.Now));
}
