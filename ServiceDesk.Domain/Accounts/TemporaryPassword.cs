namespace ServiceDesk.Domain.Accounts;

/// <summary>A password that somebody else chooses for a person, to be changed at the first log-in (design.md 2.5).</summary>
/// <param name="Typed">As typed.</param>
/// <param name="Lifetime">How long it opens the account; null for as long as nobody changes it.</param>
public sealed record TemporaryPassword(string Typed, TimeSpan? Lifetime)
{
    /// <summary>How long one opens an account unless the administrator says otherwise.</summary>
    public static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(72);

    // Never shown: records write themselves into logs.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append("Lifetime = ").Append(Lifetime);
        return true;
    }
}
