using System.Buffers;
using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Reads UTF-7 (RFC 2152), which .NET no longer does and old mail still needs.</summary>
internal static class Utf7
{
    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    /// <summary>The text of the bytes; what is no valid run stays as it is.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (bytes.IndexOf((byte)'+') is >= 0 and var plus)
        {
            text.Append(Encoding.Latin1.GetString(bytes[..plus]));
            bytes = bytes[(plus + 1)..];
            var end = bytes.IndexOfAnyExcept(Letters);
            end = end < 0 ? bytes.Length : end;
            text.Append(end == 0 ? "+" : Encoding.BigEndianUnicode.GetString(new Base64Decoder().All(bytes[..end])));

            // The minus that ends a run is no letter of the text.
            bytes = end < bytes.Length && bytes[end] == '-' ? bytes[(end + 1)..] : bytes[end..];
        }

        return text.Append(Encoding.Latin1.GetString(bytes)).ToString();
    }
}
