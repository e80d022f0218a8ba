using System.Net;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Guards;

/// <summary>Whoever varies the address they type stays one sender for the limits of every form.</summary>
public sealed class LimitsRoundTheCornerTests(Stages stage)
{
    [Theory]
    [InlineData("KARL@Acme.TEST", true)]
    [InlineData("karl+again@acme.test", true)]
    [InlineData("Karl+@acme.test", true)]
    [InlineData("k.arl@acme.test", false)]
    public async Task A_varied_address_is_turned_away_like_the_first_at_every_form(string other, bool isSame)
    {
        await using var site = await ServedSite.StartAsync(
            await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: ["--Limits:SignUpsPerAddress=2", "--Limits:MailsPerAddress=3"]);
        await FourAddresses.MakeAsync(site);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal(HttpStatusCode.OK, await SendAsync(site, "/portal/IT/signup", ("Form.Email", "karl@acme.test"), ("Form.Name", "Karl")));
        }

        Assert.Equal(HttpStatusCode.OK, await SendAsync(site, "/Identity/Account/ForgotPassword", ("Email", "karl@acme.test")));
        var before = await site.ReadAsync(db => db.DoorLog.CountAsync());

        var expected = isSame ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK;
        Assert.Equal(expected, await SendAsync(site, "/portal/IT/signup", ("Form.Email", other), ("Form.Name", "Karl")));
        Assert.Equal(expected, await SendAsync(site, "/Identity/Account/Register", ("Email", other), ("FullName", "Karl")));
        Assert.Equal(expected, await SendAsync(site, "/Identity/Account/ForgotPassword", ("Email", other)));
        Assert.Equal(before + (isSame ? 0 : 3), await site.ReadAsync(db => db.DoorLog.CountAsync()));
    }

    private static async Task<HttpStatusCode> SendAsync(ServedSite site, string path, params (string, string)[] typed)
    {
        using var stranger = new Caller(site.Uri);
        return (await stranger.SendFormAsync(path, typed)).Status;
    }
}
