namespace ServiceDesk.Blazor.Audit;

/// <summary>What the filter form of the audit says; empty and null leave everything.</summary>
/// <param name="Person">The beginning of a name or address.</param>
/// <param name="What">The name of a change.</param>
/// <param name="DeskId">The desk.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day.</param>
public sealed record AuditChoice(string Person = "", string What = "", Guid? DeskId = null, DateOnly? From = null, DateOnly? Until = null);
