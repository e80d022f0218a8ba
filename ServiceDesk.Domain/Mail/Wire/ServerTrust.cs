using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ServiceDesk.Domain.Mail.Wire;

/// <summary>Whose certificates are believed: those the machine trusts, those of one more authority, or exactly one certificate.</summary>
public sealed class ServerTrust
{
    private const int ThumbprintDigits = 64;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2Collection? _authorities;
    private readonly string? _thumbprint;

    private ServerTrust(X509Certificate2Collection? authorities, string? thumbprint) => (_authorities, _thumbprint) = (authorities, thumbprint);

    /// <summary>What the machine trusts.</summary>
    public static ServerTrust OfTheSystem { get; } = new(null, null);

    /// <summary>What the machine trusts, and whatever these authorities signed.</summary>
    public static ServerTrust AlsoOf(X509Certificate2Collection authorities) => new(authorities, null);

    /// <summary>The one certificate with this SHA-256 thumbprint and no other, whatever its name and age. Throws <see cref="FormatException"/> when it is none.</summary>
    public static ServerTrust OnlyOf(string thumbprint) =>
        ThumbprintOf(thumbprint) is { } digits ? new(null, digits) : throw new FormatException("A SHA-256 thumbprint has 64 hexadecimal digits.");

    /// <summary>Whether this is a SHA-256 thumbprint, with or without colons.</summary>
    public static bool IsThumbprint(string text) => ThumbprintOf(text) is not null;

    /// <summary>Why a certificate is not believed, as a sentence; null when it is.</summary>
    internal string? WhyNot(string host, X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is null)
        {
            return $"{host} showed no certificate.";
        }

        if (_thumbprint is not null)
        {
            return shown.GetCertHashString(HashAlgorithmName.SHA256) == _thumbprint ? null : Sentence(host, shown, "it is not the one certificate that was agreed upon");
        }

        return errors switch
        {
            SslPolicyErrors.None => null,
            SslPolicyErrors.RemoteCertificateChainErrors when IsSignedByOurs(shown, chain) => null,
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => Sentence(host, shown, "it is made out to another name"),
            _ => Sentence(host, shown, string.Join(", ", chain?.ChainStatus.Select(status => status.Status.ToString()).Distinct() ?? [])),
        };
    }

    private bool IsSignedByOurs(X509Certificate2 shown, X509Chain? sent)
    {
        if (_authorities is null)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainElements.Select(element => element.Certificate).ToArray() ?? []);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(shown);
    }

    // With the thumbprint, so that whoever knows it to be right can agree upon it.
    private static string Sentence(string host, X509Certificate2 shown, string why) =>
        $"The certificate of {host} is not trusted: {why} ({shown.Subject}, SHA-256 {shown.GetCertHashString(HashAlgorithmName.SHA256)}).";

    private static string? ThumbprintOf(string text)
    {
        var digits = string.Concat(text.Where(c => c is not (':' or ' '))).ToUpperInvariant();
        return digits.Length == ThumbprintDigits && digits.All(char.IsAsciiHexDigit) ? digits : null;
    }
}
