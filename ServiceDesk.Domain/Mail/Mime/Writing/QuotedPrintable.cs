using System.Buffers;
using System.Text;

namespace ServiceDesk.Domain.Mail.Mime.Writing;

/// <summary>Text as quoted-printable (RFC 2045, 6.7): lines of at most 76 letters of ASCII, line ends CR LF.</summary>
internal static class QuotedPrintable
{
    private const int LineLength = 76;

    private static ReadOnlySpan<byte> Hex => "0123456789ABCDEF"u8;

    /// <summary>The text encoded.</summary>
    public static ReadOnlyMemory<byte> Encode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));
        var to = new ArrayBufferWriter<byte>(bytes.Length + (bytes.Length / 8) + 16);
        var column = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] == '\r')
            {
                to.Write("\r\n"u8);
                (column, at) = (0, at + 1);
                continue;
            }

            var isPlain = IsPlain(bytes, at, column);
            var isLast = at + 1 == bytes.Length || bytes[at + 1] == '\r';
            if (column + (isPlain ? 1 : 3) > LineLength - (isLast ? 0 : 1))
            {
                to.Write("=\r\n"u8);
                column = 0;
                isPlain = IsPlain(bytes, at, column);
            }

            column += Put(to, bytes[at], isPlain);
        }

        return to.WrittenMemory;
    }

    // A space at a line's end gets lost on the way, and "From " at its beginning is what old mailboxes part mails by.
    private static bool IsPlain(byte[] bytes, int at, int column) => bytes[at] switch
    {
        (byte)'=' => false,
        (byte)' ' or (byte)'\t' => at + 1 < bytes.Length && bytes[at + 1] != '\r',
        (byte)'F' => column > 0 || !bytes.AsSpan(at).StartsWith("From "u8),
        var letter => letter is > (byte)' ' and <= (byte)'~',
    };

    private static int Put(ArrayBufferWriter<byte> to, byte letter, bool isPlain)
    {
        if (isPlain)
        {
            to.Write([letter]);
            return 1;
        }

        to.Write([(byte)'=', Hex[letter >> 4], Hex[letter & 15]]);
        return 3;
    }
}
