using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Mailboxes;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Mailboxes;

/// <summary>A served site reads mailboxes that take no passwords, on a real IMAP server, with tokens of a token server.</summary>
public sealed class OpeningMailboxesByTokenTests(Stages stage, SharedDovecot mailboxes) : IDisposable
{
    private readonly TokenServer _tokens = new();

    public void Dispose() => _tokens.Dispose();

    [Theory, OnBothDatabases]
    public async Task The_sites_own_registration_opens_it_and_what_the_token_server_has_against_it_is_told(DatabaseProvider database)
    {
        var (server, user) = (await mailboxes.ServerAsync(), $"registered-{database}".ToLowerInvariant());
        await using var site = await SiteAsync(database);
        var desk = await site.MailDeskAsync();
        server.Deliver(user, new Letter("kim@kunde.test", Subject: "One").Raw);
        var form = TokenServer.Of(server.MailboxOf(desk, user), MailboxLogin.ClientCredentials);

        await site.SwitchOnAsync(form with { ClientSecret = "old" });
        var state = await site.StateAsync(desk, state => state.FailingSince is not null, "there is no token");
        Assert.Equal((WireFault.TokenRefused, "400 invalid_client: The secret has expired."), (state.Fault, state.Words));
        var steps = (await site.Get<MailboxTrials>().TestAsync(form with { ClientSecret = "older" }, by: site.Ada)).Done;
        Assert.Equal((TrialStep.LogIn, WireFault.TokenRefused), (steps[^1].Step, steps[^1].Fault));

        await site.SaveAsync(form);
        await site.HasRequestsAsync("One");
        await site.IsReadAsync(desk);
        Assert.Equal("client_credentials mail/.default", _tokens.Asked.Distinct().Single());
    }

    [Fact]
    public async Task A_token_the_mail_server_does_not_take_any_more_is_not_used_again()
    {
        var server = await mailboxes.ServerAsync();
        await using var site = await SiteAsync();
        var desk = await site.MailDeskAsync();
        server.Deliver("expired", new Letter("kim@kunde.test", Subject: "One").Raw);
        _tokens.Token = "expired";

        await site.SwitchOnAsync(TokenServer.Of(server.MailboxOf(desk, "expired"), MailboxLogin.ClientCredentials));
        var state = await site.StateAsync(desk, state => state.FailingSince is not null, "the token is refused");
        Assert.Equal(WireFault.LoginRefused, state.Fault);
        _tokens.Token = "t0ken";
        await SwitchOverAsync(site, desk);

        await site.HasRequestsAsync("One");
    }

    [Fact]
    public async Task A_refresh_token_that_opens_once_is_followed_by_the_next_whoever_used_it()
    {
        var server = await mailboxes.ServerAsync();
        await using var site = await SiteAsync();
        var desk = await site.MailDeskAsync();
        server.Deliver("renewed", new Letter("kim@kunde.test", Subject: "One").Raw);
        var form = TokenServer.Of(server.MailboxOf(desk, "renewed"), MailboxLogin.RefreshToken);

        await site.SwitchOnAsync(form);
        await site.HasRequestsAsync("One");
        await site.IsReadAsync(desk);
        var saved = (await site.Get<DeskMailboxes>().NowAsync(desk.Id, by: site.Ada)).Done.Form;
        Assert.All((await site.Get<MailboxTrials>().TestAsync(saved, by: site.Ada)).Done, step => Assert.Null(step.Fault));
        server.Deliver("renewed", new Letter("kim@kunde.test", Subject: "Two").Raw);
        await SwitchOverAsync(site, desk);

        await site.HasRequestsAsync("One", "Two");
        Assert.Equal("refresh 3", _tokens.RefreshToken);
        var steps = (await site.Get<MailboxTrials>().TestAsync(form, by: site.Ada)).Done;
        Assert.Equal("400 invalid_grant: The refresh token was used before.", steps[^1].Words);
    }

    private static async Task SwitchOverAsync(ServedSite site, Desk desk)
    {
        Assert.True((await site.Get<DeskMailboxes>().SwitchAsync(desk.Id, isOn: false, by: site.Ada)).IsDone);
        await site.StateAsync(desk, state => state.ConnectedAt is null, "it was let go");
        Assert.True((await site.Get<DeskMailboxes>().SwitchAsync(desk.Id, isOn: true, by: site.Ada)).IsDone);
    }

    private async Task<ServedSite> SiteAsync(DatabaseProvider database = DatabaseProvider.Sqlite)
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(database));
        site.Get<MailboxDoors>().TokenServers = new HttpClient(_tokens, disposeHandler: false);
        return site;
    }
}
