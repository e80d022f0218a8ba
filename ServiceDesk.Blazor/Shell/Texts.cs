namespace ServiceDesk.Blazor.Shell;

/// <summary>Texts of the frame around the pages.</summary>
public sealed class Texts;
