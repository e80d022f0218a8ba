namespace ServiceDesk.Blazor.Customers;

/// <summary>Texts of customer lists.</summary>
public sealed class Texts;
