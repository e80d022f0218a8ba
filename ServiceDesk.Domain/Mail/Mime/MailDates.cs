using System.Globalization;
using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Dates of mail (RFC 5322, 3.3 and its obsolete forms), and what programs write in their place.</summary>
internal static class MailDates
{
    private const int MostLetters = 300;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    // The zones that mail names by letters, in hours east of Greenwich.
    private static readonly Dictionary<string, double> HoursOf =
        ("EDT -4 EST -5 EST5EDT -5 CDT -5 CST -6 MDT -6 MST -7 PDT -7 PST -8 AKST -9 HST -10 BRT -3 WEST 1 BST 1 CET 1 MET 1 CEST 2 MEST 2 EET 2 SAST 2 "
        + "EEST 3 MSK 3 IST 5.5 HKT 8 SGT 8 JST 9 KST 9 AEST 10 NZST 12")
        .Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);

    /// <summary>The moment a header tells; null when it tells none.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MostLetters)
        {
            return null;
        }

        var words = WordsOf(text);
        for (var at = 0; at + 2 < words.Count; at++)
        {
            var (isMonthFirst, isMonthNext) = (MonthOf(words[at]) > 0, MonthOf(words[at + 1]) > 0);
            if (isMonthNext && Number(words[at]) is { } day && Number(words[at + 2]) is { } year)
            {
                return Of(YearOf(year, words[at + 2].Length), MonthOf(words[at + 1]), day, words[(at + 3)..]);
            }

            // As the C library writes it: Mon Jan 2 15:04:05 2006.
            if (isMonthFirst && Number(words[at + 1]) is { } later && words[(at + 2)..].Find(word => word.Length == 4 && Number(word) is not null) is { } last)
            {
                return Of(Number(last)!.Value, MonthOf(words[at]), later, words[(at + 2)..].Where(word => word != last).ToList());
            }
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var other) && text.Any(char.IsDigit) && text.Contains('-', StringComparison.Ordinal) ? other : null;
    }

    // Without comments; a date between dashes is three words.
    private static List<string> WordsOf(string text)
    {
        var bare = new StringBuilder();
        var depth = 0;
        foreach (var letter in text)
        {
            depth = letter switch { '(' => depth + 1, ')' => Math.Max(0, depth - 1), _ => depth };
            bare.Append(depth == 0 && letter is not (')' or ',' or ';') ? letter : ' ');
        }

        return [.. bare.ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word => word.IndexOf('-', 1) > 0 && word.Any(char.IsLetter) && char.IsDigit(word[0]) ? word.Split('-', StringSplitOptions.RemoveEmptyEntries) : [word])];
    }

    private static DateTimeOffset? Of(int year, int month, int day, List<string> rest)
    {
        var at = rest.FindIndex(word => word.Contains(':', StringComparison.Ordinal) || word.Count(letter => letter == '.') == 2);
        if (at < 0 || year is < 1900 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        var (clock, half) = ClockOf(rest[at], rest.ElementAtOrDefault(at + 1));
        if (clock is not { } time)
        {
            return null;
        }

        // A leap second, and 24 o'clock, are the moment after.
        var local = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) + time;
        var zone = rest.Skip(half ? at + 2 : at + 1).Select(ZoneOf).FirstOrDefault(span => span is not null) ?? ZoneOf(After(rest[at])) ?? TimeSpan.Zero;
        return new DateTimeOffset(local - zone);
    }

    private static (TimeSpan? Time, bool HasHalf) ClockOf(string word, string? next)
    {
        var end = word.IndexOfAny(['+', '-', 'Z']);
        var isHalf = next?.ToUpperInvariant() is "AM" or "PM" or "A.M." or "P.M.";
        var half = isHalf ? next! : word.EndsWith("pm", StringComparison.OrdinalIgnoreCase) ? "PM" : word.EndsWith("am", StringComparison.OrdinalIgnoreCase) ? "AM" : null;
        var parts = (end > 0 ? word[..end] : word).TrimEnd('a', 'p', 'm', 'A', 'P', 'M').Split([':', '.']);
        if (parts.Length < 2 || Number(parts[0]) is not { } hour || Number(parts[1]) is not { } minute || hour > 24 || minute > 59)
        {
            return (null, false);
        }

        var second = parts.Length > 2 ? Number(parts[2]) : 0;
        hour = half is null ? hour : (hour % 12) + (half[0] is 'P' or 'p' ? 12 : 0);
        return second is null or > 60 ? (null, false) : (new TimeSpan(hour, minute, second.Value), isHalf);
    }

    private static string After(string word) => word.IndexOfAny(['+', '-']) is > 0 and var sign ? word[sign..] : "";

    private static TimeSpan? ZoneOf(string word)
    {
        if (HoursOf.TryGetValue(word, out var hours))
        {
            return TimeSpan.FromHours(hours);
        }

        var sign = word.StartsWith("GMT", StringComparison.OrdinalIgnoreCase) || word.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) ? word[3..] : word;
        var digits = sign.Replace(":", "", StringComparison.Ordinal);
        if (digits.Length is < 2 or > 5 || digits[0] is not ('+' or '-') || Number(digits[1..]) is not { } number)
        {
            return word.ToUpperInvariant() is "GMT" or "UT" or "UTC" or "Z" ? TimeSpan.Zero : null;
        }

        var span = digits.Length <= 3 ? TimeSpan.FromHours(number) : new TimeSpan(number / 100, number % 100, 0);
        return span > TimeSpan.FromHours(24) ? TimeSpan.Zero : digits[0] == '-' ? -span : span;
    }

    private static int YearOf(int year, int digits) => digits switch { 2 => year + (year < 50 ? 2000 : 1900), 3 => year + 1900, _ => year };

    private static int MonthOf(string word) => word.Length >= 3 && char.IsLetter(word[0]) ? Array.IndexOf(Months, word[..3].ToLowerInvariant()) + 1 : 0;

    private static int? Number(string word) => word.Length is > 0 and <= 4 && word.All(char.IsAsciiDigit) ? int.Parse(word, CultureInfo.InvariantCulture) : null;
}
