namespace ServiceDesk.Domain.Accounts;

/// <summary>What a mailed link is for.</summary>
public enum LinkPurpose
{
    /// <summary>Becoming a customer of a desk by its sign-up page.</summary>
    SignUp,

    /// <summary>Registering as a licensed user of the site.</summary>
    SiteRegistration,

    /// <summary>Setting a password anew, or a contact's first one.</summary>
    PasswordReset,

    /// <summary>Accepting an account that an administrator made.</summary>
    AccountInvitation,

    /// <summary>Accepting an invitation to become a customer of a desk.</summary>
    CustomerInvitation,

    /// <summary>Proving a new address of an account there is already.</summary>
    AddressChange,

    /// <summary>Sending a request that was typed into a collector, whose writer's address is proved by it.</summary>
    CollectedRequest,
}

internal static class LinkPurposes
{
    /// <summary>How long such a link counts (design.md 2.3).</summary>
    public static TimeSpan Lifetime(this LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.PasswordReset => TimeSpan.FromHours(1),
        LinkPurpose.AccountInvitation or LinkPurpose.CustomerInvitation => TimeSpan.FromDays(7),
        _ => TimeSpan.FromHours(24),
    };
}
