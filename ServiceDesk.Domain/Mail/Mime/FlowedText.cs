using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Paragraphs out of format=flowed (RFC 3676): lines that end in a blank go on, within one depth of quoting.</summary>
internal static class FlowedText
{
    private const string SignatureMark = "-- ";

    /// <summary>The text with its paragraphs on one line each.</summary>
    public static string Join(string text, bool deletesBlank)
    {
        var joined = new StringBuilder(text.Length);
        var (isOpen, openDepth) = (false, 0);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            var depth = line.IndexOfAnyExcept('>') is >= 0 and var quoted ? quoted : line.Length;
            line = line[depth..];
            line = line.StartsWith(' ') ? line[1..] : line;
            var isSignature = line.SequenceEqual(SignatureMark);
            if (isOpen && (depth != openDepth || isSignature))
            {
                isOpen = false;
            }

            if (!isOpen)
            {
                joined.Append(joined.Length > 0 ? "\n" : "").Append('>', depth).Append(depth > 0 ? " " : "");
            }

            (isOpen, openDepth) = (line.EndsWith(' ') && !isSignature, depth);
            joined.Append(isOpen && deletesBlank ? line[..^1] : line);
        }

        return joined.ToString();
    }
}
