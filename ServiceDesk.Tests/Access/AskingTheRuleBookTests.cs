using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

public class AskingTheRuleBookTests
{
    public static TheoryData<string> Rows => [.. TruthTable.Lines];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_answer_is_the_one_that_is_written(string row)
    {
        foreach (var (asked, expected) in new TruthTableRow(row).Cases())
        {
            Assert.True(expected == asked.Decision, $"{asked}\nexpected {expected}");
        }
    }

    [Fact]
    public void Every_door_role_and_state_of_a_desk_is_written_once()
    {
        var plain = TruthTable.Lines.Select(line => new TruthTableRow(line)).Where(row => row.Specials.Length == 0);

        var written =
            from row in plain
            from door in row.Doors
            from role in row.Roles
            from desk in row.Desks
            select (door, role, desk);

        var all =
            from door in Enum.GetValues<Door>()
            from role in Enum.GetValues<DoorRole>()
            from desk in DeskStates.Names
            select (door, role, desk);

        Assert.Equal(all.Order(), written.Order());
    }

    [Fact]
    public void Every_effect_and_every_reason_is_written_and_no_two_share_a_name()
    {
        var words = TruthTable.Lines
            .SelectMany(line => line.Split('|', StringSplitOptions.TrimEntries)[4..])
            .Where(cell => cell is not ("/" or "-"))
            .Select(cell => cell.Split('~')[0])
            .Distinct();

        Assert.Equal(Enum.GetNames<Effect>().Concat(Enum.GetNames<RefusedBecause>()).Order(), words.Order());
    }

    [Fact]
    public void A_door_that_does_not_exist_is_a_mistake_of_the_caller()
    {
        var nobody = new DoorFacts { Standing = AddressStanding.Unknown, IsDomainAllowed = true };

        Assert.Throws<ArgumentOutOfRangeException>(() => RuleBook.Decide((Door)999, DoorRole.Stranger, nobody, new DoorSettings()));
    }
}
