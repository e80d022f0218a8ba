using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ServiceDesk.Domain.Vocabulary;

/// <summary>
/// A mail address somebody typed, checked to be one. Two are equal when their normalised forms are: the local part ASCII-lower-cased,
/// the domain in IDNA ASCII and lower case (design.md 1). At most 254 characters; never contains white space, control or quoting characters.
/// </summary>
public sealed class EmailAddress : IEquatable<EmailAddress>
{
    /// <summary>The longest address, in characters (RFC 5321 4.5.3.1.3, less the angle brackets).</summary>
    public const int MostCharacters = 254;

    private const int MostLocalCharacters = 64;
    private static readonly IdnMapping Idna = new() { UseStd3AsciiRules = true };

    private EmailAddress(string typed, string local, string domain)
    {
        Typed = typed;
        Normalized = LowerAscii(local) + "@" + domain;
        Domain = domain;
    }

    /// <summary>As it was typed, trimmed.</summary>
    public string Typed { get; }

    /// <summary>The form that is compared and indexed.</summary>
    public string Normalized { get; }

    /// <summary>The domain in IDNA ASCII, lower case.</summary>
    public string Domain { get; }

    /// <summary>Reads an address; false for anything that is not exactly one.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = null;
        var typed = text?.Trim(' ') ?? "";
        var at = typed.LastIndexOf('@');

        if (typed.Length > MostCharacters || at is < 1 or > MostLocalCharacters || at == typed.Length - 1)
        {
            return false;
        }

        var local = typed[..at];
        if (!IsLocalPart(local) || AsciiDomain(typed[(at + 1)..]) is not { } domain)
        {
            return false;
        }

        address = new EmailAddress(typed, local.Normalize(NormalizationForm.FormC), domain);
        return true;
    }

    /// <summary>Reads an address that is known to be one, such as a stored one; throws <see cref="FormatException"/> otherwise.</summary>
    public static EmailAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException("Not a mail address.");

    /// <summary>Those of some texts that are addresses.</summary>
    public static IEnumerable<EmailAddress> Among(IEnumerable<string> texts) => texts.Select(text => TryParse(text, out var address) ? address : null).OfType<EmailAddress>();

    /// <inheritdoc/>
    public bool Equals(EmailAddress? other) => other is not null && Normalized == other.Normalized;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EmailAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => Normalized.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Typed;

    private static bool IsLocalPart(string local) =>
        local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
        && local.All(c => c > ' ' && c != '\u007f' && !char.IsControl(c) && !char.IsWhiteSpace(c) && !char.IsSurrogate(c)
            && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format && !"\"(),:;<>@[\\]".Contains(c, StringComparison.Ordinal));

    private static string? AsciiDomain(string domain)
    {
        try
        {
            var ascii = LowerAscii(Idna.GetAscii(domain));
            return ascii.Contains('.', StringComparison.Ordinal) && ascii[^1] != '.' && ascii.Length <= 253 ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null; // the framework's one way of saying that this is no host name
        }
    }

    private static string LowerAscii(string text) =>
        string.Create(text.Length, text, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = from[i] is >= 'A' and <= 'Z' ? (char)(from[i] | 0x20) : from[i];
            }
        });
}
