namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Files that old programs write into the middle of a text.</summary>
internal static class UuencodedText
{
    /// <summary>The text without them (nothing where there are none), and of each where it stands in the decoded text, from its begin line to its end line.</summary>
    public static (byte[] Text, IReadOnlyList<(string Name, int Start, int Length)> Files) Split(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("begin "u8) < 0)
        {
            return ([], []);
        }

        var files = new List<(string Name, int Start, int Length)>();
        var left = new List<byte>();
        var kept = 0;
        for (var at = 0; at < text.Length && text[at..].IndexOf("begin "u8) is >= 0 and var found;)
        {
            var start = at + found;
            at = AfterLine(text, start);
            if ((start > 0 && text[start - 1] is not ((byte)'\n' or (byte)'\r')) || UuencodeDecoder.NameIn(text[start..at]) is not { } name || EndOf(text, at) is not { } end)
            {
                continue;
            }

            files.Add((name, start, end - start));
            left.AddRange(text[kept..start]);
            at = kept = end;
        }

        left.AddRange(text[kept..]);
        return ([.. left], files);
    }

    // Only lines as long as their first letter says; so that a letter about "begin 644 x" is no file.
    private static int? EndOf(ReadOnlySpan<byte> text, int at)
    {
        for (var lines = 0; at < text.Length; lines++)
        {
            var next = AfterLine(text, at);
            var line = MailLines.WithoutEnd(text[at..next]);
            if (line.TrimEnd((byte)' ').SequenceEqual("end"u8))
            {
                return lines > 0 ? next : null;
            }

            if (line.Length > 0 && line[0] is < 32 or > 96)
            {
                return null;
            }

            at = next;
        }

        return at;
    }

    private static int AfterLine(ReadOnlySpan<byte> text, int at)
    {
        var end = text[at..].IndexOf((byte)'\n');
        return end < 0 ? text.Length : at + end + 1;
    }
}
