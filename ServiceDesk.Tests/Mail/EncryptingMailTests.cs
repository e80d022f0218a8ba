using System.Security.Cryptography;
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
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server, mail => (mail.StartTls, mail.Thumbprint, mail.User, mail.Password) = (setting, Thumbprint, "desk", "right"));
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

    [Theory, InlineData(false), InlineData(true)]
    public async Task Encrypted_from_the_first_byte_and_trusted_by_an_authority_of_ones_own_mail_goes_too(bool isSignedByIt)
    {
        _server.BeginsWithTls = true;
        await using var other = new SmtpServer();
        var file = Path.Combine(Path.GetTempPath(), $"authority-{Guid.NewGuid():N}.pem");
        await File.WriteAllTextAsync(file, (isSignedByIt ? _server : other).Certificate.ExportCertificatePem());
        try
        {
            await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server, mail => (mail.StartTls, mail.AuthorityFile) = (StartTls.AtOnce, file));
            var id = await world.WriteAsync("karl@example.com");

            await world.DeliverOneAsync();

            Assert.Equal(isSignedByIt, (await world.MailAsync(id)).DeliveredAt is not null);
            Assert.Equal(isSignedByIt, _server.Received.SingleOrDefault()?.WasEncrypted is true);
            Assert.Equal(isSignedByIt, (await world.MailAsync(id)).LastProblem is null);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Another_certificate_than_the_one_agreed_upon_is_not_trusted()
    {
        await using var other = new SmtpServer();
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server, mail => (mail.StartTls, mail.Thumbprint) = (StartTls.Required, other.Certificate.GetCertHashString(HashAlgorithmName.SHA256)));
        var id = await world.WriteAsync("karl@example.com");

        await world.DeliverOneAsync();

        Assert.Contains(Thumbprint, (await world.MailAsync(id)).LastProblem, StringComparison.Ordinal);
        Assert.Empty(_server.Received);
    }

    // What an administrator agrees upon for this one server.
    private string Thumbprint => _server.Certificate.GetCertHashString(HashAlgorithmName.SHA256);
}
