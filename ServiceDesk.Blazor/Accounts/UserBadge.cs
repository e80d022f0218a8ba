using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>How a status looks.</summary>
internal static class UserBadge
{
    /// <summary>The class of its badge.</summary>
    public static string Of(UserStatus status) => status switch
    {
        UserStatus.Active => "good",
        UserStatus.Deactivated or UserStatus.Anonymised => "bad",
        UserStatus.MustChangePassword or UserStatus.InvitationExpired => "warn",
        _ => "",
    };
}
