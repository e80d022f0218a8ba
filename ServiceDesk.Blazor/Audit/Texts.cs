namespace ServiceDesk.Blazor.Audit;

/// <summary>Texts of the audit.</summary>
public sealed class Texts;
