using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>The parts between the boundaries of a multipart (RFC 2046, 5.1).</summary>
internal static class Boundaries
{
    /// <summary>Each part, without the line end before its boundary. A closing boundary that is missing is where the text ends.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, string boundary)
    {
        var mark = Encoding.Latin1.GetBytes("--" + boundary.TrimEnd());
        var (at, start) = (0, -1);
        while (at < body.Length)
        {
            var found = Find(body.Span, mark, at);
            if (found < 0)
            {
                break;
            }

            if (start >= 0)
            {
                yield return body[start..WithoutLineEnd(body.Span, start, found)];
            }

            var rest = found + mark.Length;
            if (body.Span[rest..].StartsWith("--"u8))
            {
                yield break;
            }

            at = start = AfterLine(body.Span, rest);
        }

        if (start >= 0)
        {
            yield return body[start..];
        }
    }

    // At the beginning of a line, with nothing behind it but blanks or the closing dashes: of two boundaries one may begin like the other.
    private static int Find(ReadOnlySpan<byte> body, ReadOnlySpan<byte> mark, int from)
    {
        while (from < body.Length)
        {
            var found = body[from..].IndexOf(mark);
            if (found < 0)
            {
                return -1;
            }

            found += from;
            var isAtStart = found == 0 || body[found - 1] is (byte)'\n' or (byte)'\r';
            var rest = body[(found + mark.Length)..];
            if (isAtStart && (rest.IsEmpty || rest.StartsWith("--"u8) || rest[0] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t'))
            {
                return found;
            }

            from = found + mark.Length;
        }

        return -1;
    }

    private static int AfterLine(ReadOnlySpan<byte> body, int at)
    {
        var end = body[at..].IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 ? body.Length : at + end + (body[(at + end)..].StartsWith("\r\n"u8) ? 2 : 1);
    }

    private static int WithoutLineEnd(ReadOnlySpan<byte> body, int start, int end)
    {
        var line = end > start && body[end - 1] is (byte)'\n' or (byte)'\r' ? 1 : 0;
        return line == 1 && end - 2 >= start && body[end - 1] == '\n' && body[end - 2] == '\r' ? end - 2 : end - line;
    }
}
