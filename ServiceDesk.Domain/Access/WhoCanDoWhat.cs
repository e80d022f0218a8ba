namespace ServiceDesk.Domain.Access;

/// <summary>"Who can do what right now" of a desk's People page, answered by the rule book itself (design.md 2.2).</summary>
public static class WhoCanDoWhat
{
    private static readonly DoorFacts Stranger = new()
    {
        Standing = AddressStanding.Unknown,
        IsDomainAllowed = true,
        IsMailAuthenticated = true,
    };

    private static readonly DoorFacts WithAccount = Stranger with { Standing = AddressStanding.Account };

    private static readonly DoorFacts Listed = WithAccount with { IsOnList = true };

    private static readonly (Door Door, DoorRole Role, DoorFacts Facts)[] Questions =
    [
        (Door.SignUpForm, DoorRole.Stranger, Stranger),
        (Door.Email, DoorRole.Stranger, Stranger),
        (Door.PortalReading, DoorRole.Customer, WithAccount),
        (Door.PortalWriting, DoorRole.Customer, WithAccount),
        (Door.PortalReading, DoorRole.Customer, Listed),
        (Door.PortalWriting, DoorRole.Customer, Listed),
        (Door.Invitation, DoorRole.Agent, Stranger),
        (Door.Invitation, DoorRole.DeskAdministrator, Stranger),
        (Door.SilentAdd, DoorRole.DeskAdministrator, Stranger),
    ];

    /// <summary>The rows for a desk with these settings, always the same ones in the same order; for people no block or domain list speaks of.</summary>
    public static IReadOnlyList<AccessRow> RightNow(DoorSettings settings) =>
    [
        .. Questions.Select(q => new AccessRow(
            q.Door,
            q.Role,
            q.Facts.Standing,
            q.Facts.IsOnList,
            RuleBook.Decide(q.Door, q.Role, q.Facts, settings))),
    ];
}
