namespace ServiceDesk.Domain.Access;

/// <summary>Each desk's one value for who may use its portal (design.md 2.1).</summary>
public enum CustomerAccess
{
    /// <summary>Only people on the desk's customer list.</summary>
    Restricted,

    /// <summary>Everyone with an account.</summary>
    Everyone,

    /// <summary>Everyone with an account, and strangers may make one here while Public signup is on.</summary>
    EveryoneMaySignUp,
}
