namespace ServiceDesk.Domain.Access;

/// <summary>No, and this is what is the matter.</summary>
/// <param name="Reason">The one reason that is kept; what the person sees of it says <see cref="AccessDecision.Seen"/>.</param>
public sealed record Refused(RefusedBecause Reason) : AccessDecision;
