using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

/// <summary>One row of the truth table, taken apart: for whom it speaks, and the expected answer in each column.</summary>
internal sealed class TruthTableRow
{
    private static readonly Dictionary<string, DoorRole[]> RoleGroups = new()
    {
        ["self"] = [DoorRole.Stranger, DoorRole.Customer],
        ["staff"] = [DoorRole.Collaborator, DoorRole.Agent, DoorRole.DeskAdministrator],
        ["loggedIn"] = [.. Enum.GetValues<DoorRole>().Except([DoorRole.Stranger])],
        ["anybody"] = Enum.GetValues<DoorRole>(),
    };

    private static readonly Dictionary<string, string[]> DeskGroups = new()
    {
        ["off"] = ["off/R", "off/E", "off/S"],
        ["on"] = ["on/R", "on/E", "on/S", "open"],
        ["R"] = ["off/R", "on/R"],
        ["E"] = ["off/E", "off/S", "on/E", "on/S", "open"],
        ["any"] = [.. DeskStates.Names],
    };

    private static readonly Dictionary<string, DoorScreen> Screens = new()
    {
        ["usual"] = DoorScreen.TheUsualScreen,
        ["closed"] = DoorScreen.SignupIsClosed,
        ["ask"] = DoorScreen.AskTheDesk,
        ["404"] = DoorScreen.NotFound,
        ["login"] = DoorScreen.LogIn,
    };

    private readonly string[] _cells;

    public TruthTableRow(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        Assert.Equal(10, cells.Length);

        Doors = [.. cells[0].Split('+').Select(Enum.Parse<Door>)];
        Roles = [.. cells[1].Split('+').SelectMany(r => RoleGroups.TryGetValue(r, out var group) ? group : [Enum.Parse<DoorRole>(r)])];
        Desks = [.. cells[2].Split('+').SelectMany(d => DeskGroups.TryGetValue(d, out var group) ? group : [d])];
        Specials = cells[3].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        _cells = cells[4..];
    }

    public Door[] Doors { get; }

    public DoorRole[] Roles { get; }

    public string[] Desks { get; }

    public string[] Specials { get; }

    /// <summary>Everything the row speaks of, with what it expects.</summary>
    public IEnumerable<(DoorCase Case, AccessDecision Expected)> Cases() =>
        from door in Doors
        from role in Roles
        from desk in Desks
        from column in Enumerable.Range(0, _cells.Length)
        where _cells[column] != "-"
        from person in People(column)
        let usual = new DoorCase(door, role, person with { IsLoggedInAsAddress = role != DoorRole.Stranger }, DeskStates.Of(desk))
        select (Specials.Aggregate(usual, SpecialCases.Apply), Expected(column));

    /// <summary>The column's people; the table means accounts where it says deactivated.</summary>
    private static DoorFacts[] People(int column) => column switch
    {
        0 => [Person(AddressStanding.Unknown)],
        1 => [Person(AddressStanding.Contact)],
        2 => [Person(AddressStanding.Contact) with { IsOnList = true }],
        3 => [Person(AddressStanding.Account)],
        4 => [Person(AddressStanding.Account) with { IsOnList = true }],
        _ =>
        [
            Person(AddressStanding.Account) with { IsDeactivated = true },
            Person(AddressStanding.Account) with { IsDeactivated = true, IsOnList = true },
        ],
    };

    private static DoorFacts Person(AddressStanding standing) =>
        new() { Standing = standing, IsDomainAllowed = true, IsInvitationUsable = true, IsMailAuthenticated = true };

    private AccessDecision Expected(int column)
    {
        var source = Array.FindLastIndex(_cells, column, cell => cell != "/");
        var words = _cells[source].Split('~');
        var seen = words.Length > 1 ? Screens[words[1]] : DoorScreen.TheAnswer;

        return Enum.TryParse<Effect>(words[0], out var effect)
            ? new Allowed(effect) { Seen = seen }
            : new Refused(Enum.Parse<RefusedBecause>(words[0])) { Seen = seen };
    }
}
