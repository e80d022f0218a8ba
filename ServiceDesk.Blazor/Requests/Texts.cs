namespace ServiceDesk.Blazor.Requests;

/// <summary>Texts of requests.</summary>
public sealed class Texts;
