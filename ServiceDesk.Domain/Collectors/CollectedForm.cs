using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Collectors;

/// <summary>What a host's page posted, as it came: anything may be in it.</summary>
public sealed record CollectedForm
{
    /// <summary>The most names and values sent along.</summary>
    public const int MostContext = 30;

    private const int MostContextName = 60;
    private const int MostContextValue = 1_000;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Made with the form; the request's id, so that a form sent twice raises one request.</summary>
    public Guid Id { get; init; }

    /// <summary>What the host's server signed; null or empty for nothing.</summary>
    public string? Token { get; init; }

    /// <summary>The address as typed; asked for only without a token.</summary>
    public string? Address { get; init; }

    /// <summary>The name as typed.</summary>
    public string? FullName { get; init; }

    /// <summary>One line; needed.</summary>
    public string? Summary { get; init; }

    /// <summary>May be empty.</summary>
    public string? Description { get; init; }

    /// <summary>What the visitor let be sent along: a JSON object of texts.</summary>
    public string? Context { get; init; }

    /// <summary>The answer to the challenge; needed without a token.</summary>
    public ChallengeAnswer? Answer { get; init; }

    /// <summary>The language spoken to the visitor.</summary>
    public string? Language { get; init; }

    /// <summary>The files, read to their ends.</summary>
    public IReadOnlyList<CollectedFile> Files { get; init; } = [];

    internal string CleanSummary => CleanText.Line(Summary);

    internal string CleanDescription => CleanText.Lines(Description);

    internal string CleanName => OneLine.Of(FullName);

    /// <summary>What was sent along as it is kept; null when it cannot be read.</summary>
    internal string? CleanContext()
    {
        if (string.IsNullOrWhiteSpace(Context))
        {
            return "";
        }

        try
        {
            using var json = JsonDocument.Parse(Context, new JsonDocumentOptions { MaxDepth = 2 });
            var pairs = json.RootElement.EnumerateObject().Take(MostContext + 1).ToList();
            return pairs.Count > MostContext || pairs.Exists(pair => pair.Value.ValueKind is not JsonValueKind.String)
                ? null
                : JsonSerializer.Serialize(Distinct(pairs), Readable);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // no object, too deep, or no JSON at all
        }
    }

    /// <summary>What was sent along, from how it is kept.</summary>
    internal static IReadOnlyDictionary<string, string> ReadContext(string kept) => kept.Length == 0 ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(kept)!;

    /// <summary>What is wrong with it, apart from who it is of; null when nothing is.</summary>
    internal Refusal? WhyNot(Collector collector, RequestOptions most) => this switch
    {
        _ when Id == Guid.Empty || CleanContext() is null => new PostIsNotReadable(),
        { CleanSummary.Length: 0 } => new SummaryIsMissing(),
        { CleanSummary.Length: > Request.MostSummaryCharacters } => new SummaryIsTooLong(Request.MostSummaryCharacters),
        { CleanDescription.Length: > Request.MostTextCharacters } => new TextIsTooLong(Request.MostTextCharacters),
        { CleanName.Length: > Account.MostNameCharacters } => new TooLong(Account.MostNameCharacters),
        { Files.Count: > 0 } when !collector.TakesFiles => new FilesAreNotTaken(),
        { Files.Count: var count } when count > most.AttachmentsPerMessage => new TooManyFiles(most.AttachmentsPerMessage),
        _ => null,
    };

    private static Dictionary<string, string> Distinct(IEnumerable<JsonProperty> pairs)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            kept.TryAdd(Cut(CleanText.Line(pair.Name), MostContextName), Cut(CleanText.Line(pair.Value.GetString()), MostContextValue));
        }

        return kept;
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}

/// <summary>A file that was posted.</summary>
/// <param name="Name">Its name as stated.</param>
/// <param name="ContentType">The media type stated.</param>
/// <param name="Content">Its content.</param>
public sealed record CollectedFile(string? Name, string? ContentType, MailSpool Content)
{
    private const int MostContentTypeCharacters = 127;

    internal string CleanName => CleanText.FileName(Name);

    internal string CleanContentType => CleanText.Line(ContentType) is { Length: <= MostContentTypeCharacters } type ? type : "";
}

/// <summary>What became of a post.</summary>
/// <param name="Key">The request's key; null when it waits for the address to be proved.</param>
public sealed record Collected(string? Key);
