using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ServiceDesk.Domain.Accounts;

/// <summary>The six digits that an authenticator app shows: RFC 6238 with SHA-1 and steps of 30 seconds, which every app knows.</summary>
public static class TimeCode
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int KeyBytes = 20;

    // The clocks of two devices differ, and typing takes a while.
    private const int StepsEitherSide = 1;

    /// <summary>A new key, in the letters apps take (base 32).</summary>
    public static string NewKey() => string.Concat(Enumerable.Range(0, KeyBytes * 8 / 5).Select(_ => Letters[RandomNumberGenerator.GetInt32(Letters.Length)]));

    /// <summary>The step of an instant.</summary>
    public static long StepOf(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / 30;

    /// <summary>The code of a key in a step.</summary>
    public static string Of(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 as authenticator apps have it; SHA-1's weakness is not one of its use in HMAC.
        var hash = HMACSHA1.HashData(BytesOf(key), counter);
#pragma warning restore CA5350
        var truncated = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
        return (truncated % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step in which a typed code is right around an instant, later than another step; null when it is not. A code counts once, so hand in the step of the last one.</summary>
    public static long? StepOf(string? typed, string key, DateTimeOffset now, long after)
    {
        var code = Encoding.UTF8.GetBytes(string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-')));
        long? found = null;
        for (var step = StepOf(now) - StepsEitherSide; step <= StepOf(now) + StepsEitherSide; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(code, Encoding.UTF8.GetBytes(Of(key, step))) && step > after)
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>What an app reads from the picture.</summary>
    /// <param name="key">The key.</param>
    /// <param name="account">The address, shown in the app.</param>
    /// <param name="site">The site, shown in the app.</param>
    public static string LinkOf(string key, string account, string site) =>
        $"otpauth://totp/{Uri.EscapeDataString(site)}:{Uri.EscapeDataString(account)}?secret={key}&issuer={Uri.EscapeDataString(site)}&digits=6";

    /// <summary>Whether a text could be a key.</summary>
    public static bool IsKey(string? text) => text is { Length: KeyBytes * 8 / 5 } && text.All(c => Letters.Contains(c, StringComparison.Ordinal));

    private static byte[] BytesOf(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        var (bits, held, at) = (0, 0, 0);
        foreach (var letter in key)
        {
            bits = ((bits << 5) | Letters.IndexOf(letter, StringComparison.Ordinal)) & 0xffff;
            held += 5;
            if (held >= 8)
            {
                held -= 8;
                bytes[at++] = (byte)(bits >> held);
            }
        }

        return bytes;
    }
}
