using System.Text.RegularExpressions;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>The addresses a person has or had: in what is told to them, everybody else's are left out.</summary>
/// <param name="texts">Addresses, and texts in which they stand.</param>
internal sealed class OwnAddresses(IEnumerable<string> texts)
{
    private const string LeftOut = "…";

    // No full stop at the end: that one is the sentence's.
    private static readonly Regex Address = new(@"[^\s@""(),:;<>\[\]„“”«»]+@[^\s@""(),:;<>\[\]„“”«»]*[^\s@""(),:;<>\[\]„“”«».…!?]", RegexOptions.NonBacktracking);

    private readonly HashSet<string> _own = [.. texts.SelectMany(text => Address.Matches(text)).Select(match => Compared(match.Value))];

    /// <summary>The text with an ellipsis in place of each address of somebody else.</summary>
    public string In(string text) => Address.Replace(text, match => _own.Contains(Compared(match.Value)) ? match.Value : LeftOut);

    private static string Compared(string written) => EmailAddress.TryParse(written, out var address) ? address.Normalized : written;
}
