namespace ServiceDesk.Blazor.Collectors;

/// <summary>Texts of collectors, and what their script says.</summary>
public sealed class Texts;
