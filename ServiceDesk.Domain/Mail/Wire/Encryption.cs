using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ServiceDesk.Domain.Mail.Wire;

/// <summary>Encrypts a connection, and believes only whom the settings say.</summary>
internal static class Encryption
{
    public static async Task<Stream> BeginAsync(Stream clear, MailServer server, CancellationToken cancel)
    {
        string? whyNot = null;
        var encrypted = new SslStream(clear);
        try
        {
            await encrypted.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = server.Host,
                    CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    // Stricter, or for what an administrator vouches for; what the platform found wrong is asked first.
                    RemoteCertificateValidationCallback = (_, shown, chain, errors) =>
                        (whyNot = server.Trust.WhyNot(server.Host, shown as X509Certificate2, chain, errors)) is null,
                },
                cancel);
            return encrypted;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            throw whyNot is null
                ? new WireException(WireFault.EncryptionFailed, $"Encryption with {server.Host} failed: {e.GetBaseException().Message}", e)
                : new WireException(WireFault.NotTrusted, whyNot, e);
        }
    }
}
