using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

/// <summary>The traps that every door of a mailed link has to stand, one like the other.</summary>
public sealed class EveryMailedLinkTests(Stages stage)
{
    private static readonly string?[] Empty = [null, "", " ", "\t", "%20", "%00", "\0", "null", "undefined", "00000000-0000-0000-0000-000000000000"];

    public static TheoryData<DatabaseProvider, LinkPurpose> EveryDoor() =>
        new(from database in new[] { DatabaseProvider.Sqlite, DatabaseProvider.Postgres } from purpose in Enum.GetValues<LinkPurpose>() select (database, purpose));

    [Theory, MemberData(nameof(EveryDoor))]
    public async Task What_is_no_secret_opens_nothing_whatever_rows_there_are(DatabaseProvider database, LinkPurpose purpose)
    {
        await using var world = await stage.WorldAsync(database);
        await MailedDoor.MailAllAsync(world);
        foreach (var secret in Empty)
        {
            Assert.IsType<LinkIsUnknown>(await MailedDoor.Of(purpose).LookAsync(world, secret));
            Assert.IsType<LinkIsUnknown>(await MailedDoor.Of(purpose).UseAsync(world, secret));
        }

        Assert.Equal(MailedDoor.All.Count, await world.ReadAsync(db => db.MailedLinks.CountAsync(link => link.UsedAt == null && link.VoidedAt == null)));
    }

    [Theory, MemberData(nameof(EveryDoor))]
    public async Task The_secret_of_another_door_opens_nothing_and_still_opens_its_own(DatabaseProvider database, LinkPurpose purpose)
    {
        await using var world = await stage.WorldAsync(database);
        var secrets = await MailedDoor.MailAllAsync(world);
        foreach (var other in MailedDoor.All.Where(door => door.Purpose != purpose))
        {
            Assert.IsType<LinkIsUnknown>(await other.LookAsync(world, secrets[purpose]));
            Assert.IsType<LinkIsUnknown>(await other.UseAsync(world, secrets[purpose]));
        }

        Assert.Null(await MailedDoor.Of(purpose).UseAsync(world, secrets[purpose]));
    }

    [Theory, MemberData(nameof(EveryDoor))]
    public async Task A_secret_sent_again_opens_nothing_more(DatabaseProvider database, LinkPurpose purpose)
    {
        await using var world = await stage.WorldAsync(database);
        var secrets = await MailedDoor.MailAllAsync(world);
        var door = MailedDoor.Of(purpose);
        Assert.Null(await door.UseAsync(world, secrets[purpose]));
        var before = (await world.AccountAsync(door.Address)).PasswordHash;

        Assert.IsType<LinkWasUsed>(await door.LookAsync(world, secrets[purpose]));
        Assert.IsType<LinkWasUsed>(await door.UseAsync(world, secrets[purpose]));

        Assert.Equal(before, (await world.AccountAsync(door.Address)).PasswordHash);
    }

    [Theory, MemberData(nameof(EveryDoor))]
    public async Task It_counts_to_the_last_moment_and_at_the_very_instant_of_its_end_no_more(DatabaseProvider database, LinkPurpose purpose)
    {
        await using var world = await stage.WorldAsync(database);
        var secrets = await MailedDoor.MailAllAsync(world);
        var door = MailedDoor.Of(purpose);

        world.Clock.Advance(door.Life - TimeSpan.FromMicroseconds(1));
        Assert.Null(await door.LookAsync(world, secrets[purpose]));
        world.Clock.Advance(TimeSpan.FromMicroseconds(1));

        Assert.IsType<LinkHasExpired>(await door.LookAsync(world, secrets[purpose]));
        Assert.IsType<LinkHasExpired>(await door.UseAsync(world, secrets[purpose]));
    }

    [Theory]
    [InlineData("/portal/signup/{0}")]
    [InlineData("/portal/invitations/{0}")]
    [InlineData("/Identity/Account/ResetPassword?code={0}")]
    [InlineData("/Identity/Account/Register?code={0}")]
    public async Task The_pages_show_no_form_for_what_is_no_secret_of_theirs(string page)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var secrets = await MailedDoor.MailAllAsync(site);
        using var stranger = new Caller(site.Uri);
        var shown = new List<string>();
        foreach (var secret in (string[])["%20", "%00", "null", .. secrets.Values])
        {
            var answer = await stranger.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, page, secret));
            if (answer.Document.QuerySelector("main input[type=password]") is not null)
            {
                shown.Add(secret);
            }
        }

        var own = secrets.Where(secret => page.StartsWith(site.Get<SiteLinks>().To(secret.Key, "").PathAndQuery, StringComparison.Ordinal));
        Assert.Equal(own.Select(secret => secret.Value), shown);
    }

    [Fact]
    public async Task A_link_to_the_reset_page_without_its_code_shows_no_form()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await MailedDoor.MailAllAsync(site);
        using var stranger = new Caller(site.Uri);

        foreach (var path in (string[])["/Identity/Account/ResetPassword", "/Identity/Account/ResetPassword?code=", "/Identity/Account/ResetPassword?code"])
        {
            Assert.Null((await stranger.GetAsync(path)).Document.QuerySelector("main input[type=password]"));
        }
    }
}
