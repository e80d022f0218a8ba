using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>One address out of a pasted text.</summary>
/// <param name="Typed">What stood there, shortened when it is long.</param>
/// <param name="Address">The address; null when it is none.</param>
/// <param name="Name">The name that stood beside it; null when none did.</param>
public sealed record TypedAddress(string Typed, EmailAddress? Address, string? Name = null)
{
    private const int MostShown = 120;

    internal static TypedAddress Of(string typed, string? name = null)
    {
        var bare = Bare(typed);
        var isAddress = EmailAddress.TryParse(bare, out var address);
        var line = OneLine.Of(isAddress ? bare : typed);
        return new TypedAddress(line.Length <= MostShown || isAddress ? line : line[..MostShown], address, isAddress ? NameOf(name, bare) : null);
    }

    private static string Bare(string typed)
    {
        var bare = typed.Trim().Trim('<', '>', '(', ')', '[', ']', '"').TrimEnd('.', ':');
        return bare.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? bare["mailto:".Length..] : bare;
    }

    private static string? NameOf(string? typed, string address)
    {
        var name = OneLine.Of(typed).Trim('"', '\'', ' ');
        return name.Length is 0 or > Account.MostNameCharacters || name == address ? null : name;
    }
}
