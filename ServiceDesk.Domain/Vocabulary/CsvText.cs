namespace ServiceDesk.Domain.Vocabulary;

/// <summary>Tables as text for spreadsheets (RFC 4180), in which nothing that somebody typed can be a formula.</summary>
public static class CsvText
{
    // What a spreadsheet takes for the beginning of a formula, the wide forms included.
    private static readonly char[] Begins = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

    /// <summary>One line, its end included. Each field stands in quotes; one that a spreadsheet would calculate gets an apostrophe before it.</summary>
    public static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    private static string Field(string text)
    {
        var isFormula = text.AsSpan().TrimStart(' ') is [var first, ..] && Begins.Contains(first);
        return $"\"{(isFormula ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
