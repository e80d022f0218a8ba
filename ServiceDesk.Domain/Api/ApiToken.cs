using ServiceDesk.Domain.Guards;

namespace ServiceDesk.Domain.Api;

/// <summary>
/// What a program shows to act as a person. The token itself is told once and kept as its hash alone; it ends when its time runs out, when it
/// is revoked, and with the account.
/// </summary>
public sealed class ApiToken
{
    /// <summary>What every token begins with, so that one in a file or a log is known for what it is.</summary>
    public const string Prefix = "sdp_";

    /// <summary>The longest name, in characters.</summary>
    public const int MostNameCharacters = 80;

    private const int HintCharacters = 8;

    /// <summary>The row's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>Whose it is.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>What its owner calls it, such as the program that uses it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>How it begins, to tell it from others.</summary>
    public string Hint { get; private set; } = "";

    /// <summary>SHA-256 of it. It has 256 random bits, so nothing slower is needed and it can be looked up by this.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>What it lets a program do.</summary>
    public ApiScope Scopes { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Until when it counts.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When it was last used, to the minute; null while it was not.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>When it was revoked, or ended with its account; null while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Makes one, and says it this once.</summary>
    public static (ApiToken Token, string Secret) Make(Guid accountId, string name, ApiScope scopes, TimeSpan lifetime, DateTimeOffset now)
    {
        var secret = Prefix + Secret.Make();
        var token = new ApiToken
        {
            Id = Guid.CreateVersion7(now),
            AccountId = accountId,
            Name = name,
            Hint = secret[..HintCharacters],
            Hash = Secret.HashOf(secret),
            Scopes = scopes,
            MadeAt = now,
            ExpiresAt = now + lifetime,
        };
        return (token, secret);
    }

    /// <summary>Ends it; nothing happens when it has ended.</summary>
    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
