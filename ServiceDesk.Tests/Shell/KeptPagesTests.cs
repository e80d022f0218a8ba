using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Shell;

/// <summary>The pages strangers may flood are rendered once and kept until something changes (design.md 8).</summary>
public sealed class KeptPagesTests(Stages stage)
{
    [Fact]
    public async Task A_kept_page_is_nobodys_own_and_follows_what_changes()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await site.PublicSignupAsync(on: true);
        var it = await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        using var stranger = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = site.Uri };
        stranger.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        var (first, again) = (await AskAsync(stranger, "/portal"), await AskAsync(stranger, "/portal"));
        Assert.Null(first.Age);
        Assert.NotNull(again.Age);
        Assert.Equal(first.Text, again.Text);
        Assert.Contains("IT desk", again.Text, StringComparison.Ordinal);
        Assert.False(again.SetsCookie);
        await AskAsync(stranger, "/portal/IT");
        Assert.NotNull((await AskAsync(stranger, "/portal/IT")).Age);

        using var ada = await site.ClientAsync(site.Ada);
        Assert.Null((await AskAsync(ada, "/portal")).Age);

        var now = await site.Get<DeskAccess>().NowAsync(it.Id, site.Ada);
        Assert.True((await site.Get<DeskAccess>().ChooseAsync(it.Id, CustomerAccess.Restricted, now.Done.Version, site.Ada)).IsDone);
        await Eventually.IsAsync(() => site.Get<RightsNow>().Current.DeskOf("IT") is { IsOpen: false }, "the feed said that the desk has closed");
        Assert.DoesNotContain("IT desk", (await AskAsync(stranger, "/portal")).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await AskAsync(stranger, "/portal/IT")).Status);
    }

    private static async Task<(int Status, string Text, TimeSpan? Age, bool SetsCookie)> AskAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers.Age, answer.Headers.Contains("Set-Cookie"));
    }
}
