namespace ServiceDesk.Domain.Access;

/// <summary>What the site knows of an address.</summary>
public enum AddressStanding
{
    /// <summary>Nobody here has this address.</summary>
    Unknown,

    /// <summary>An account without a password: it can be a reporter, it cannot log in, the person can claim it.</summary>
    Contact,

    /// <summary>An account with a password, its own or a temporary one.</summary>
    Account,
}
