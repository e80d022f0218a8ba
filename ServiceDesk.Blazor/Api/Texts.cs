namespace ServiceDesk.Blazor.Api;

/// <summary>Texts of the pages about the API.</summary>
public sealed class Texts;
