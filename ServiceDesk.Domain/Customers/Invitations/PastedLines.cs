using System.Text;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>A field of a pasted line, and what ended it.</summary>
internal readonly record struct PastedField(string Text, char End);

/// <summary>
/// A pasted text as lines of fields. What stands in quotation marks, as a field or as a name beside an address, may hold separators, line
/// breaks and doubled quotation marks.
/// </summary>
internal static class PastedLines
{
    // Nobody's name is longer: a quotation mark that closes later was not meant as one.
    private const int MostQuotedCharacters = 400;

    public static IEnumerable<List<PastedField>> Of(string pasted)
    {
        var text = pasted.TrimStart('\uFEFF').ReplaceLineEndings("\n") + '\n';
        var line = new List<PastedField>();
        var field = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when MayOpen(field) && ClosingOf(text, i) is var end and > 0:
                    field.Append(text[(i + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal).Replace('\n', ' '));
                    i = end;
                    break;
                case ',' or ';' or '\t':
                    Close(text[i]);
                    break;
                case '\n':
                    Close('\n');
                    if (line.Exists(read => read.Text.Length > 0))
                    {
                        yield return line;
                    }

                    line = [];
                    break;
                default:
                    field.Append(text[i]);
                    break;
            }
        }

        void Close(char end)
        {
            line.Add(new PastedField(field.ToString().Trim(), end));
            field.Clear();
        }
    }

    // At the beginning of a field, or after an address.
    private static bool MayOpen(StringBuilder field) => field.Length < MostQuotedCharacters &&
        field.ToString() is var before && (string.IsNullOrWhiteSpace(before) || (char.IsWhiteSpace(before[^1]) && before.Contains('@', StringComparison.Ordinal)));

    // Where a quotation mark closes that opens here; 0 when it does not, or in the middle of a word.
    private static int ClosingOf(string text, int open)
    {
        var last = Math.Min(text.Length, open + MostQuotedCharacters);
        for (var i = open + 1; i < last; i++)
        {
            if (text[i] != '"')
            {
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == '"')
            {
                i++;
                continue;
            }

            var next = text.AsSpan(i + 1).TrimStart(' ');
            return next.Length == 0 || next[0] is ',' or ';' or '\t' or '\n' or '<' || (text[i + 1] == ' ' && IsAnAddressNext(next)) ? i : 0;
        }

        return 0;
    }

    // As in "Kunde, Karl" karl@kunde.test.
    private static bool IsAnAddressNext(ReadOnlySpan<char> next) => next.IndexOfAny(" ,;\t\n") is >= 0 and var end && next[..end].Contains('@');
}
