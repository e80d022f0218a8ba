namespace ServiceDesk.Blazor.Desks;

/// <summary>Texts of desks and their portals.</summary>
public sealed class Texts;
