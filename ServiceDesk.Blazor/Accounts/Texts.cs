namespace ServiceDesk.Blazor.Accounts;

/// <summary>Texts of accounts: set-up, log-in, sign-up, users.</summary>
public sealed class Texts;
