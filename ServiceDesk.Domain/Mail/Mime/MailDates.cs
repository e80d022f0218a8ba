using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Dates of mail (RFC 5322, 3.3 and its obsolete forms), and what programs write in their place.</summary>
internal static partial class MailDates
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly Dictionary<string, int> HoursOf = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EDT"] = -4, ["EST"] = -5, ["CDT"] = -5, ["CST"] = -6, ["MDT"] = -6, ["MST"] = -7, ["PDT"] = -7, ["PST"] = -8, ["CET"] = 1, ["CEST"] = 2, ["MET"] = 1, ["MEST"] = 2, ["EET"] = 2, ["EEST"] = 3, ["BST"] = 1, ["MSK"] = 3, ["JST"] = 9,
    };

    [GeneratedRegex(@"(?<day>\d{1,2})[\s-]+(?<month>[A-Za-z]{3})[A-Za-z]*\.?[\s-]+(?<year>\d{2,4})[\s,]+(?<hour>\d{1,2})[:.](?<minute>\d{1,2})([:.](?<second>\d{1,2}))?(\s*(?<half>[AaPp])\.?[Mm]\.?)?\s*(?<zone>[+-]\s*\d{1,2}:?\d{0,2}|[A-Za-z]{1,5})?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Usual { get; }

    [GeneratedRegex(@"(?<month>[A-Za-z]{3})[A-Za-z]*\s+(?<day>\d{1,2}),?\s+((?<year>\d{4})\s+)?(?<hour>\d{1,2}):(?<minute>\d{2})(:(?<second>\d{2}))?\s*(?<zone>[A-Z]{2,5}|[+-]\d{4})?(\s+(?<year>\d{4}))?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex OfTheC { get; }

    /// <summary>The moment a header tells; null when it tells none.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 200)
        {
            return null;
        }

        foreach (var form in new[] { Usual, OfTheC })
        {
            if (form.Match(text) is { Success: true } found && Of(found) is { } moment)
            {
                return moment;
            }
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var other) ? other : null;
    }

    private static DateTimeOffset? Of(Match found)
    {
        int Number(string name) => found.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;
        var month = Array.IndexOf(Months, found.Groups["month"].Value.ToLowerInvariant()) + 1;
        var year = Number("year");
        year += found.Groups["year"].Length switch { 2 => year < 50 ? 2000 : 1900, 3 => 1900, _ => 0 };
        var hour = Number("hour");
        if (found.Groups["half"] is { Success: true } half)
        {
            hour = (hour % 12) + (half.ValueSpan[0] is 'p' or 'P' ? 12 : 0);
        }

        if (month == 0 || year is < 1900 or > 9998 || hour > 24 || Number("minute") > 59 || Number("day") < 1 || Number("day") > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        // A leap second, and 24 o'clock, are the moment after.
        var local = new DateTime(year, month, Number("day"), 0, 0, 0, DateTimeKind.Unspecified).AddHours(hour).AddMinutes(Number("minute")).AddSeconds(Number("second"));
        return new DateTimeOffset(DateTime.SpecifyKind(local - Zone(found.Groups["zone"].Value), DateTimeKind.Utc));
    }

    private static TimeSpan Zone(string zone)
    {
        zone = zone.Replace(" ", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal);
        if (zone.Length > 0 && zone[0] is '+' or '-')
        {
            var digits = zone[1..].PadLeft(zone.Length <= 3 ? 2 : 4, '0').PadRight(4, '0');
            var span = new TimeSpan(int.Parse(digits.AsSpan(0, 2), CultureInfo.InvariantCulture), int.Parse(digits.AsSpan(2, 2), CultureInfo.InvariantCulture), 0);
            return span > TimeSpan.FromHours(24) ? TimeSpan.Zero : zone[0] == '-' ? -span : span;
        }

        return TimeSpan.FromHours(HoursOf.GetValueOrDefault(zone));
    }
}
