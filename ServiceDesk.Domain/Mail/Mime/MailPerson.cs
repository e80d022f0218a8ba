namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Somebody in a header of addresses.</summary>
/// <param name="Address">The address, as written; empty where there is only a name.</param>
/// <param name="Name">The name; null when there is none.</param>
public sealed record MailPerson(string Address, string? Name);
