using System.Text;

namespace ServiceDesk.Domain.Mail.Quotes;

/// <summary>The lines of a text, and which of them announce or carry what was written before.</summary>
internal sealed class QuoteLines(string[] lines)
{
    private const int MostHead = 4;
    private const int MostLine = 1_000;
    private const int MostFields = 12;
    private const int UsualWidth = 60;
    private const int MostOfDevice = 160;

    private static readonly string[] DeviceWords = ["sent ", "send ", "sendt ", "written ", "composed ", "get ", "von meinem", "gesendet ", "diese nachricht", "envoye", "enviado ", "inviato ", "verzonden ", "verstuurd "];

    /// <summary>How many there are.</summary>
    public int Count => lines.Length;

    /// <summary>Whether a line is quoted.</summary>
    public bool IsQuote(int at) => at < lines.Length && lines[at].AsSpan().TrimStart().StartsWith('>');

    /// <summary>Whether the next line that says something is quoted.</summary>
    public bool IsQuotedFrom(int at)
    {
        while (at < lines.Length && IsBlank(at))
        {
            at++;
        }

        return IsQuote(at);
    }

    /// <summary>How many lines announce, from here on, the message before; none where they do not.</summary>
    public int HeadAt(int at)
    {
        if (IsBlank(at) || lines[at].Length > MostLine)
        {
            return 0;
        }

        return MaySeparate(lines[at]) && QuoteWords.Separator.IsMatch(lines[at]) ? 1 : Attribution(at) is > 0 and var attribution ? attribution : Fields(at);
    }

    /// <summary>Where a quote ends that begins here: before the first line that is none; a line that a program wrapped is one still.</summary>
    public int EndOfQuote(int at)
    {
        for (; at < lines.Length; at++)
        {
            if (!IsBlank(at) && !IsQuote(at) && !(IsQuote(at - 1) && IsQuote(at + 1) && lines[at - 1].Length > UsualWidth))
            {
                break;
            }
        }

        return at;
    }

    /// <summary>Where words end that begin here: before what is quoted or announces it.</summary>
    public int EndOfWords(int at)
    {
        do
        {
            at++;
        }
        while (at < lines.Length && !IsQuote(at) && HeadAt(at) == 0);

        return at;
    }

    /// <summary>The lines as text.</summary>
    public string Text(int start, int end) => string.Join('\n', lines[start..end].Select(line => line.TrimEnd()));

    /// <summary>The lines as text, up to a signature, and without lines at the end that only divide.</summary>
    public string WithoutSignature(int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            if (IsSignatureMark(lines[at]) || (MayBeDevice(lines[at]) && QuoteWords.Device.IsMatch(lines[at])))
            {
                end = at;
            }
        }

        while (end > start && (IsBlank(end - 1) || QuoteWords.Rule.IsMatch(lines[end - 1])))
        {
            end--;
        }

        return Text(start, end);
    }

    // The line above a signature (RFC 3676, 4.3), also as it is mistyped.
    private static bool IsSignatureMark(ReadOnlySpan<char> line) => line.TrimEnd().TrimStart() is "--" or "—" or "–" or "__" && line.Length - line.TrimStart().Length <= 2;

    // Such a line is short and begins with one of few words; those of other alphabets may stand further on.
    private static bool MayBeDevice(ReadOnlySpan<char> line)
    {
        if (line.Length > MostOfDevice || line.Length == 0)
        {
            return false;
        }

        var start = 0;
        while (start < line.Length && start < 3 && !char.IsLetterOrDigit(line[start]))
        {
            start++;
        }

        return !Ascii.IsValid(line) || (start < line.Length && "scdegivw".Contains(char.ToLowerInvariant(line[start]), StringComparison.Ordinal) && BeginsDevice(line[start..]));
    }

    private static bool BeginsDevice(ReadOnlySpan<char> words)
    {
        foreach (var word in DeviceWords)
        {
            if (words.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Dashes and their like, or the first letter of a word that such a line begins with.
    private static bool MaySeparate(ReadOnlySpan<char> line) => line.TrimStart(" \t\u00A0>|") is [var first, ..] && "-_=*—#abdiprtwABDIPRTW".Contains(first, StringComparison.Ordinal);

    // "On Monday somebody wrote:", on up to four lines. Where a later one of them begins it too, the earlier ones are words.
    private int Attribution(int at)
    {
        var count = AttributionFrom(at);
        return count > 1 && !QuoteWords.When.IsMatch(lines[at]) && Enumerable.Range(at + 1, count - 1).Any(later => QuoteWords.When.IsMatch(lines[later]) && AttributionFrom(later) > 0) ? 0 : count;
    }

    private int AttributionFrom(int at)
    {
        if (!HasColonFrom(at))
        {
            return 0;
        }

        var begins = QuoteWords.When.IsMatch(lines[at]);
        var joined = "";
        for (var count = 1; count <= MostHead && at + count <= lines.Length && !IsBlank(at + count - 1) && IsQuote(at + count - 1) == IsQuote(at); count++)
        {
            joined += " " + lines[at + count - 1].Trim();
            if (joined.Length > MostLine)
            {
                return 0;
            }

            var hasAddress = joined.Contains('@', StringComparison.Ordinal);
            if (joined[^1] is ':' or '：' or '道' && (begins || hasAddress) && QuoteWords.Wrote.IsMatch(joined) && (hasAddress || QuoteWords.Moment.IsMatch(joined) || IsQuotedFrom(at + count)))
            {
                return count;
            }

            if (joined[^1] is ':' or '>' && begins && hasAddress && QuoteWords.Moment.IsMatch(joined) && !IsQuote(at) && IsQuotedFrom(at + count))
            {
                return count;
            }
        }

        return 0;
    }

    // Most lines announce nothing, and are known by it that none of the next ones ends as such a line does.
    private bool HasColonFrom(int at)
    {
        for (var count = 0; count < MostHead && at + count < lines.Length && !IsBlank(at + count); count++)
        {
            if (lines[at + count].AsSpan().TrimEnd() is [.., ':' or '：' or '道' or '>'])
            {
                return true;
            }
        }

        return false;
    }

    // From, Sent, To, Subject: the header of the message before, as Outlook copies it. Long ones go on on the next line.
    private int Fields(int at)
    {
        if (!QuoteFields.IsFrom(lines[at]) && !QuoteFields.IsOther(lines[at]))
        {
            return 0;
        }

        var (fields, hasFrom, last) = (0, false, at);
        for (var next = at; next < lines.Length && next < at + MostFields; next++)
        {
            var isFrom = QuoteFields.IsFrom(lines[next]);
            if (isFrom || QuoteFields.IsOther(lines[next]))
            {
                (fields, hasFrom, last) = (fields + 1, hasFrom || isFrom, next);
            }
            else if (next - last > 2)
            {
                break;
            }
        }

        return (hasFrom && fields >= 3) || (fields == 2 && IsShortHead(at, last)) ? last - at + 1 : 0;
    }

    // Two fields will do where they say who and when.
    private bool IsShortHead(int at, int last) => last == at + 1 && Text(at, last + 1) is var both && both.Contains('@', StringComparison.Ordinal) && both.Contains("ate:", StringComparison.Ordinal) && QuoteWords.Moment.IsMatch(both);

    private bool IsBlank(int at) => string.IsNullOrWhiteSpace(lines[at]);
}
