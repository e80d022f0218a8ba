namespace ServiceDesk.Domain.Access;

/// <summary>What staff may or may not do: the rows of design.md 2.8.</summary>
public enum Operation
{
    /// <summary>Site switches, site mode, CAPTCHA, address rules, seats, templates, outbox, the user directory.</summary>
    AdministerSite,

    /// <summary>Make or archive a desk, name its administrators.</summary>
    MakeDesks,

    /// <summary>Desk access, request types, mail channel, collector, its agents.</summary>
    AdministerDesk,

    /// <summary>See the customer list.</summary>
    SeeCustomers,

    /// <summary>Invite customers.</summary>
    InviteCustomers,

    /// <summary>Raise a request on behalf of a customer.</summary>
    RaiseOnBehalf,

    /// <summary>Silent add, import, remove from the desk.</summary>
    ChangeCustomers,

    /// <summary>Start a reset for a customer (mail only).</summary>
    StartReset,

    /// <summary>Set a temporary password for a new address, at silent add or import.</summary>
    SetTemporaryPassword,

    /// <summary>Temporary password for an existing account, deactivate, merge, anonymise, change another's address, end sessions.</summary>
    ChangeAccounts,

    /// <summary>Read the requests of a desk.</summary>
    ReadRequests,

    /// <summary>Read and write internal comments.</summary>
    WriteInternally,

    /// <summary>Public reply, assign, status.</summary>
    ServeRequests,

    /// <summary>Audit and door log.</summary>
    ReadAudit,
}
