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
        var everyFacts = EachWithVariants(EveryCase.EveryFacts(door), Facts.All.Except(EveryCase.FactsOf(door)));
        var everySettings = EachWithVariants(EveryCase.EverySettings(door), Switches.All.Except(EveryCase.SwitchesOf(door)));

        foreach (var role in EveryCase.Roles)
        {
            foreach (var (facts, otherFacts) in everyFacts)
            {
                foreach (var (settings, otherSettings) in everySettings)
                {
                    var decision = RuleBook.Decide(door, role, facts, settings);
                    Assert.True(otherFacts.TrueForAll(other => RuleBook.Decide(door, role, other, settings) == decision));
                    Assert.True(otherSettings.TrueForAll(other => RuleBook.Decide(door, role, facts, other) == decision));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void Nor_do_all_of_them_together(Door door)
    {
        var chance = new Random(20140901);
        var otherFacts = Facts.All.Except(EveryCase.FactsOf(door)).ToList();
        var otherSwitches = Switches.All.Except(EveryCase.SwitchesOf(door)).ToList();
        var someFacts = EveryCase.EveryFacts(door).ToLookup(facts => facts, facts => otherFacts.Aggregate(facts, (all, flag) => flag.Any(all, chance)));
        var someSettings = EveryCase.EverySettings(door).ToLookup(settings => settings, settings => otherSwitches.Aggregate(settings, (all, flag) => flag.Any(all, chance)));

        Law.Holds(
            EveryCase.At(door),
            _ => true,
            asked => RuleBook.Decide(door, asked.Role, someFacts[asked.Facts].Single(), someSettings[asked.Settings].Single()) == asked.Decision);
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void And_everything_combined_there_changes_some_answer(Door door)
    {
        foreach (var flag in EveryCase.FactsOf(door))
        {
            Assert.True(
                EveryCase.At(door).Any(asked => flag.Of(asked.Facts).Any(facts => (asked with { Facts = facts }).Decision != asked.Decision)),
                $"{flag} changes nothing at {door}.");
        }

        foreach (var flag in EveryCase.SwitchesOf(door))
        {
            Assert.True(
                EveryCase.At(door).Any(asked => flag.Of(asked.Settings).Any(settings => (asked with { Settings = settings }).Decision != asked.Decision)),
                $"{flag} changes nothing at {door}.");
        }
    }

    [Fact]
    public void Of_an_unknown_address_nothing_about_lists_and_requests_is_believed()
    {
        Law.Holds(
            EveryCase.At(EveryCase.Doors),
            asked => asked.Facts.Standing == AddressStanding.Unknown,
            asked => asked with { Facts = asked.Facts with { IsOnList = true, IsPartyToRequest = true } } is var claimed && claimed.Decision == asked.Decision);
    }

    private static List<(T Thing, List<T> Variants)> EachWithVariants<T>(IEnumerable<T> things, IEnumerable<Flag<T>> flags)
        where T : class =>
        [.. things.Select(thing => (thing, flags.SelectMany(flag => flag.Of(thing)).Where(variant => !variant.Equals(thing)).ToList()))];
}
