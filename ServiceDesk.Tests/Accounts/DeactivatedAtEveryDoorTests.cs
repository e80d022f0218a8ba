using System.Net;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

/// <summary>Somebody with a foot in every door is deactivated; then each door is tried.</summary>
public sealed class DeactivatedAtEveryDoorTests(Stages stage)
{
    private const string Karl = "karl@example.org";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deactivated_person_gets_in_by_no_door_they_had_a_foot_in(bool areLinksTakenBack)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var (karl, _) = await RequestJourneyTests.PeopleAsync(site);
        await site.SetPasswordAsync(karl);
        var key = await RequestJourneyTests.RaisedAsync(site, karl);
        var file = await AttachedAsync(site, karl, key);
        using var halfWay = new Caller(site.Uri);
        var code = await HalfWayAsync(site, karl, halfWay);
        using var inside = await site.CallerAsync(karl);
        var links = await LinksOfAsync(site, karl);
        var upload = await UploadFormAsync(inside);
        Assert.Equal(["file", "own page", "portal", "upload", "live page"], await OpenAsync(inside, file, upload));

        if (areLinksTakenBack)
        {
            Assert.True((await site.Get<UserDirectory>().DeactivateAsync(karl.AccountId!.Value, by: site.Ada)).IsDone);
        }
        else
        {
            await site.DeactivateAsync(karl.AccountId!.Value);
        }

        Assert.Empty(await OpenAsync(inside, file, upload));
        using var outside = new Caller(site.Uri);
        await outside.SendFormAsync("/Identity/Account/Login", ("Email", Karl), ("Password", Good));
        await halfWay.SendFormAsync("/Identity/Account/LoginWith2fa", ("Code", code));
        foreach (var link in links)
        {
            Assert.Null((await outside.GetAsync(link)).Document.QuerySelector("main input[type=password]"));
        }

        Assert.Empty(await OpenAsync(outside, file, upload));
        Assert.Empty(await OpenAsync(halfWay, file, upload));
        Assert.DoesNotContain(outside.CookiesSet.Concat(halfWay.CookiesSet), cookie => cookie.StartsWith("__Host-ServiceDesk.Session=C", StringComparison.Ordinal));
    }

    private static async Task<List<string>> OpenAsync(Caller caller, Guid file, string upload)
    {
        (string Door, HttpMethod Method, string Path)[] doors =
        [
            ("file", HttpMethod.Get, $"/portal/attachments/{file}"),
            ("own page", HttpMethod.Get, "/Identity/Account/Manage"),
            ("portal", HttpMethod.Get, "/portal/requests"),
            ("upload", HttpMethod.Post, "/portal/attachments"),
            ("live page", HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1"),
        ];
        var open = new List<string>();
        foreach (var (door, method, path) in doors)
        {
            caller.Says["RequestVerificationToken"] = upload;
            if ((await caller.SendAsync(method, path, method == HttpMethod.Post ? new ByteArrayContent([1]) : null)).Status is HttpStatusCode.OK)
            {
                open.Add(door);
            }
        }

        caller.Says.Clear();
        return open;
    }

    private static async Task<string> HalfWayAsync(ServedSite site, Actor karl, Caller caller)
    {
        var key = TimeCode.NewKey();
        Assert.True((await site.Get<TwoFactor>().EnableAsync(Good, key, TimeCode.Of(key, TimeCode.StepOf(site.Now)), by: karl)).IsDone);
        var answer = await caller.SendFormAsync("/Identity/Account/Login", ("Email", Karl), ("Password", Good));
        Assert.Contains("LoginWith2fa", answer.LeadsTo, StringComparison.Ordinal);
        return TimeCode.Of(key, TimeCode.StepOf(site.Now) + 1);
    }

    // Every kind of link that could lead in, as if each had been mailed a moment ago.
    private static async Task<IReadOnlyList<string>> LinksOfAsync(ServedSite site, Actor karl)
    {
        await site.PublicSignupAsync(on: true);
        await site.OpenRegistrationAsync();
        var desk = await site.ReadAsync(db => db.Desks.SingleAsync());
        await site.ChooseAsync(desk, Domain.Access.CustomerAccess.EveryoneMaySignUp);
        var issued = Enum.GetValues<LinkPurpose>().Select(purpose => (Purpose: purpose, Issued: MailedLink.Issue(
            purpose, EmailAddress.Parse(Karl), karl.AccountId, purpose is LinkPurpose.SignUp ? desk.Id : null, "Karl", null, site.Now))).ToList();
        await site.ChangeAsync(db =>
        {
            db.MailedLinks.AddRange(issued.Select(one => one.Issued.Link));
            return Task.CompletedTask;
        });
        return [.. issued.Select(one => site.Get<Domain.Settings.SiteLinks>().To(one.Purpose, one.Issued.Secret).PathAndQuery)];
    }

    private static async Task<string> UploadFormAsync(Caller caller) =>
        (await caller.GetAsync("/Identity/Account/Manage")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static async Task<Guid> AttachedAsync(ServedSite site, Actor karl, string key)
    {
        var file = (await site.Get<Uploads>().TakeAsync("a.txt", null, new MemoryStream([1]), karl)).Done;
        var request = await site.ReadAsync(db => db.Requests.SingleAsync(request => request.Key == key));
        Assert.Null((await site.Get<CustomerRequests>().CommentAsync(new(Guid.CreateVersion7(), request.Id, "See the file", [file.Id]), karl)).Refusal);
        return file.Id;
    }
}
