using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ServiceDesk.Blazor.Shell;

/// <summary>
/// A form whose token no longer fits was opened before somebody logged in or out in this browser, or comes from elsewhere. It is not
/// carried out; a page leads to the form as it is now, and says why.
/// </summary>
internal sealed class StaleForms : IAlwaysRunResultFilter
{
    private const string Mark = "stale";

    /// <summary>Whether a page is shown in place of one whose form was not carried out.</summary>
    public static bool IsShownFor(HttpRequest request) => request.Query.ContainsKey(Mark);

    /// <summary>Leads from a refused form of a component to the form as it is now.</summary>
    public static Task LeadAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }
            || context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = ToTheFormNow(context.Request);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            context.HttpContext.Response.Headers.Location = ToTheFormNow(context.HttpContext.Request);
            context.Result = new StatusCodeResult(StatusCodes.Status303SeeOther);
        }
    }

    /// <inheritdoc/>
    public void OnResultExecuted(ResultExecutedContext context)
    {
        // Nothing is left to do.
    }

    private static string ToTheFormNow(HttpRequest request)
    {
        var kept = request.Query.Where(part => part.Key is not (Mark or "handler"));
        return request.PathBase + request.Path + QueryString.Create(kept).Add(Mark, "1");
    }
}
