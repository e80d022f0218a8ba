using Microsoft.Extensions.Localization;
using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>How a user is named, and how a status looks.</summary>
internal static class UserBadge
{
    /// <summary>The name; who is anonymised is called so in the reader's language, whatever the site's is.</summary>
    public static string NameOf(UserRow user, IStringLocalizer<Texts> texts) => user.IsAnonymised ? texts[nameof(UserStatus.Anonymised)] : user.FullName;

    /// <summary>The class of its badge.</summary>
    public static string Of(UserStatus status) => status switch
    {
        UserStatus.Active => "good",
        UserStatus.Deactivated or UserStatus.Anonymised => "bad",
        UserStatus.MustChangePassword or UserStatus.InvitationExpired => "warn",
        _ => "",
    };
}
