using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ServiceDesk.Domain.Mail.Imap;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Mail.Wire.ImapStory;

namespace ServiceDesk.Tests.Mail.Wire;

public sealed class LoggingInByImapTests(SharedDovecot mailboxes)
{
    [Theory]
    [InlineData(WireSecurity.Tls)]
    [InlineData(WireSecurity.StartTls)]
    [InlineData(WireSecurity.StartTlsWhenOffered)]
    [InlineData(WireSecurity.None)]
    public async Task A_mailbox_is_opened_by_password(WireSecurity security)
    {
        var server = await mailboxes.ServerAsync();
        await using var client = await ImapClient.ConnectAsync(server.Settings("login", security), Cancel);

        Assert.Equal("INBOX", (await client.SelectAsync("INBOX", Cancel)).Name);
    }

    [Fact]
    public async Task A_mailbox_is_opened_by_token()
    {
        var server = await mailboxes.ServerAsync();
        await using var client = await ImapClient.ConnectAsync(server.Settings("login") with { Login = new MailLogin("login", "", new Token("t0ken")) }, Cancel);

        Assert.Equal(0, (await client.SelectAsync("INBOX", Cancel)).Exists);
    }

    [Fact]
    public async Task A_refused_token_is_told_and_forgotten()
    {
        var server = await mailboxes.ServerAsync();
        var token = new Token("old");

        var problem = await ProblemAsync(() => ImapClient.ConnectAsync(server.Settings("login") with { Login = new MailLogin("login", "", token) }, Cancel));

        Assert.Equal((WireFault.LoginRefused, true), (problem.Fault, token.IsForgotten));
        Assert.Contains("Authentication failed", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("a \"quoted\\ password")]
    [InlineData("пароль")]
    public async Task A_wrong_password_is_told_in_the_servers_words(string password)
    {
        var server = await mailboxes.ServerAsync();

        var problem = await ProblemAsync(() => ImapClient.ConnectAsync(server.Settings("login") with { Login = new MailLogin("login", password) }, Cancel));

        Assert.Equal((WireFault.LoginRefused, "[AUTHENTICATIONFAILED] Authentication failed."), (problem.Fault, problem.Message));
    }

    [Theory]
    [InlineData(WireSecurity.Tls)]
    [InlineData(WireSecurity.StartTls)]
    public async Task A_certificate_nobody_vouches_for_is_refused_and_shown(WireSecurity security)
    {
        var server = await mailboxes.ServerAsync();
        var settings = server.Settings("login", security);

        var problem = await ProblemAsync(() => ImapClient.ConnectAsync(settings with { Server = settings.Server with { Trust = ServerTrust.OfTheSystem } }, Cancel));

        Assert.Equal(WireFault.NotTrusted, problem.Fault);
        Assert.Contains(server.Certificate.GetCertHashString(HashAlgorithmName.SHA256), problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_of_ones_own_vouches_for_the_names_in_its_certificates_only()
    {
        var server = await mailboxes.ServerAsync();
        using var authority = X509CertificateLoader.LoadCertificate(server.Certificate.RawData);
        var settings = server.Settings("login");
        var trusting = settings.Server with { Trust = ServerTrust.AlsoOf([authority]) };

        await using var client = await ImapClient.ConnectAsync(settings with { Server = trusting with { Host = "localhost" } }, Cancel);
        Assert.Contains("made out to another name", trusting.Trust.WhyNot("mail.test", authority, null, SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WireFault.Unreachable, "127.0.0.1")]
    [InlineData(WireFault.HostUnknown, "no-such-host.invalid")]
    public async Task A_server_that_is_not_there_is_told_apart(WireFault fault, string host)
    {
        var port = Loopback.FreePort();

        Assert.Equal(fault, (await ProblemAsync(() => ImapClient.ConnectAsync(new ImapSettings(new MailServer(host, port, WireSecurity.Tls), Password), Cancel))).Fault);
    }

    [Fact]
    public async Task Tls_is_not_begun_with_a_server_that_does_not_speak_it()
    {
        var server = await mailboxes.ServerAsync();

        Assert.Equal(WireFault.EncryptionFailed, (await ProblemAsync(() => ImapClient.ConnectAsync(server.Settings("login", port: server.Port), Cancel))).Fault);
    }

    private sealed class Token(string token) : ITokenSource
    {
        public bool IsForgotten { get; private set; }

        public Task<string> TokenAsync(CancellationToken cancel) => Task.FromResult(token);

        public void Forget(string refused) => IsForgotten = refused == token;
    }
}
