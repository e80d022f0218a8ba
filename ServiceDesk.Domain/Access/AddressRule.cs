using System.Globalization;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Access;

/// <summary>One line of the site's address rules (design.md 2.2).</summary>
public sealed class AddressRule
{
    private const string Below = "*.";
    private static readonly IdnMapping Idna = new() { UseStd3AsciiRules = true };

    /// <summary>What the line says.</summary>
    public required AddressRuleKind Kind { get; init; }

    /// <summary>A normalised address, a domain, or <c>*.</c> and a domain for its sub-domains.</summary>
    public required string Value { get; init; }

    /// <summary>
    /// Reads a typed line as it is compared: an address normalised, a domain in IDNA ASCII and lower case, sub-domains as <c>*.example.org</c>;
    /// an @ before a domain is left out. Null when it is no such line.
    /// </summary>
    public static string? Read(AddressRuleKind kind, string typed)
    {
        if (kind is AddressRuleKind.BlockedAddress)
        {
            return EmailAddress.TryParse(typed, out var address) ? address.Normalized : null;
        }

        var domain = typed.StartsWith('@') ? typed[1..] : typed;

        // Below a domain there is another label, so that a whole top level can be meant too.
        var isBelow = domain.StartsWith(Below, StringComparison.Ordinal);
        return EmailAddress.TryParse($"x@{(isBelow ? $"x.{domain[Below.Length..]}" : domain)}", out var at)
            ? isBelow ? Below + at.Domain["x.".Length..] : at.Domain
            : null;
    }

    /// <summary>The line as people write it: an internationalised domain in its own letters. What is no such domain stays as it is.</summary>
    public static string Shown(string value)
    {
        // Labels only: an address and a star are no part of a host name.
        var domain = Math.Max(value.LastIndexOf('@') + 1, value.StartsWith(Below, StringComparison.Ordinal) ? Below.Length : 0);
        try
        {
            return value[..domain] + Idna.GetUnicode(value[domain..]);
        }
        catch (ArgumentException)
        {
            return value; // the framework's one way of saying that this is no host name
        }
    }
}

/// <summary>What an address rule says.</summary>
public enum AddressRuleKind
{
    /// <summary>Unknown addresses must be of one of these domains.</summary>
    AllowedDomain,

    /// <summary>Addresses of this domain are refused at every door.</summary>
    BlockedDomain,

    /// <summary>This address is refused at every door.</summary>
    BlockedAddress,
}
