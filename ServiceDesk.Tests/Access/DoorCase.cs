using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

/// <summary>One question to the rule book.</summary>
internal sealed record DoorCase(Door Door, DoorRole Role, DoorFacts Facts, DoorSettings Settings)
{
    public AccessDecision Decision => RuleBook.Decide(Door, Role, Facts, Settings);
}
