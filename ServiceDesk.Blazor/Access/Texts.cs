namespace ServiceDesk.Blazor.Access;

/// <summary>Texts of who gets in.</summary>
public sealed class Texts;
