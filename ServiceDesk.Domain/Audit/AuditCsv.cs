using System.Globalization;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Audit;

/// <summary>The audit as a table for other programs: one line an entry, times as UTC.</summary>
public static class AuditCsv
{
    private static readonly string[] Columns = ["When", "Who", "Network", "What", "Sentence", "Desk", "Subject", "Before", "After", "Reason"];

    /// <summary>The first line: what the columns are.</summary>
    public static string Head(CultureInfo culture) => CsvText.Line(Columns.Select(column => Sentences.Of(typeof(AuditEntry), $"Column.{column}", culture)));

    /// <summary>The line of an entry.</summary>
    public static string Line(AuditRow row, CultureInfo culture)
    {
        var details = AuditDetails.Of(row.Entry, culture, row.Names);
        return CsvText.Line(
        [
            row.Entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            row.WhoIn(culture),
            row.Entry.Network ?? "",
            row.Entry.What,
            row.Sentence(culture),
            row.Desk ?? "",
            row.Subject ?? "",
            details.Before,
            details.After,
            details.Reason ?? "",
        ]);
    }
}
