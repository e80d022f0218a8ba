using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ServiceDesk.Domain.Accounts;

/// <summary>The one place where passwords are hashed and compared, always in the form of <see cref="PasswordRules.Normalize"/>.</summary>
public sealed class PasswordHashes(IOptions<PasswordHasherOptions> options) : IPasswordHasher<Account>
{
    private readonly PasswordHasher<Account> _hasher = new(options);

    /// <inheritdoc/>
    public string HashPassword(Account user, string password) => _hasher.HashPassword(user, PasswordRules.Normalize(password));

    /// <inheritdoc/>
    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword) =>
        _hasher.VerifyHashedPassword(user, hashedPassword, PasswordRules.Normalize(providedPassword));
}
