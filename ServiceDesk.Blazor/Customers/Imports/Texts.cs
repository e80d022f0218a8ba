namespace ServiceDesk.Blazor.Customers.Imports;

/// <summary>Texts of imports.</summary>
public sealed class Texts;
