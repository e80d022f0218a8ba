namespace ServiceDesk.Domain.Access;

/// <summary>Yes, and this is what happens.</summary>
/// <param name="Effect">What the caller has to carry out.</param>
public sealed record Allowed(Effect Effect) : AccessDecision;
