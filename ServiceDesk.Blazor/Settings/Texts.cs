namespace ServiceDesk.Blazor.Settings;

/// <summary>Texts of the site's configuration.</summary>
public sealed class Texts;
