using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers;

/// <summary>Somebody to be put on a customer list without a mail.</summary>
/// <param name="Address">The mail address, as typed.</param>
/// <param name="FullName">The name, as typed; null or empty when none was.</param>
/// <param name="Password">A password for the first log-in; null makes a contact.</param>
public sealed record SilentPerson(string? Address, string? FullName, TemporaryPassword? Password = null)
{
    /// <summary>Whether the password also replaces one that the person has; only a site administrator's does (design.md 2.5).</summary>
    public bool ReplacesPassword { get; init; }

    /// <summary>Reads people out of a pasted text, as the dialog of invitations does; each address comes once.</summary>
    public static IReadOnlyList<SilentPerson> Read(string? typed) => [.. TypedAddresses.Read(typed).Select(person => new SilentPerson(person.Typed, person.Name))];
}

/// <summary>What became of somebody who was to be put on a list, or would become of them.</summary>
/// <param name="Typed">The address as it was typed.</param>
/// <param name="Effect">What was done.</param>
/// <param name="Password">What became of the password.</param>
public sealed record SilentResult(string Typed, SilentEffect Effect, PasswordEffect Password = PasswordEffect.NoneGiven)
{
    /// <summary>Who it is; null when they were refused, and in a preview.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The name typed with the address; null when none was.</summary>
    public string? Name { get; init; }

    /// <summary>What a temporary password would do.</summary>
    public PasswordOffer Offer { get; init; }

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

/// <summary>What a temporary password does that is given to somebody (design.md 2.5).</summary>
public enum PasswordOffer
{
    /// <summary>It is not set: the person exists, and keeps what they have.</summary>
    NotTaken,

    /// <summary>It is set for a person the site does not know.</summary>
    TakenForNew,

    /// <summary>It is set for a contact, who has none.</summary>
    TakenForContact,

    /// <summary>It is set only where replacing the one that the person has was asked for.</summary>
    OnlyToReplace,
}
