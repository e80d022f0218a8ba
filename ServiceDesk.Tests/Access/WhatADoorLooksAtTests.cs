using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

/// <summary>Why <see cref="EveryCase"/> may leave most of the product out: a door's answer depends on nothing but what is combined there.</summary>
public class WhatADoorLooksAtTests
{
    public static TheoryData<Door> Doors => [.. EveryCase.Doors];

    [Theory]
    [MemberData(nameof(Doors))]
    public void No_single_other_fact_or_setting_changes_an_answer(Door door)
    {
        var otherFacts = Facts.All.Except(EveryCase.FactsOf(door)).ToList();
        var otherSwitches = Switches.All.Except(EveryCase.SwitchesOf(door)).ToList();

        Law.Holds(EveryCase.At(door), _ => true, asked =>
        {
            var decision = asked.Decision;
            return otherFacts.TrueForAll(flag => flag.Of(asked.Facts).All(facts => RuleBook.Decide(door, asked.Role, facts, asked.Settings) == decision))
                && otherSwitches.TrueForAll(flag => flag.Of(asked.Settings).All(settings => RuleBook.Decide(door, asked.Role, asked.Facts, settings) == decision));
        });
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void Nor_do_all_of_them_together(Door door)
    {
        var chance = new Random(20140901);
        var otherFacts = Facts.All.Except(EveryCase.FactsOf(door)).ToList();
        var otherSwitches = Switches.All.Except(EveryCase.SwitchesOf(door)).ToList();

        Law.Holds(EveryCase.At(door), _ => true, asked =>
        {
            var facts = otherFacts.Aggregate(asked.Facts, (all, flag) => flag.Any(all, chance));
            var settings = otherSwitches.Aggregate(asked.Settings, (all, flag) => flag.Any(all, chance));
            return RuleBook.Decide(door, asked.Role, facts, settings) == asked.Decision;
        });
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void And_everything_combined_there_changes_some_answer(Door door)
    {
        var cases = EveryCase.At(door).ToList();

        Assert.All(EveryCase.FactsOf(door), flag => Assert.Contains(cases, asked =>
            flag.Of(asked.Facts).Any(facts => RuleBook.Decide(door, asked.Role, facts, asked.Settings) != asked.Decision)));
        Assert.All(EveryCase.SwitchesOf(door), flag => Assert.Contains(cases, asked =>
            flag.Of(asked.Settings).Any(settings => RuleBook.Decide(door, asked.Role, asked.Facts, settings) != asked.Decision)));
    }

    [Fact]
    public void Of_an_unknown_address_nothing_about_lists_and_requests_is_believed()
    {
        Law.Holds(
            EveryCase.At(EveryCase.Doors),
            asked => asked.Facts.Standing == AddressStanding.Unknown,
            asked => asked with { Facts = asked.Facts with { IsOnList = true, IsPartyToRequest = true } } is var claimed && claimed.Decision == asked.Decision);
    }
}
