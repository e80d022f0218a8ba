using Bunit;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

/// <summary>What would surprise a person is asked about first, and then said by its name.</summary>
public sealed class AskingFirstTests(Stages stage)
{
    [Fact]
    public async Task Nobody_is_made_site_administrator_or_logged_out_before_the_question_is_answered()
    {
        await using var world = await stage.LiveWorldAsync();
        var grace = await world.PersonAsync("grace@desk.test", "Grace Mbeki");
        await using var seen = Seen.By(world.Ada, world);
        var user = (await world.Get<UserDirectory>().ListAsync("grace", UserFilter.All, null, by: world.Ada)).Done.Rows.Single();
        var actions = seen.Show<UserActions>(("User", user));

        _ = actions.Button("Make site administrator").ClickAsync(new()); // ends with the dialog, which stays open
        _ = actions.Button("End all sessions").ClickAsync(new()); // ends with the dialog, which stays open
        Assert.False(await IsAdministratorAsync());
        Assert.Empty(seen.Notices);

        var question = seen.Show<ConfirmForUser>(("User", user), ("What", ConfirmForUser.Step.MakeSiteAdministrator));
        Assert.Contains("Grace Mbeki will reach every page and switch of the site", question.Text(), StringComparison.Ordinal);
        await question.Button("Make site administrator").ClickAsync(new());
        question.WaitForAssertion(() => Assert.Equal(["Grace Mbeki is now a site administrator."], seen.Notices));
        Assert.True(await IsAdministratorAsync());

        question = seen.Show<ConfirmForUser>(("User", user), ("What", ConfirmForUser.Step.EndSessions));
        await question.Button("End all sessions").ClickAsync(new());
        question.WaitForAssertion(() => Assert.Equal("Grace Mbeki is logged out everywhere.", seen.Notices[^1]));

        async Task<bool> IsAdministratorAsync() =>
            (await world.Get<UserDirectory>().ListAsync("grace", UserFilter.All, null, by: world.Ada)).Done.Rows.Single(row => row.Id == grace.AccountId).IsSiteAdministrator;
    }
}
