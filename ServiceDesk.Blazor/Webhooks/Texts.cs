namespace ServiceDesk.Blazor.Webhooks;

/// <summary>Texts of the pages about webhooks.</summary>
public sealed class Texts;
