using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Journeys;

/// <summary>Goes through every door, by right and by wrong words, and then reads the log as a thief would.</summary>
public sealed class SecretsStayOutOfTheLogTests(Stages stage)
{
    private const string AdasPassword = "seven brass owls at noon";
    private const string KarlsPassword = "violet tram under clouds";
    private const string NewPassword = "quiet harbour, loud gulls";
    private const string WrongPassword = "not-her-password-at-all";
    private const string LogIn = "/Identity/Account/Login";

    private readonly List<string> _secrets = [AdasPassword, KarlsPassword, NewPassword, WrongPassword];

    [Theory, OnBothDatabases]
    public async Task No_password_link_cookie_code_or_token_is_logged(DatabaseProvider database)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(database), isSetUp: false);
        var ada = await SetUpAsync(site);
        await LogInAsync(site, "ada@desk.test", WrongPassword);
        await LogInAsync(site, "nobody@desk.test", WrongPassword);
        await LogInAsync(site, "ada@desk.test", AdasPassword);
        await SignUpAsync(site, ada);
        await ResetAsync(site);
        await AcceptAsync(site, ada);
        await SecondFactorAsync(site);
        await AcceptedMadeUpAsync(site);

        Assert.Contains(site.Log, line => line.Contains("A log-in failed.", StringComparison.Ordinal));
        Assert.True(_secrets.Count > 15, "The journey met too few secrets.");
        Assert.All(_secrets, secret => Assert.DoesNotContain(site.Log, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    private async Task<Actor> SetUpAsync(ServedSite site)
    {
        _secrets.Add(site.Get<FirstRun>().Token);
        using var caller = new Caller(site.Uri);
        await caller.SendFormAsync("/setup", ("Form.Token", "made-up-token-1234567"), ("Form.Email", "ada@desk.test"), ("Form.Name", "Ada"), ("Form.Password", AdasPassword));
        await caller.SendFormAsync("/setup", ("Form.Token", site.Get<FirstRun>().Token), ("Form.Email", "ada@desk.test"), ("Form.Name", "Ada"), ("Form.Password", AdasPassword));
        Remember(caller);
        var ada = Actor.Person((await site.AccountAsync("ada@desk.test")).Id, null);
        await site.ChangeAsync(async db => (await db.Site.AsTracking().SingleAsync()).TurnPublicSignup(on: true, ada.AccountId!.Value, site.Now));
        return ada;
    }

    private async Task LogInAsync(ServedSite site, string address, string password)
    {
        using var caller = new Caller(site.Uri);
        await caller.SendFormAsync(LogIn, ("Email", address), ("Password", password));
        Remember(caller);
    }

    private async Task SignUpAsync(ServedSite site, Actor ada)
    {
        var desk = await site.Get<Domain.Desks.ServiceDesks>().MakeAsync("IT", "IT", by: ada);
        await site.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync(d => d.Id == desk.Done)).Choose(CustomerAccess.EveryoneMaySignUp, isPublicSignupOn: true, ada.AccountId!.Value, site.Now));
        using var caller = new Caller(site.Uri);
        await caller.SendFormAsync("/portal/IT/signup", ("Form.Email", "karl@example.com"), ("Form.Name", "Karl"));
        var link = await FollowAsync(site, "karl@example.com");
        await caller.SendFormAsync(link, ("Form.Name", "Karl"), ("Form.Password", "short"));
        await caller.SendFormAsync(link, ("Form.Name", "Karl"), ("Form.Password", KarlsPassword));
        await caller.GetAsync(link);
        Remember(caller);
        Assert.NotNull(await site.AccountOfAsync("karl@example.com"));
    }

    private async Task ResetAsync(ServedSite site)
    {
        using var caller = new Caller(site.Uri);
        await caller.SendFormAsync("/Identity/Account/ForgotPassword", ("Email", "karl@example.com"));
        var link = await FollowAsync(site, "karl@example.com");
        await caller.SendFormAsync(link, ("Password", NewPassword));
        await caller.GetAsync(link);
        Remember(caller);
        await LogInAsync(site, "karl@example.com", NewPassword);
    }

    private async Task AcceptAsync(ServedSite site, Actor ada)
    {
        await site.Get<UserDirectory>().CreateUserAsync(new("nora@example.com", "Nora", new HashSet<Application>(), IsInvited: true), by: ada);
        using var caller = new Caller(site.Uri);
        var link = await FollowAsync(site, "nora@example.com");
        await caller.SendFormAsync(link, ("Form.Name", "Nora"), ("Form.Password", KarlsPassword));
        Remember(caller);
        Assert.Equal(PasswordKind.Own, (await site.AccountAsync("nora@example.com")).Password);
    }

    private async Task SecondFactorAsync(ServedSite site)
    {
        var key = TimeCode.NewKey();
        var nora = Actor.Person((await site.AccountAsync("nora@example.com")).Id, null);
        var codes = await site.Get<TwoFactor>().EnableAsync(KarlsPassword, key, TimeCode.Of(key, TimeCode.StepOf(site.Now)), by: nora);
        _secrets.AddRange([key, .. codes.Done]);
        using var caller = new Caller(site.Uri);
        await caller.SendFormAsync(LogIn, ("Email", "nora@example.com"), ("Password", KarlsPassword));
        await caller.SendFormAsync("/Identity/Account/LoginWith2fa", ("Code", "000000"));
        await caller.SendFormAsync("/Identity/Account/LoginWithRecoveryCode", ("Code", codes.Done[0]));
        Remember(caller);
    }

    private async Task AcceptedMadeUpAsync(ServedSite site)
    {
        using var caller = new Caller(site.Uri);
        foreach (var path in (string[])["/portal/signup/made-up-secret", "/portal/invitations/made-up-secret", "/Identity/Account/ResetPassword?code=made-up-secret", "/nowhere?code=made-up-secret"])
        {
            await caller.GetAsync(path);
            await caller.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent([new("Password", "made-up-secret")]));
        }

        _secrets.Add("made-up-secret");
    }

    private async Task<string> FollowAsync(ServedSite site, string address)
    {
        var link = await site.LinkMailedToAsync(address);
        _secrets.Add(await site.SecretMailedToAsync(address));
        return link.PathAndQuery;
    }

    private void Remember(Caller caller) => _secrets.AddRange(caller.CookiesSet.Select(cookie => cookie.Split(';')[0].Split('=', 2)[1]).Where(value => value.Length > 0));
}
