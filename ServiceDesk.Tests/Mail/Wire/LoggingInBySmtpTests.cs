using ServiceDesk.Domain.Mail.Smtp;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Wire;

public sealed class LoggingInBySmtpTests
{
    private static readonly MailLogin ByPassword = new("desk", "sécret");

    [Theory]
    [InlineData("AUTH LOGIN PLAIN", "C: AUTH PLAIN AGRlc2sAc8OpY3JldA==", "S: 235 welcome")]
    [InlineData("AUTH=LOGIN", "C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6", "C: ZGVzaw==", "S: 334 UGFzc3dvcmQ6", "C: c8OpY3JldA==", "S: 235 welcome")]
    public async Task A_password_is_given_by_the_best_way_offered(string offer, params string[] script)
    {
        await using var server = new ScriptedServer(["S: 220 hello", "C: EHLO .*", "S: 250-me", $"S: 250 {offer}", .. script, "C: QUIT", "S: 221 bye"]);

        await LogInAsync(server, ByPassword);

        await server.PlayedAsync();
    }

    [Fact]
    public async Task A_token_is_given_and_a_refused_one_is_told_in_the_servers_words_and_forgotten()
    {
        var tokens = new OneToken();
        await using var server = new ScriptedServer(
            "S: 220 hello", "C: EHLO .*", "S: 250-me", "S: 250 AUTH LOGIN XOAUTH2",
            "C: AUTH XOAUTH2 dXNlcj1kZXNrAWF1dGg9QmVhcmVyIHQwa2VuAQE=", "S: 334 eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIn0=", "C: ", "S: 535 5.7.8 not accepted");

        var problem = await Assert.ThrowsAsync<WireException>(() => LogInAsync(server, new MailLogin("desk", "", tokens)));

        Assert.Equal((WireFault.LoginRefused, "535 5.7.8 not accepted (status=401 schemes=bearer)"), (problem.Fault, problem.Message));
        Assert.Equal("t0ken", tokens.Forgotten);
    }

    [Theory]
    [InlineData("250 SIZE 1", WireFault.NoWayToLogIn)]
    [InlineData("250 AUTH CRAM-MD5 GSSAPI", WireFault.NoWayToLogIn)]
    public async Task Without_a_way_that_both_speak_nothing_is_given(string offer, WireFault fault)
    {
        await using var server = new ScriptedServer("S: 220 hello", "C: EHLO .*", "S: 250-me", "S: " + offer);

        Assert.Equal(fault, (await Assert.ThrowsAsync<WireException>(() => LogInAsync(server, ByPassword))).Fault);
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_the_servers_words()
    {
        await using var server = new ScriptedServer("S: 220 hello", "C: EHLO .*", "S: 250-me", "S: 250 AUTH PLAIN", "C: AUTH PLAIN .*", "S: 535-5.7.8 Wrong.", "S: 535 5.7.8 See the manual.");

        var problem = await Assert.ThrowsAsync<WireException>(() => LogInAsync(server, ByPassword));

        Assert.Equal((WireFault.LoginRefused, "535 5.7.8 Wrong. 5.7.8 See the manual."), (problem.Fault, problem.Message));
    }

    [Fact]
    public async Task A_server_that_never_stops_asking_is_left()
    {
        await using var server = new ScriptedServer(["S: 220 hello", "C: EHLO .*", "S: 250-me", "S: 250 AUTH LOGIN", "C: AUTH LOGIN", .. Enumerable.Repeat<string[]>(["S: 334 ", "C: .*"], 8).SelectMany(turn => turn), "S: 334 "]);

        Assert.Equal(WireFault.NotUnderstood, (await Assert.ThrowsAsync<WireException>(() => LogInAsync(server, ByPassword))).Fault);
    }

    private static async Task LogInAsync(ScriptedServer server, MailLogin login)
    {
        await using var session = await SmtpSession.ConnectAsync(SendingBySmtpTests.At(server.Port), login, TestContext.Current.CancellationToken);
    }

    private sealed class OneToken : ITokenSource
    {
        public string? Forgotten { get; private set; }

        public Task<string> TokenAsync(CancellationToken cancel) => Task.FromResult("t0ken");

        public void Forget(string token) => Forgotten = token;
    }
}
