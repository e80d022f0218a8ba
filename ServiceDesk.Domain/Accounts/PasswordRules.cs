using System.Text;
using Microsoft.AspNetCore.Identity;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>
/// Which passwords are taken (design.md 2.3, NIST SP 800-63B): 8 to 128 characters of any kind, none that is commonly used or easily
/// guessed. No composition rules. Characters are Unicode code points of the NFKC form, so that two keyboards type the same password.
/// </summary>
public sealed class PasswordRules(IPasswordHasher<Account> hasher)
{
    /// <summary>The shortest password, in characters.</summary>
    public const int LeastCharacters = 8;

    /// <summary>The longest password, in characters.</summary>
    public const int MostCharacters = 128;

    // The estimate's time grows with length, and what is beyond these characters only makes a password stronger.
    private const int ScoredCharacters = 40;
    private const int LeastScore = 2;

    // One instance, because each loads the word lists anew, and one caller at a time, because it makes no promise about threads.
    private static readonly Zxcvbn.Zxcvbn Estimate = new();
    private static readonly Lock OneAtATime = new();

    /// <summary>Hashes a password for an account, if it is one that is taken.</summary>
    /// <param name="account">Whose it becomes; name and address count as easily guessed.</param>
    /// <param name="password">As typed.</param>
    public Outcome<string> Hash(Account account, string? password) =>
        Check(password, account.FullName, account.Email) is { } no ? no : hasher.HashPassword(account, password!);

    /// <summary>Why a password is not taken; null when it is.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="known">What anybody knows of the person, such as name and address.</param>
    public static Refusal? Check(string? password, params IReadOnlyCollection<string?> known)
    {
        if (string.IsNullOrEmpty(password))
        {
            return new Missing();
        }

        var characters = Normalize(password).EnumerateRunes().Count();
        if (characters < LeastCharacters)
        {
            return new PasswordTooShort(LeastCharacters);
        }

        if (characters > MostCharacters)
        {
            return new PasswordTooLong(MostCharacters);
        }

        var scored = password.Length > ScoredCharacters ? password[..ScoredCharacters] : password;
        var words = known.OfType<string>().SelectMany(text => text.Split(' ', '@', '.', '-')).Where(word => word.Length > 2);
        lock (OneAtATime)
        {
            return Estimate.EvaluatePassword(scored, words).Score < LeastScore ? new PasswordTooCommon() : null;
        }
    }

    /// <summary>The form of a password that is hashed and compared.</summary>
    public static string Normalize(string password)
    {
        // A half of a character cannot be normalised and cannot be typed either: it counts as the sign for "unreadable".
        var readable = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(password));
        return readable.Normalize(NormalizationForm.FormKC);
    }
}

/// <summary>The password is too short.</summary>
/// <param name="LeastCharacters">The shortest it may be.</param>
public sealed record PasswordTooShort(int LeastCharacters) : Refusal;

/// <summary>The password is too long.</summary>
/// <param name="MostCharacters">The longest it may be.</param>
public sealed record PasswordTooLong(int MostCharacters) : Refusal;

/// <summary>The password is commonly used or easily guessed.</summary>
public sealed record PasswordTooCommon : Refusal;
