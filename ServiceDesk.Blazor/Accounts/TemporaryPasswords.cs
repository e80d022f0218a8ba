using ServiceDesk.Blazor.Shell;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>Keeps whoever logged in with a temporary password at the page that changes it, whatever they ask for (design.md 2.5).</summary>
internal static class TemporaryPasswords
{
    /// <summary>Where it is changed.</summary>
    public const string ChangePage = "/Identity/Account/Manage/ChangePassword";

    private const string LogOutPage = "/Identity/Account/Logout";

    /// <summary>Sends them there; what is no page is refused.</summary>
    public static async Task EnforceAsync(HttpContext context, RequestDelegate next)
    {
        var person = context.RequestServices.GetRequiredService<CurrentPerson>();
        var path = context.Request.Path;
        var isFree = !person.IsSignedIn || context.IsAnsweredAnew() || path.Equals(ChangePage, StringComparison.OrdinalIgnoreCase) || path.Equals(LogOutPage, StringComparison.OrdinalIgnoreCase) || context.IsForFile();

        if (isFree || await context.RequestServices.GetRequiredService<Sessions>().OfAsync(context.User) is not { MustChangePassword: true })
        {
            await next(context);
        }
        else if (HttpMethods.IsGet(context.Request.Method) && !path.StartsWithSegments("/_blazor", StringComparison.Ordinal) && !path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            context.Response.Redirect(ChangePage);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    }
}
