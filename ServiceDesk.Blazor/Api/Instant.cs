using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceDesk.Blazor.Api;

/// <summary>An instant as a parameter of an address: ISO 8601 with date, time and zone, so that nobody guesses at the zone or at what is the month.</summary>
/// <param name="At">The instant.</param>
internal readonly partial record struct Instant(DateTimeOffset At) : IParsable<Instant>
{
    public static Instant Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var found) ? found : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Instant result)
    {
        var isInstant = DateTimeOffset.TryParse(s, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && Written().IsMatch(s!);
        result = isInstant ? new(at) : default;
        return isInstant;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();
}
