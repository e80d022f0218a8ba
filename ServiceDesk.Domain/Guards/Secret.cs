using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ServiceDesk.Domain.Guards;

/// <summary>Secrets that are handed out once and kept as a hash: of links in mails, of gates, of tokens. Too long to be guessed, so that the hash needs no salt.</summary>
public static class Secret
{
    private const int Bytes = 32;

    /// <summary>Makes one, in letters that an address can carry.</summary>
    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is kept of one, and under which it is looked up; an empty one has a hash too, that of none.</summary>
    public static byte[] HashOf(string? secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? ""));
}
