using ServiceDesk.Blazor.Shell;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>Leads every page of a new site to its set-up, until that is done.</summary>
internal static class SetupGate
{
    /// <summary>The set-up page.</summary>
    public const string SetupPage = "/setup";

    /// <summary>Sends whoever asks for a page there.</summary>
    public static async Task LeadAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        var isFree = context.IsAnsweredAnew() || path.Equals(SetupPage, StringComparison.OrdinalIgnoreCase) || context.IsForFile() || path == "/healthz" || path == "/readyz" || path == "/error";

        // The snapshot of rights is a moment late: right after the set-up the database is asked.
        if (isFree || context.RequestServices.GetRequiredService<RightsNow>().Current.IsSetUp || await context.RequestServices.GetRequiredService<FirstRun>().IsDoneAsync())
        {
            await next(context);
        }
        else
        {
            context.Response.Redirect(SetupPage);
        }
    }
}
