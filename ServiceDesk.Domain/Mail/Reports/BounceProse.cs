using System.Text.RegularExpressions;
using ServiceDesk.Domain.Mail.Mime;

namespace ServiceDesk.Domain.Mail.Reports;

/// <summary>A report in words: what a mail server writes to people about a message that it could not deliver.</summary>
internal sealed partial class BounceProse
{
    private const int Patience = 10_000; // milliseconds; the texts are short, the machine may be busy
    private const int MostSubject = 1_000;
    private const int MostLetters = 64 * 1024;
    private const int MostRecipients = 500;

    private readonly MimeHeaders _headers;
    private readonly Lazy<(string Said, string Copy)> _pieces;

    /// <summary>Reads a message with this header and text.</summary>
    public BounceProse(MimeHeaders headers, string text)
    {
        _headers = headers;
        _pieces = new(() => Divide(text.Length > MostLetters ? text[..MostLetters] : text));
    }

    /// <summary>Whether the message is such a report.</summary>
    public bool IsBounce
    {
        get
        {
            var isMachine = AddressHeader.Read(_headers.Raw("From")) is [var sender, ..] && BounceWords.Machine.IsMatch($"{sender.Name} {sender.Address}");
            var subject = _headers.Text("Subject") ?? "";
            var isSubject = BounceWords.Subject.IsMatch(subject.AsSpan(0, Math.Min(subject.Length, MostSubject)));
            var isFromNobody = _headers.All("Return-Path").Any(path => path is "<>" or "");
            if ((!isMachine && !isSubject && !isFromNobody) || (!isMachine && _headers.All("Auto-Submitted").Any(value => value.StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase))))
            {
                return false;
            }

            bool IsSaid() => BounceWords.Sentence.IsMatch(Said.ReplaceLineEndings(" "));
            bool IsTold() => BounceWords.Opening.IsMatch(subject.AsSpan(0, Math.Min(subject.Length, MostSubject))) || Copied.Length > 0 || OnLine.IsMatch(Said) || Said.Contains("RCPT TO:<", StringComparison.OrdinalIgnoreCase);
            return isSubject ? isMachine || isFromNobody || (IsSaid() && IsTold()) : isMachine ? isFromNobody || Copied.Length > 0 || IsSaid() : IsSaid();
        }
    }

    /// <summary>Whom it names as not reached.</summary>
    public IReadOnlyList<FailedRecipient> Recipients
    {
        get
        {
            var others = Others();
            var named = _headers.All("X-Failed-Recipients").SelectMany(value => value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)).Select(address => (Address: address.Trim('<', '>'), At: 0)).ToList();
            var found = named.Count > 0 ? named : Named(OnLines(), others) is { Count: > 0 } lines ? lines : Named(AddressesInText.Of(Said), others);
            var isFinal = !BounceWords.NotYet.IsMatch(Said);
            return [.. found.DistinctBy(one => one.Address, StringComparer.OrdinalIgnoreCase).Take(MostRecipients).Select(one =>
                new FailedRecipient(one.Address, StatusCodes.Find(After(one, found)) ?? StatusCodes.Find(Said), isFinal, null))];
        }
    }

    /// <summary>The status code in the words about somebody; null when there is none.</summary>
    public string? StatusOf(string address)
    {
        var at = Said.IndexOf(address, StringComparison.OrdinalIgnoreCase);
        return StatusCodes.Find(at < 0 ? Said : After((address, at), Named(AddressesInText.Of(Said), [])));
    }

    /// <summary>The Message-ID in the copy below the words; null when there is none.</summary>
    public string? OriginalMessageId => IdLine.Match(Copied) is { Success: true } found ? MessageIds.First(found.Groups["id"].Value) : null;

    // What the server says, and the message below it.
    private string Said => _pieces.Value.Said;

    private string Copied => _pieces.Value.Copy;

    // Where the words end and what they are about begins.
    [GeneratedRegex(@"^[ \t>]*(-{2,}[^\n]{0,60}\b(copy|original|returned mail|unsent|message (header|text)|header of|headers?|mensaje|nachricht|message d'origine|attached)\b|(original|returned|unsent) message(?! details)|the (header|body|text) of the|included is a copy|received:[ \t]|return-path:[ \t]|(--- )?below (this|the next) line|message header follows|old message:|a summary of the undelivered|the first \d+ lines)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Copy { get; }

    [GeneratedRegex(@"^[ \t]*(?:[*\x22'<(\[-]|\d{3}[ -]|<<<|RCPT TO:|to:|error-for:|user:|recipient:|\(generated from){0,12}[ \t]{0,20}[\x22'<]{0,3}(?<address>[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(\.[\w-]+)+)[>\x22']*(?:[ \t]*$|[ \t]*:|[ \t]*[.,;)(\]]|[ \t]+(on|does|was|is|unknown|user)\b)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex OnLine { get; }

    [GeneratedRegex(@"^[ \t>]*message-id:[ \t]*(?<id><[^>\n]+>)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex IdLine { get; }

    [GeneratedRegex(@"^(postmaster|mailer-daemon|mailerdaemon|abuse|support|helpdesk|root)@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Staff { get; }

    private static (string Said, string Copy) Divide(string text)
    {
        var end = Copy.Match(text) is { Success: true } copy ? copy.Index : text.Length;
        return (text[..end], text[end..]);
    }

    private IEnumerable<(string Address, int At)> OnLines() => OnLine.Matches(Said).Select(match => (match.Groups["address"].Value, match.Groups["address"].Index));

    private List<(string Address, int At)> Named(IEnumerable<(string Address, int At)> found, HashSet<string> others) =>
        [.. found.Select(one => (Address: one.Address.TrimEnd('.', '\'', '='), one.At))
            .Where(one => !others.Contains(one.Address) && !Staff.IsMatch(one.Address) && !Said.AsSpan(0, one.At).EndsWith("mail from ", StringComparison.OrdinalIgnoreCase)).Take(MostRecipients)];

    // Who gets the report wrote the message, and who writes the report serves.
    private HashSet<string> Others() => new(_headers.Raws("From").Concat(_headers.Raws("To")).Concat(_headers.Raws("Reply-To")).SelectMany(AddressHeader.Read).Select(person => person.Address), StringComparer.OrdinalIgnoreCase);

    // Up to where the next one is named.
    private string After((string Address, int At) who, List<(string Address, int At)> found)
    {
        var next = found.Where(one => one.At > who.At && !string.Equals(one.Address, who.Address, StringComparison.OrdinalIgnoreCase)).Select(one => one.At).DefaultIfEmpty(Said.Length).Min();
        return Said[Math.Min(who.At, Said.Length)..Math.Min(next, Said.Length)];
    }
}
