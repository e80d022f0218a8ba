using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers;

/// <summary>Somebody to be put on a customer list without a mail.</summary>
/// <param name="Address">The mail address, as typed.</param>
/// <param name="FullName">The name, as typed; null or empty when none was.</param>
/// <param name="Password">A password for the first log-in; null makes a contact.</param>
public sealed record SilentPerson(string? Address, string? FullName, TemporaryPassword? Password = null)
{
    /// <summary>Reads people as they are written in mail programs, one a line: <c>Name &lt;a@b&gt;</c>, or the address alone. Empty lines are nobody.</summary>
    public static IReadOnlyList<SilentPerson> ReadLines(string? typed) =>
        [.. (typed ?? "").Split('\n').Select(line => line.Trim().TrimEnd(',', ';').TrimEnd()).Where(line => line.Length > 0).Select(ReadLine)];

    private static SilentPerson ReadLine(string line)
    {
        var open = line.LastIndexOf('<');
        return open >= 0 && line[^1] == '>'
            ? new SilentPerson(line[(open + 1)..^1], line[..open].Trim().Trim('"'))
            : new SilentPerson(line, null);
    }
}

/// <summary>What became of somebody who was to be put on a list.</summary>
/// <param name="Typed">The address as it was typed.</param>
/// <param name="Effect">What was done.</param>
/// <param name="Password">What became of the password.</param>
public sealed record SilentResult(string Typed, SilentEffect Effect, PasswordEffect Password = PasswordEffect.NoneGiven)
{
    /// <summary>Why the rule book refused; null when it did not.</summary>
    public RefusedBecause? Reason { get; init; }

    /// <summary>What is the matter with what was typed; null when nothing is.</summary>
    public Refusal? Problem { get; init; }
}

/// <summary>What was done about somebody.</summary>
public enum SilentEffect
{
    /// <summary>They were unknown and are a customer now.</summary>
    Made,

    /// <summary>They were known and came onto the list.</summary>
    Joined,

    /// <summary>They are on the list already.</summary>
    AlreadyHere,

    /// <summary>Nothing: what was typed is wrong, or the rule book says no.</summary>
    Refused,
}

/// <summary>What became of a temporary password.</summary>
public enum PasswordEffect
{
    /// <summary>None was given.</summary>
    NoneGiven,

    /// <summary>It was set.</summary>
    Set,

    /// <summary>It was not: the person exists, and keeps what they have.</summary>
    NotSet,
}
