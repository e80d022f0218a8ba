using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Letters that a page writes by name or number, also without the semicolon that old pages forget.</summary>
internal static class HtmlEntities
{
    private const int MostOfName = 32;
    private const int MostWithoutEnd = 6;

    /// <summary>The text of a piece of a page.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('&'))
        {
            return text.ToString();
        }

        var read = new StringBuilder(text.Length);
        while (text.IndexOf('&') is >= 0 and var sign)
        {
            read.Append(text[..sign]);
            text = text[sign..];
            var (letters, length) = text.StartsWith("&#") ? Numbered(text) : Named(text);
            read.Append(letters);
            text = text[length..];
        }

        return read.Append(text).ToString();
    }

    private static (string Letters, int Length) Numbered(ReadOnlySpan<char> text)
    {
        var isHex = text.Length > 2 && text[2] is 'x' or 'X';
        var start = isHex ? 3 : 2;
        var end = start;
        while (end < text.Length && (isHex ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiDigit(text[end])))
        {
            end++;
        }

        if (end == start)
        {
            return ("&", 1);
        }

        var isKnown = uint.TryParse(text[start..end], isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && Rune.IsValid(number);
        end += end < text.Length && text[end] == ';' ? 1 : 0;
        return (!isKnown ? "\uFFFD" : number is >= 0x80 and < 0xA0 ? Charsets.Western.GetString([(byte)number]) : new Rune(number).ToString(), end);
    }

    private static (string Letters, int Length) Named(ReadOnlySpan<char> text)
    {
        var end = 1;
        while (end < text.Length && end <= MostOfName && char.IsAsciiLetterOrDigit(text[end]))
        {
            end++;
        }

        if (end < text.Length && text[end] == ';' && HtmlEntityProvider.Resolver.GetSymbol(text[1..(end + 1)].ToString()) is { } whole)
        {
            return (whole, end + 1);
        }

        for (var length = Math.Min(end - 1, MostWithoutEnd); length >= 2; length--)
        {
            if (HtmlEntityProvider.Resolver.GetSymbol(text[1..(length + 1)].ToString()) is { } begun)
            {
                return (begun, length + 1);
            }
        }

        return ("&", 1);
    }
}
