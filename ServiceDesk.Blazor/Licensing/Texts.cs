namespace ServiceDesk.Blazor.Licensing;

/// <summary>The texts of this folder, in Texts.resx.</summary>
public sealed class Texts;
