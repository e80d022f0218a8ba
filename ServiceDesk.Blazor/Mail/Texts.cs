namespace ServiceDesk.Blazor.Mail;

/// <summary>Texts of the outbox.</summary>
public sealed class Texts;
