using System.Globalization;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>What is the matter with each field of the pages of sign-up, so that all is said at once and at its place; null where nothing is.</summary>
internal sealed record SignUpErrors(string? Address, string? Name, string? Password)
{
    public static SignUpErrors None { get; } = new(null, null, null);

    public bool HasAny => this != None;

    /// <summary>Looks at the form.</summary>
    public static SignUpErrors Of(string? address, string? name, string? password, bool asksForPassword) => new(
        EmailAddress.TryParse(address, out _) ? null : Say(new NotAnAddress()),
        Say(Account.CheckName(name)),
        asksForPassword ? Say(PasswordRules.Check(password, name, address)) : null);

    private static string? Say(Refusal? refusal) => refusal is null ? null : Sentences.Of(refusal, CultureInfo.CurrentUICulture);
}
