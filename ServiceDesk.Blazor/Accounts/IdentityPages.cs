using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>Of the Identity UI's pages only these answer; all others of the package have no route, which is a 404.</summary>
internal sealed class IdentityPages : IPageRouteModelConvention
{
    /// <summary>The area they live in, which begins their addresses.</summary>
    public const string Area = "Identity";

    /// <summary>The pages that answer, as the framework names them.</summary>
    public static readonly IReadOnlySet<string> Ours = new HashSet<string>(StringComparer.Ordinal)
    {
        "/Account/Login",
        "/Account/LoginWith2fa",
        "/Account/LoginWithRecoveryCode",
        "/Account/Logout",
        "/Account/ForgotPassword",
        "/Account/ResetPassword",
        "/Account/Register",
        "/Account/ConfirmEmailChange",
        "/Account/Manage/Index",
        "/Account/Manage/ChangePassword",
        "/Account/Manage/Email",
        "/Account/Manage/TwoFactorAuthentication",
        "/Account/Manage/EnableAuthenticator",
        "/Account/Manage/Notifications",
        "/Account/Manage/Tokens",
        "/Account/Manage/PersonalData",
        "/Account/Manage/DownloadPersonalData",
    };

    // Answers at an address of its own, which does not begin with the area's.
    private const string StopMails = "/StopMails";

    public void Apply(PageRouteModel model)
    {
        if (model.AreaName == Area && !Ours.Contains(model.ViewEnginePath) && model.ViewEnginePath is not StopMails)
        {
            model.Selectors.Clear();
        }
    }
}
