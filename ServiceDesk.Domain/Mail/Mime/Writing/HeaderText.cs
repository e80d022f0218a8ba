using System.Text;

namespace ServiceDesk.Domain.Mail.Mime.Writing;

/// <summary>Text for people as the words of a header, none too long for a line: as it is where ASCII can say it, else encoded (RFC 2047).</summary>
internal static class HeaderText
{
    private const int MostWordBytes = 39; // 52 letters of base64, which with "=?utf-8?B?", "?=" and a header's name stay under the 76 of RFC 2047, 2
    private const int MostWordLength = 200;

    /// <summary>Where any text may stand, such as in a subject.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var line = OneLine(text);
        return IsPlain(line) ? line.Split(' ') : [.. Encoded(line)];
    }

    /// <summary>A person's name before an address: atoms, a quoted string, or encoded words (RFC 5322, 3.2.5).</summary>
    public static IReadOnlyList<string> OfName(string name)
    {
        var line = OneLine(name);
        return IsPlain(line) && !line.All(IsAtom) && line.Length <= MostWordLength
            ? [$"\"{line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""]
            : line.All(IsAtom) ? Of(line) : [.. Encoded(line)];
    }

    /// <summary>Without what breaks lines or turns them around, and without spaces at its ends.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();

    private static bool IsPlain(string line) =>
        Array.TrueForAll(line.Split(' '), word => word.Length is > 0 and <= MostWordLength && Ascii.IsValid(word)) && !line.Contains("=?", StringComparison.Ordinal);

    private static bool IsAtom(char c) => char.IsAsciiLetterOrDigit(c) || " !#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal);

    // No letter is cut in two: each word stands for itself (RFC 2047, 5).
    private static IEnumerable<string> Encoded(string line)
    {
        var bytes = new byte[MostWordBytes];
        var count = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (count + rune.Utf8SequenceLength > MostWordBytes)
            {
                yield return Word(bytes.AsSpan(0, count));
                count = 0;
            }

            count += rune.EncodeToUtf8(bytes.AsSpan(count));
        }

        if (count > 0)
        {
            yield return Word(bytes.AsSpan(0, count));
        }
    }

    private static string Word(ReadOnlySpan<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String(bytes)}?=";
}
