using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

/// <summary>
/// The whole product of door, role, facts and settings. It has five thousand million cases, so a door's cases combine in every way
/// only what that door looks at; that it looks at nothing else is a test of its own (<see cref="WhatADoorLooksAtTests"/>).
/// </summary>
internal static class EveryCase
{
    private static readonly Flag<DoorFacts>[] Always = [Facts.Person, Facts.AddressBlocked, Facts.DomainBlocked];

    private static readonly Dictionary<Door, (Flag<DoorFacts>[] Facts, Flag<DoorSettings>[] Switches)> LooksAt = new()
    {
        [Door.SignUpForm] = ([Facts.DomainAllowed, Facts.Invited, Facts.DomainListed], [.. Switches.OfDesk, Switches.Verifies, Switches.Approval]),
        [Door.SignUpLink] = ([Facts.DomainAllowed, Facts.LoggedInAs], [.. Switches.OfDesk, Switches.Approval]),
        [Door.ForgottenPassword] = ([Facts.Party], []),
        [Door.PortalReading] = ([Facts.Held], [Switches.Access, Switches.Archived, Switches.Approval]),
        [Door.PortalWriting] = ([Facts.Held], [Switches.Access, Switches.Archived, Switches.Approval]),
        [Door.Email] = ([Facts.DomainAllowed, Facts.Party, Facts.Held, Facts.Authenticated], [.. Switches.OfDesk, Switches.Approval]),
        [Door.Invitation] = ([Facts.DomainAllowed], [.. Switches.OfDesk, Switches.AgentsCreate, Switches.AgentsInvite]),
        [Door.AcceptInvitation] = ([Facts.LoggedInAs, Facts.Usable], [Switches.Archived]),
        [Door.SilentAdd] = ([Facts.DomainAllowed], [Switches.PublicSignup, Switches.Archived]),
        [Door.Import] = ([Facts.DomainAllowed], [Switches.PublicSignup, Switches.Archived]),
        [Door.OnBehalf] = ([Facts.DomainAllowed], [.. Switches.OfDesk, Switches.AgentsCreate, Switches.AgentsInvite]),
        [Door.Participant] = ([Facts.DomainAllowed], [.. Switches.OfDesk, Switches.Participants]),
        [Door.CollectorSigned] = ([Facts.DomainAllowed], [.. Switches.OfDesk, Switches.Vouches]),
        [Door.CollectorUnsigned] = ([Facts.DomainAllowed], [Switches.Archived]),
        [Door.SiteRegistration] = ([Facts.DomainAllowed, Facts.Invited, Facts.DomainListed], [.. Switches.OfSite, Switches.Verifies]),
        [Door.SiteRegistrationLink] = ([Facts.DomainAllowed, Facts.LoggedInAs], Switches.OfSite),
        [Door.AddressChange] = ([Facts.DomainAllowed], []),
    };

    public static IReadOnlyList<DoorRole> Roles { get; } = Enum.GetValues<DoorRole>();

    public static IReadOnlyList<Door> Doors { get; } = Enum.GetValues<Door>();

    /// <summary>The doors of a desk: all but the site's own.</summary>
    public static IReadOnlyList<Door> OfDesk { get; } =
        [.. Doors.Except([Door.ForgottenPassword, Door.SiteRegistration, Door.SiteRegistrationLink, Door.AddressChange])];

    /// <summary>The forms on which anybody may type any address.</summary>
    public static IReadOnlyList<Door> WhereAddressesAreTyped { get; } =
        [Door.SignUpForm, Door.ForgottenPassword, Door.CollectorUnsigned, Door.SiteRegistration];

    public static List<Flag<DoorFacts>> FactsOf(Door door) => [.. Always, .. LooksAt[door].Facts];

    public static List<Flag<DoorSettings>> SwitchesOf(Door door) => [.. LooksAt[door].Switches];

    /// <summary>Every combination of the facts this door looks at; the others are plain.</summary>
    public static List<DoorFacts> EveryFacts(Door door) =>
        [.. FactsOf(door).Aggregate<Flag<DoorFacts>, IEnumerable<DoorFacts>>([Facts.Plain], (all, flag) => flag.Of(all)).Distinct()];

    /// <summary>Every combination of the settings this door looks at; the others are those of a new site.</summary>
    public static List<DoorSettings> EverySettings(Door door) =>
        [.. SwitchesOf(door).Aggregate<Flag<DoorSettings>, IEnumerable<DoorSettings>>([new()], (all, flag) => flag.Of(all))];

    public static IEnumerable<DoorCase> At(params IEnumerable<Door> doors)
    {
        foreach (var door in doors)
        {
            var everySettings = EverySettings(door);

            foreach (var facts in EveryFacts(door))
            {
                foreach (var settings in everySettings)
                {
                    foreach (var role in Roles)
                    {
                        yield return new DoorCase(door, role, facts, settings);
                    }
                }
            }
        }
    }
}
