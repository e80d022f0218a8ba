namespace ServiceDesk.Domain.Access;

/// <summary>
/// Which addresses and domains the site blocks, and to which domains it limits unknown addresses. Everything is handed in normalised
/// (ASCII, lower case) and compared exactly. <c>*.example.org</c> stands for every domain below example.org, however deep, but not
/// for example.org itself, which is written on its own.
/// </summary>
/// <param name="AllowedDomains">Empty: every domain is allowed.</param>
/// <param name="BlockedDomains">Refused at every door, also where <paramref name="AllowedDomains"/> names them.</param>
/// <param name="BlockedAddresses">Single addresses refused at every door.</param>
public sealed record DomainRules(
    IReadOnlySet<string> AllowedDomains,
    IReadOnlySet<string> BlockedDomains,
    IReadOnlySet<string> BlockedAddresses)
{
    /// <summary>Whether the address is blocked, by itself or by its domain.</summary>
    public bool IsBlocked(string address) => BlockedAddresses.Contains(address) || Names(BlockedDomains, DomainOf(address));

    /// <summary>Whether unknown addresses of the domain are taken, as far as the list of allowed domains is concerned.</summary>
    public bool IsAllowed(string domain) => AllowedDomains.Count == 0 || Names(AllowedDomains, domain);

    /// <summary>The facts with everything in them that these rules say of the address.</summary>
    public DoorFacts AppliedTo(DoorFacts facts, string address)
    {
        var domain = DomainOf(address);

        return facts with
        {
            IsAddressBlocked = BlockedAddresses.Contains(address),
            IsDomainBlocked = Names(BlockedDomains, domain),
            IsDomainAllowed = IsAllowed(domain),
            IsDomainListed = Names(AllowedDomains, domain),
        };
    }

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    private static bool Names(IReadOnlySet<string> domains, string domain)
    {
        if (domains.Count == 0)
        {
            return false;
        }

        if (domains.Contains(domain))
        {
            return true;
        }

        for (var dot = domain.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = domain.IndexOf('.', dot + 1))
        {
            if (domains.Contains("*" + domain[dot..]))
            {
                return true;
            }
        }

        return false;
    }
}
