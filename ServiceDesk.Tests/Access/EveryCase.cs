using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

/// <summary>
/// The whole product of door, role, facts and settings. It has five thousand million cases, so a door's cases combine in every way
/// only what that door looks at; that it looks at nothing else is a test of its own (<see cref="WhatADoorLooksAtTests"/>).
/// </summary>
internal static class EveryCase
{
    private static readonly Flag<DoorFacts>[] Always = [Facts.Person, Facts.AddressBlocked, Facts.DomainBlocked, Facts.DomainAllowed];

    private static readonly Dictionary<Door, (Flag<DoorFacts>[] Facts, Flag<DoorSettings>[] Switches)> LooksAt = new()
    {
        [Door.SignUpForm] = ([Facts.Invited, Facts.DomainListed], [.. Switches.OfDesk, Switches.Verifies, Switches.Approval]),
        [Door.SignUpLink] = ([Facts.LoggedInAs], [.. Switches.OfDesk, Switches.Approval]),
        [Door.ForgottenPassword] = ([Facts.Party], []),
        [Door.PortalReading] = ([], [Switches.Access, Switches.Archived]),
        [Door.PortalWriting] = ([], [Switches.Access, Switches.Archived]),
        [Door.Email] = ([Facts.Party, Facts.Authenticated], [.. Switches.OfDesk, Switches.Approval]),
        [Door.Invitation] = ([], [.. Switches.OfDesk, Switches.AgentsCreate, Switches.AgentsInvite]),
        [Door.AcceptInvitation] = ([Facts.LoggedInAs, Facts.Usable], [Switches.Archived]),
        [Door.SilentAdd] = ([], [Switches.PublicSignup, Switches.Archived]),
        [Door.Import] = ([], [Switches.PublicSignup, Switches.Archived]),
        [Door.OnBehalf] = ([], [.. Switches.OfDesk, Switches.AgentsCreate, Switches.AgentsInvite]),
        [Door.Participant] = ([], [.. Switches.OfDesk, Switches.Participants]),
        [Door.CollectorSigned] = ([], [.. Switches.OfDesk, Switches.Vouches]),
        [Door.CollectorUnsigned] = ([], [Switches.Archived]),
        [Door.SiteRegistration] = ([Facts.Invited, Facts.DomainListed], [.. Switches.OfSite, Switches.Verifies]),
        [Door.SiteRegistrationLink] = ([Facts.LoggedInAs], Switches.OfSite),
    };

    public static IReadOnlyList<Door> Doors { get; } = Enum.GetValues<Door>();

    /// <summary>The doors of a desk: all but the site's own.</summary>
    public static IReadOnlyList<Door> OfDesk { get; } =
        [.. Doors.Except([Door.ForgottenPassword, Door.SiteRegistration, Door.SiteRegistrationLink])];

    /// <summary>The forms on which anybody may type any address.</summary>
    public static IReadOnlyList<Door> WhereAddressesAreTyped { get; } =
        [Door.SignUpForm, Door.ForgottenPassword, Door.CollectorUnsigned, Door.SiteRegistration];

    public static IReadOnlyList<Flag<DoorFacts>> FactsOf(Door door) => [.. Always, .. LooksAt[door].Facts];

    public static IReadOnlyList<Flag<DoorSettings>> SwitchesOf(Door door) => LooksAt[door].Switches;

    public static IEnumerable<DoorCase> At(params IEnumerable<Door> doors) =>
        from door in doors
        let everyFacts = FactsOf(door).Aggregate<Flag<DoorFacts>, IEnumerable<DoorFacts>>([Facts.Plain], (all, flag) => flag.Of(all)).Distinct().ToList()
        let everySettings = SwitchesOf(door).Aggregate<Flag<DoorSettings>, IEnumerable<DoorSettings>>([new()], (all, flag) => flag.Of(all)).ToList()
        from role in Enum.GetValues<DoorRole>()
        from facts in everyFacts
        from settings in everySettings
        select new DoorCase(door, role, facts, settings);
}
