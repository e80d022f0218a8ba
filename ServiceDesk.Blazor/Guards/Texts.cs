namespace ServiceDesk.Blazor.Guards;

/// <summary>Texts of the guards at the forms.</summary>
public sealed class Texts;
