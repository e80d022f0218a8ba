using System.Security.Cryptography;
using System.Text;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Threads;

/// <summary>
/// Signs what leads an answer back to its request: a token in the reply address, and Message-IDs (design.md 4). Both are HMAC-SHA-256, of which
/// 80 bits are written, over the request and the account it was sent to, so that what was sent to one person is not taken from another.
/// Only small letters and digits, because mail servers change capitals.
/// </summary>
public sealed class ThreadKey
{
    /// <summary>The length of a key, in bytes.</summary>
    public const int KeyBytes = 32;

    private const int MacBytes = 10;
    private const int IdCharacters = 26;
    private const int MacCharacters = 16;
    private const int SaltCharacters = 13;
    private const int MostLocalCharacters = 64;
    private const string ReplyMark = "r";
    private const string NoteMark = "n";

    private readonly byte[] _key;

    /// <summary>With the site's key.</summary>
    public ThreadKey(byte[] key) => _key = key.Length == KeyBytes ? key : throw new ArgumentException("A key has 32 bytes.", nameof(key));

    /// <summary>Where an answer to a mail goes: the desk's address with a token after a plus; null when the address is too long to carry one.</summary>
    /// <param name="deskAddress">The desk's address.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="accountId">Whom the mail is sent to.</param>
    /// <param name="isNote">Whether what is answered is for staff alone, so that the answer is, too.</param>
    public string? ReplyAddress(EmailAddress deskAddress, Guid requestId, Guid accountId, bool isNote = false)
    {
        var at = deskAddress.Typed.LastIndexOf('@');
        var local = $"{deskAddress.Typed[..at]}+{(isNote ? NoteToken(requestId, accountId) : ReplyToken(requestId, accountId))}";
        return local.Length <= MostLocalCharacters ? local + deskAddress.Typed[at..] : null;
    }

    /// <summary>The token alone.</summary>
    public string ReplyToken(Guid requestId, Guid accountId) => ReplyMark + Written(requestId) + Sign("reply", requestId, accountId, "");

    /// <summary>The token of a mail that is for staff alone.</summary>
    public string NoteToken(Guid requestId, Guid accountId) => NoteMark + Written(requestId) + Sign("note", requestId, accountId, "");

    /// <summary>What ends the mails about a request to somebody, without logging in: it opens nothing else.</summary>
    public string StopToken(Guid requestId, Guid accountId) => Written(requestId) + Written(accountId) + Sign("stop", requestId, accountId, "");

    /// <summary>Which mails to whom a token ends; null when it is not genuine.</summary>
    public (Guid RequestId, Guid AccountId)? ReadStop(string token)
    {
        var written = token.ToLowerInvariant();
        return written.Length == (2 * IdCharacters) + MacCharacters && IdOf(written.AsSpan(0, IdCharacters)) is { } request && IdOf(written.AsSpan(IdCharacters, IdCharacters)) is { } account
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(written), Encoding.UTF8.GetBytes(StopToken(request, account)))
            ? (request, account)
            : null;
    }

    /// <summary>A new Message-ID without angles, for a mail about a request to an account.</summary>
    public string MessageId(Guid requestId, Guid accountId, string host)
    {
        Span<byte> salt = stackalloc byte[8];
        RandomNumberGenerator.Fill(salt);
        var unique = Base32.Write(salt);
        return $"{Written(requestId)}.{unique}.{Sign("message", requestId, accountId, unique)}@{host}";
    }

    /// <summary>Which request a reply address is said to lead to, to be checked by <see cref="SignedThread.IsSignedFor"/>; null when it carries no token.</summary>
    public SignedThread? ReadAddress(string address)
    {
        var local = address.LastIndexOf('@') is > 0 and var at ? address[..at] : address;
        var token = local[(local.LastIndexOf('+') + 1)..].ToLowerInvariant();
        if (token.Length != 1 + IdCharacters + MacCharacters || token[..1] is not (ReplyMark or NoteMark) || IdOf(token.AsSpan(1, IdCharacters)) is not { } id)
        {
            return null;
        }

        var isNote = token[..1] is NoteMark;
        return new SignedThread(id, IsReplyAddress: true, person => Sign(isNote ? "note" : "reply", id, person, ""), token[(1 + IdCharacters)..]) { IsNote = isNote };
    }

    /// <summary>Which request a Message-ID is said to be about; null when it is none of ours.</summary>
    public SignedThread? ReadMessageId(string messageId)
    {
        var parts = messageId[..(messageId.LastIndexOf('@') is >= 0 and var at ? at : messageId.Length)].ToLowerInvariant().Split('.');
        return parts is [{ Length: IdCharacters } written, { Length: SaltCharacters } unique, { Length: MacCharacters } mac] && IdOf(written) is { } id
            ? new SignedThread(id, IsReplyAddress: false, person => Sign("message", id, person, unique), mac)
            : null;
    }

    /// <summary>What marks this site's own mails, so that they are known when they come back.</summary>
    public string LoopMark() => Sign("loop", Guid.Empty, Guid.Empty, "");

    private static string Written(Guid id) => Base32.Write(id.ToByteArray(bigEndian: true));

    private static Guid? IdOf(ReadOnlySpan<char> written) => Base32.Read(written) is { Length: 16 } bytes ? new Guid(bytes, bigEndian: true) : null;

    private string Sign(string purpose, Guid requestId, Guid accountId, string unique)
    {
        // Every part has a length of its own or is the last, so that no two meanings have the same bytes.
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var text = Encoding.ASCII.GetBytes($"{purpose} {requestId:N} {accountId:N} {unique}");
        HMACSHA256.HashData(_key, text, mac);
        return Base32.Write(mac[..MacBytes]);
    }
}

/// <summary>A token or Message-ID in the form of ours; whether it is genuine is asked for one person at a time.</summary>
/// <param name="RequestId">The request it names.</param>
/// <param name="IsReplyAddress">Whether it stood in a reply address; else it is a Message-ID.</param>
/// <param name="Expected">What the signature is when it was sent to an account.</param>
/// <param name="Signature">What it is.</param>
public sealed record SignedThread(Guid RequestId, bool IsReplyAddress, Func<Guid, string> Expected, string Signature)
{
    /// <summary>Whether the mail that carried it is for staff alone.</summary>
    public bool IsNote { get; init; }

    /// <summary>Whether it was made for that person. Takes the same time whatever differs.</summary>
    public bool IsSignedFor(Guid accountId) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Expected(accountId)), Encoding.ASCII.GetBytes(Signature));
}

/// <summary>Bytes in small letters and digits (RFC 4648, 6, in lower case and without padding).</summary>
internal static class Base32
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Write(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 / 5) + 1);
        int bits = 0, held = 0;
        foreach (var b in bytes)
        {
            (held, bits) = ((held << 8) | b, bits + 8);
            for (; bits >= 5; bits -= 5)
            {
                text.Append(Digits[(held >> (bits - 5)) & 31]);
            }

            held &= (1 << bits) - 1;
        }

        return bits == 0 ? text.ToString() : text.Append(Digits[(held << (5 - bits)) & 31]).ToString();
    }

    public static byte[]? Read(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        int bits = 0, held = 0, next = 0;
        foreach (var c in text)
        {
            if (Digits.IndexOf(c, StringComparison.Ordinal) is not (>= 0 and var digit))
            {
                return null;
            }

            (held, bits) = ((held << 5) | digit, bits + 5);
            if (bits >= 8)
            {
                bytes[next++] = (byte)(held >> (bits - 8));
                bits -= 8;
                held &= (1 << bits) - 1;
            }
        }

        // Another way to write the same is no other token.
        return held == 0 ? bytes : null;
    }
}
