using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Tests.Stage;

/// <summary>
/// Reads a site's log as a thief would, when its test is over: every password that was typed there, and whatever looks like a link's secret, a
/// cookie or a form's token. So the whole run's logs are searched, not those of one journey.
/// </summary>
public sealed partial class SecretsOfTheLog
{
    private const int FewestCharacters = 7;

    private readonly ConcurrentDictionary<string, bool> _passwords = new(StringComparer.Ordinal);

    /// <summary>The same hasher, listened to.</summary>
    public IPasswordHasher<Account> Listening(IPasswordHasher<Account> hasher) => new Listener(hasher, this);

    /// <summary>The lines that tell a secret.</summary>
    public IReadOnlyList<string> FoundIn(IEnumerable<string> log) =>
        [.. log.Where(line => LikeASecret().IsMatch(line) || _passwords.Keys.Any(password => line.Contains(password, StringComparison.Ordinal)))];

    // What data protection seals begins so; a link's secret is 256 bits in the letters of an address, with a digit and letters of both cases in it.
    [GeneratedRegex(@"CfDJ8[\w-]{20}|(?<![\w-])(?=[\w-]*[0-9])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{43}(?![\w-])", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LikeASecret();

    private sealed class Listener(IPasswordHasher<Account> hasher, SecretsOfTheLog heard) : IPasswordHasher<Account>
    {
        public string HashPassword(Account user, string password)
        {
            Hear(password);
            return hasher.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Hear(providedPassword);
            return hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }

        // A shorter one could stand in any line.
        private void Hear(string password)
        {
            if (password.Length >= FewestCharacters)
            {
                heard._passwords[password] = true;
            }
        }
    }
}
