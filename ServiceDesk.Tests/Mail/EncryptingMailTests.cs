using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

public sealed class EncryptingMailTests(Stages stage) : IAsyncDisposable
{
    private readonly SmtpServer _server = new() { OffersStartTls = true };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(StartTls.Required)]
    [InlineData(StartTls.WhenOffered)]
    public async Task To_a_server_that_is_trusted_mail_and_password_go_encrypted(StartTls setting)
    {
        _server.Password = "right";
        using var trust = new Trust(_server.Certificate);
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server, mail => (mail.StartTls, mail.User, mail.Password) = (setting, "desk", "right"));
        var id = await world.WriteAsync("karl@example.com");

        Assert.True(await world.DeliverOneAsync());

        Assert.True((await _server.NextAsync()).WasEncrypted);
        Assert.Equal(world.Now, (await world.MailAsync(id)).DeliveredAt);
        var commands = _server.Commands.ToList();
        Assert.InRange(commands.FindIndex(command => command.StartsWith("AUTH", StringComparison.Ordinal)), commands.IndexOf("STARTTLS") + 1, int.MaxValue);
    }

    [Theory, OnBothDatabases]
    public async Task From_a_server_nobody_vouches_for_the_mail_is_kept_with_the_reason(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server, mail => mail.StartTls = StartTls.Required);
        var (id, _) = await world.WriteWithLinkAsync("karl@example.com");

        Assert.True(await world.DeliverOneAsync());

        var kept = await world.MailAsync(id);
        Assert.Contains("certificate", kept.LastProblem, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((null, null, 1), (kept.DeliveredAt, kept.GivenUpAt, kept.Tries));
        Assert.True(kept.NextTryAt > world.Now);
        Assert.NotNull(kept.SealedLink);
        Assert.Empty(_server.Received);
        Assert.DoesNotContain(_server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    /// <summary>Vouches for one certificate while a test runs, as an administrator would for the whole machine. Every other is judged as ever.</summary>
    private sealed class Trust : IDisposable
    {
        private readonly RemoteCertificateValidationCallback? _before;

        public Trust(X509Certificate2 certificate)
        {
#pragma warning disable SYSLIB0014, MA0039 // the one place where the mail library asks whom to trust; it trusts one certificate more and no fault of a name
            _before = ServicePointManager.ServerCertificateValidationCallback;
            ServicePointManager.ServerCertificateValidationCallback = (_, shown, _, errors) =>
                errors is SslPolicyErrors.None || (errors is SslPolicyErrors.RemoteCertificateChainErrors && certificate.Equals(shown));
        }

        public void Dispose() => ServicePointManager.ServerCertificateValidationCallback = _before;
#pragma warning restore SYSLIB0014, MA0039
    }
}
