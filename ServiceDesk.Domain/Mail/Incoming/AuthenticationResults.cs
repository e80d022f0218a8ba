using System.Text;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>What a mail server that is believed says of whether a mail is its writer's.</summary>
public enum MailProof
{
    /// <summary>Nothing that counts either way: no server is believed, or it found nothing to check.</summary>
    None,

    /// <summary>It is from the writer's domain.</summary>
    Passed,

    /// <summary>It is not, or did not pass that server at all.</summary>
    Failed,
}

/// <summary>
/// Reads Authentication-Results (RFC 8601) of the one server that is believed: of its fields the topmost, which that server wrote last; all
/// others anybody can have written.
/// </summary>
internal static class AuthenticationResults
{
    private const int MostCharacters = 20_000;

    // What stands before a country where its registry gives out names one level down.
    private static readonly HashSet<string> RegistryWords = new(
        ["ac", "asso", "co", "com", "edu", "firm", "gen", "go", "gob", "gouv", "gov", "govt", "gv", "info", "ltd", "me", "mil", "ne", "net", "nhs", "nom", "or", "org", "plc", "sch"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What the believed server says.</summary>
    /// <param name="fields">The fields, from the top.</param>
    /// <param name="trustedServer">Its name; null when none is believed.</param>
    /// <param name="domain">The domain of the writer's address.</param>
    public static MailProof Of(IEnumerable<string> fields, string? trustedServer, string domain)
    {
        if (trustedServer is null)
        {
            return MailProof.None;
        }

        var own = fields.Select(Read).FirstOrDefault(read => string.Equals(read.Server, trustedServer, StringComparison.OrdinalIgnoreCase));
        return own.Results is null ? MailProof.Failed : Judge(own.Results, domain);
    }

    // DMARC is about the writer's address itself. Without it, a signature or the envelope counts where it is of the writer's domain, or of one
    // above it, whose owner decides what the writer's domain is. One below shows nothing: its owner may have no more than a place at a shared
    // host. DMARC accepts it where both belong to one organisation, which takes a list of all public suffixes to know; so do two beside each other.
    private static MailProof Judge(IReadOnlyList<Result> results, string domain)
    {
        if (results.FirstOrDefault(result => result is { Method: "dmarc", Word: "pass" or "fail" or "reject" or "quarantine" }) is { } dmarc)
        {
            return dmarc.Word == "pass" ? MailProof.Passed : MailProof.Failed;
        }

        if (results.Any(result => result.Word == "pass" && IsOf(domain, DomainIn(result))))
        {
            return MailProof.Passed;
        }

        return results.Any(result => result.Method is "spf" or "dkim" && result.Word is "fail" or "hardfail" or "policy") ? MailProof.Failed : MailProof.None;
    }

    private static string? DomainIn(Result result) => result.Method switch
    {
        "dkim" => result.Properties.GetValueOrDefault("header.d") ?? AfterAt(result.Properties.GetValueOrDefault("header.i")),
        "spf" => AfterAt(result.Properties.GetValueOrDefault("smtp.mailfrom")),
        _ => null,
    };

    private static string? AfterAt(string? address) => address?[(address.LastIndexOf('@') + 1)..];

    private static bool IsOf(string domain, string? proved) => proved is not null
        && (string.Equals(proved, domain, StringComparison.OrdinalIgnoreCase)
            || (!IsRegistry(proved) && domain.EndsWith("." + proved, StringComparison.OrdinalIgnoreCase)));

    // Under which names are given to anybody: a signature of such a one is no word of theirs.
    private static bool IsRegistry(string domain) => domain.Split('.') switch
    {
        [_] => true,
        [var second, { Length: 2 }] => RegistryWords.Contains(second),
        _ => false,
    };

    private static (string Server, IReadOnlyList<Result>? Results) Read(string field)
    {
        var parts = Parts(field.Length > MostCharacters ? field[..MostCharacters] : field);
        var server = parts[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var name, ..] ? name : "";
        return (server, [.. parts.Skip(1).Select(ReadResult).OfType<Result>()]);
    }

    private static Result? ReadResult(string part)
    {
        var words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var first, ..] || first.Split('=', 2) is not [var method, var word])
        {
            return null;
        }

        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in words.Skip(1).Select(text => text.Split('=', 2)).Where(pair => pair.Length == 2))
        {
            properties.TryAdd(pair[0], pair[1].Trim('"'));
        }

        return new Result(method.Split('/')[0].ToLowerInvariant(), word.ToLowerInvariant(), properties);
    }

    // What stands in comments or quotes is no result, however it looks: parts of addresses stand there, which a stranger chose.
    private static List<string> Parts(string field)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var (depth, isQuoted) = (0, false);
        for (var i = 0; i < field.Length; i++)
        {
            var c = field[i];
            if (c == '\\' && (depth > 0 || isQuoted))
            {
                i++;
            }
            else if (c == '"' && depth == 0)
            {
                isQuoted = !isQuoted;
            }
            else if (isQuoted)
            {
                part.Append(c is ';' or '=' || char.IsWhiteSpace(c) ? '_' : c);
            }
            else if (c is '(' or ')')
            {
                depth = Math.Max(0, depth + (c == '(' ? 1 : -1));
            }
            else if (depth == 0 && c == ';')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else if (depth == 0)
            {
                part.Append(c);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }

    private sealed record Result(string Method, string Word, IReadOnlyDictionary<string, string> Properties);
}
