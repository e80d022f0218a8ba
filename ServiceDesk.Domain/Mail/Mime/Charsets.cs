using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>The character sets of real mail.</summary>
internal static class Charsets
{
    /// <summary>What nobody named: UTF-8 where the bytes are such, else what most programs of the West wrote before it.</summary>
    public static Encoding Western { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    // What switches letters by escapes, and is often sent without its name.
    private static Encoding Japanese { get; } = CodePagesEncodingProvider.Instance.GetEncoding(50220)!;

    /// <summary>The text of bytes in a named set; by guess where the name is unknown, absent or evidently wrong. Never throws for any bytes.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (charset is not null && (charset.Contains("utf-7", StringComparison.OrdinalIgnoreCase) || charset.Contains("utf7", StringComparison.OrdinalIgnoreCase)))
        {
            return Utf7.Decode(bytes);
        }

        var encoding = CharsetNames.Find(charset);
        if (encoding is null or ASCIIEncoding || encoding.CodePage is 65001 or 28591)
        {
            return Guess(bytes, encoding is { CodePage: 65001 } or null or ASCIIEncoding ? Western : encoding);
        }

        return encoding.GetString(bytes);
    }

    // What says it is ASCII or Latin-1 is often UTF-8 or Windows-1252; what is valid UTF-8 beyond ASCII is hardly ever anything else.
    private static string Guess(ReadOnlySpan<byte> bytes, Encoding otherwise) =>
        Ascii.IsValid(bytes) ? (bytes.IndexOf("\x1B$"u8) >= 0 ? Japanese : Encoding.Latin1).GetString(bytes)
        : IsUtf8(bytes) ? Encoding.UTF8.GetString(bytes)
        : (otherwise.CodePage == 28591 ? Western : otherwise).GetString(bytes);

    // One letter that was cut in two makes no text of another set: most of what is beyond ASCII decides.
    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return true;
        }

        var (good, bad) = (0, 0);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            (good, bad) = (good + (status == OperationStatus.Done && length > 1 ? 1 : 0), bad + (status == OperationStatus.Done ? 0 : 1));
            bytes = bytes[length..];
        }

        return good > bad;
    }
}
