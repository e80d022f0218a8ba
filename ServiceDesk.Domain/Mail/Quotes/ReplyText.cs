namespace ServiceDesk.Domain.Mail.Quotes;

/// <summary>What somebody wrote anew: their text without the messages before it and without signatures.</summary>
internal static class ReplyText
{
    private const int MostLetters = 512 * 1024;

    /// <summary>The new part of a text; empty where all of it is old.</summary>
    public static string Of(string text)
    {
        text = (text.Length > MostLetters ? text[..MostLetters] : text).Replace('\u00A0', ' ').Replace("\r", "", StringComparison.Ordinal);
        var kept = new List<Passage>();
        var lines = new QuoteLines([.. text.Split('\n').SelectMany(Divided)]);
        for (var at = 0; at < lines.Count;)
        {
            var head = lines.HeadAt(at);
            if (head > 0 && !lines.IsQuotedFrom(at + head))
            {
                break; // all below is the message before
            }

            var end = head > 0 || lines.IsQuote(at) ? lines.EndOfQuote(at + head) : lines.EndOfWords(at);
            kept.Add(new Passage(at, end, head > 0 ? Kind.Announced : lines.IsQuote(at) ? Kind.Quoted : Kind.Said));
            at = end;
        }

        return Join(kept, lines);
    }

    // Some programs begin to quote on the line on which the reply ends.
    private static IEnumerable<string> Divided(string line)
    {
        var start = line.AsSpan().TrimEnd().EndsWith(" wrote:", StringComparison.Ordinal) ? line.LastIndexOf("On ", StringComparison.Ordinal) : 0;
        return start > 0 && !char.IsLetterOrDigit(line[start - 1]) && !line.AsSpan(0, start).Trim("> *").IsEmpty && QuoteWords.Moment.IsMatch(line[start..])
            ? [line[..start].TrimEnd(' ', '-'), line[start..]]
            : [line];
    }

    private enum Kind
    {
        Said,
        Quoted,
        Announced,
    }

    // A quote that words follow is what they answer, and stays; one that was announced is the whole message, and goes.
    private static string Join(List<Passage> passages, QuoteLines lines)
    {
        var said = passages.Select(passage => (passage.Kind, Text: passage.Kind == Kind.Announced ? "" : passage.Kind == Kind.Quoted ? lines.Text(passage.Start, passage.End) : lines.WithoutSignature(passage.Start, passage.End))).ToList();
        var last = said.FindLastIndex(one => one.Kind == Kind.Said && one.Text.Trim().Length > 0);
        return string.Join("\n", said.Take(last + 1).Where(one => one.Kind != Kind.Announced).Select(one => one.Text)).Trim();
    }

    private sealed record Passage(int Start, int End, Kind Kind);
}
