using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

/// <summary>A served site with a restricted desk IT, its customer Karl with a request, its agent Nora and its administrator Dora.</summary>
internal sealed record ApiScene(ServedSite Site, Desk Desk, Guid Type, Actor Karl, Actor Nora, Actor Dora) : IAsyncDisposable
{
    public static async Task<ApiScene> SetAsync(Stages stage, DatabaseProvider database, params string[] settings)
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(database), settings: settings);
        var desk = await site.DeskAsync("IT");
        var type = new RequestType { Id = Guid.CreateVersion7(), DeskId = desk.Id, Name = "Problem", Description = "Something is broken", Icon = RequestIcons.Default };
        await site.ChangeAsync(db => Task.FromResult(db.RequestTypes.Add(type)));
        var scene = new ApiScene(
            site, desk, type.Id,
            await site.CustomerAsync(desk, "karl@kunde.test", "Karl Kunde"),
            await site.StaffAsync(desk, "nora@desk.test", DeskRole.Agent),
            await site.StaffAsync(desk, "dora@desk.test", DeskRole.Administrator));
        await site.PublicSignupAsync(on: true);
        await site.Get<RightsNow>().RefreshAsync(new HashSet<Topic> { Topic.Everything });
        return scene;
    }

    /// <summary>Raises a request as Karl; its key.</summary>
    public async Task<string> RaiseAsync(string summary = "The printer eats paper") =>
        (await Site.Get<CustomerRequests>().RaiseAsync(new NewRequest(Guid.CreateVersion7(), Desk.Key, Type, summary, "", []), Karl)).Done.Key;

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
