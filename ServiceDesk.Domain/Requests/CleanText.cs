using System.Globalization;
using System.Text;

namespace ServiceDesk.Domain.Requests;

/// <summary>What people type and what their files are called, without what no reader sees: control characters and halves of characters.</summary>
internal static class CleanText
{
    /// <summary>The longest file name kept, in characters.</summary>
    public const int MostFileNameCharacters = 120;

    private const int MostExtensionCharacters = 20;
    private const string NotInFileNames = "<>:\"|?*";

    /// <summary>One line, trimmed; runs of white space are one blank. Empty for nothing.</summary>
    public static string Line(string? typed) =>
        string.Join(' ', Readable(typed, keepsLines: false).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Several lines, without blank ones around them. Empty for nothing.</summary>
    public static string Lines(string? typed) => Readable(typed, keepsLines: true).Trim('\n').TrimEnd();

    /// <summary>A file's name as it is kept: no path, nothing that a file system or a reader stumbles over; "file" when nothing is left.</summary>
    public static string FileName(string? stated)
    {
        var path = Line(stated);
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            // Characters that only steer the reading direction can make "gpj.exe" look like "exe.jpg".
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                kept.Append(NotInFileNames.Contains(c, StringComparison.Ordinal) ? '_' : c);
            }
        }

        var clean = Shortened(kept.ToString().Trim(' ', '.'));
        return clean.Length == 0 ? "file" : clean;
    }

    private static string Shortened(string name)
    {
        if (name.Length <= MostFileNameCharacters)
        {
            return name;
        }

        var dot = name.LastIndexOf('.');
        var extension = dot >= 0 && name.Length - dot <= MostExtensionCharacters ? name[dot..] : "";
        var stem = MostFileNameCharacters - extension.Length;
        return name[..(char.IsHighSurrogate(name[stem - 1]) ? stem - 1 : stem)] + extension;
    }

    private static string Readable(string? typed, bool keepsLines)
    {
        var text = (typed ?? "").ReplaceLineEndings("\n");
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // half a character comes out as U+FFFD, which every database takes
        {
            if (rune.Value is '\n' or '\t')
            {
                kept.Append(keepsLines ? (char)rune.Value : ' ');
            }
            else if (!Rune.IsControl(rune))
            {
                kept.Append(rune);
            }
        }

        return kept.ToString();
    }
}
