using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Collectors;

/// <summary>What a desk's administrators choose about a collector.</summary>
/// <param name="Name">What the desk calls it.</param>
/// <param name="RequestTypeId">As which type requests are raised; null for the first that the desk offers.</param>
/// <param name="Origins">The origins whose pages may use it, however they are separated.</param>
public sealed record CollectorForm(string Name, Guid? RequestTypeId, string Origins)
{
    /// <summary>Whether visitors are asked for their name.</summary>
    public bool AsksName { get; init; } = true;

    /// <summary>Whether there is a field for a longer description.</summary>
    public bool AsksDescription { get; init; } = true;

    /// <summary>Whether visitors may send files.</summary>
    public bool TakesFiles { get; init; } = true;

    /// <summary>Whether the page's address and the like are offered to be sent along.</summary>
    public bool OffersContext { get; init; } = true;

    /// <summary>Whether the script shows a button of its own.</summary>
    public bool HasButton { get; init; } = true;

    /// <summary>The dialog's heading; empty for the usual one.</summary>
    public string Title { get; init; } = "";

    /// <summary>What stands under it; empty for nothing.</summary>
    public string Intro { get; init; } = "";

    /// <summary>What is said once a request was taken; empty for the usual words.</summary>
    public string Thanks { get; init; } = "";

    /// <summary>What stands on the button; empty for the usual word.</summary>
    public string ButtonText { get; init; } = "";

    /// <summary>The colour of its buttons, as <c>#rrggbb</c>.</summary>
    public string Colour { get; init; } = CollectorColour.Usual;

    /// <summary>The address of whose the requests are that the desk would refuse; empty for none.</summary>
    public string DefaultReporter { get; init; } = "";

    /// <summary>The most requests taken in a day.</summary>
    public int DailyCap { get; init; } = Collector.UsualCap;

    /// <summary>As it was read; 0 for a new one.</summary>
    public int Version { get; init; }

    private string CleanName => CleanText.Line(Name);

    private string[] Texts => [CleanText.Line(Title), CleanText.Lines(Intro), CleanText.Lines(Thanks), CleanText.Line(ButtonText)];

    internal Refusal? WhyNot
    {
        get
        {
            var origins = CollectorOrigins.Split(Origins);
            return this switch
            {
                { CleanName.Length: 0 } => new CollectorNameIsMissing(),
                { CleanName.Length: > Collector.MostNameCharacters } => new TooLong(Collector.MostNameCharacters),
                { Origins.Length: > Collector.MostOriginsCharacters } => new TooLong(Collector.MostOriginsCharacters),
                _ when Array.Exists(Texts, text => text.Length > Collector.MostTextCharacters) => new TooLong(Collector.MostTextCharacters),
                _ when Array.Find(origins, origin => CollectorOrigins.Read(origin) is null) is { } wrong => new NotAnOrigin(CleanText.Line(wrong)),
                _ when CollectorColour.Read(Colour) is null => new NotAColour(),
                _ when DailyCap is < 1 or > Collector.HighestCap => new CapIsOutOfRange(Collector.HighestCap),
                _ => null,
            };
        }
    }

    internal static CollectorForm Of(Collector collector, string defaultReporter) => new(collector.Name, collector.RequestTypeId, collector.AllowedOrigins)
    {
        AsksName = collector.AsksName,
        AsksDescription = collector.AsksDescription,
        TakesFiles = collector.TakesFiles,
        OffersContext = collector.OffersContext,
        HasButton = collector.HasButton,
        Title = collector.Title,
        Intro = collector.Intro,
        Thanks = collector.Thanks,
        ButtonText = collector.ButtonText,
        Colour = collector.Colour,
        DefaultReporter = defaultReporter,
        DailyCap = collector.DailyCap,
        Version = collector.Version,
    };

    internal void To(Collector collector)
    {
        (collector.Name, collector.RequestTypeId, collector.DailyCap) = (CleanName, RequestTypeId, DailyCap);
        (collector.AsksName, collector.AsksDescription, collector.TakesFiles, collector.OffersContext, collector.HasButton) = (AsksName, AsksDescription, TakesFiles, OffersContext, HasButton);
        (collector.Title, collector.Intro, collector.Thanks, collector.ButtonText) = (Texts[0], Texts[1], Texts[2], Texts[3]);
        collector.Colour = CollectorColour.Read(Colour)!;
        collector.AllowedOrigins = string.Join('\n', CollectorOrigins.Split(Origins).Select(origin => CollectorOrigins.Read(origin)!).Distinct(StringComparer.Ordinal));
    }
}

/// <summary>The colour of a collector's buttons.</summary>
public static class CollectorColour
{
    /// <summary>The one it has unless somebody chooses another.</summary>
    public const string Usual = "#1f5fbf";

    /// <summary>A colour in small letters; null for what is none.</summary>
    public static string? Read(string? typed) =>
        typed?.Trim() is ['#', .. { Length: 6 } digits] && digits.All(char.IsAsciiHexDigit) ? $"#{digits.ToLowerInvariant()}" : null;

    /// <summary>Whether white letters on it are easier to read than black ones (WCAG relative luminance).</summary>
    public static bool WantsWhiteText(string colour)
    {
        double Channel(int at)
        {
            var c = Convert.ToInt32(colour.Substring(at, 2), 16) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }

        var luminance = (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
        return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05;
    }
}

/// <summary>The web sites that may use a collector, as browsers name them in <c>Origin</c>: compared exactly, without wild cards.</summary>
public static class CollectorOrigins
{
    /// <summary>What was typed, one by one.</summary>
    public static string[] Split(string typed) => typed.Split((char[]?)[' ', '\t', '\r', '\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>An origin as browsers write it; null for what is none. A path or a log-in in it is none.</summary>
    public static string? Read(string typed) =>
        Uri.TryCreate(typed.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0 && uri.PathAndQuery == "/" && uri.Fragment.Length == 0
            && uri.Host.Length > 0 && !uri.Host.Contains('*', StringComparison.Ordinal)
            ? $"{uri.Scheme}://{(uri.HostNameType is UriHostNameType.IPv6 ? uri.Host : uri.IdnHost)}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}"
            : null;
}
