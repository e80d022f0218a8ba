using System.Text;

namespace ServiceDesk.Domain.Vocabulary;

/// <summary>Typed text as one line that every database can keep and every page can show.</summary>
public static class OneLine
{
    /// <summary>
    /// The text without what is around it, runs of white space and control characters as one blank, and halves of characters (lone
    /// surrogates) replaced. Empty for none.
    /// </summary>
    public static string Of(string? text)
    {
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (!Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune))
            {
                line.Append(rune.ToString());
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd(' ');
    }
}
