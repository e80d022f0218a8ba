namespace ServiceDesk.Blazor.Areas.Identity.Pages;

/// <summary>One field of a form, with its label, hint and error.</summary>
/// <param name="Name">Its name in the form, also its id.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Type">The kind of input.</param>
/// <param name="Value">What stands in it; a password is never sent back.</param>
/// <param name="Autocomplete">What a browser may fill in.</param>
/// <param name="Hint">A line under it; null for none.</param>
public sealed record Field(string Name, string Label, string Type = "text", string? Value = null, string Autocomplete = "off", string? Hint = null);
