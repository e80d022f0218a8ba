using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Tests.Stage;

/// <summary>Hashes passwords quickly and counts how often, for tests that many people log in to.</summary>
public sealed class CountingHasher : IPasswordHasher<Account>
{
    private readonly PasswordHashes _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));

    /// <summary>How many passwords were hashed.</summary>
    public int Hashed { get; private set; }

    /// <summary>How many were compared with a hash.</summary>
    public int Compared { get; private set; }

    public string HashPassword(Account user, string password)
    {
        Hashed++;
        return _hasher.HashPassword(user, password);
    }

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        Compared++;
        return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
