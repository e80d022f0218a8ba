using Microsoft.AspNetCore.Diagnostics;

namespace ServiceDesk.Blazor.Shell;

internal static class AnsweredAnew
{
    /// <summary>Whether the request passes a second time, to be answered with the page for what is not there or is broken: it was let through before.</summary>
    public static bool IsAnsweredAnew(this HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerPathFeature>() is not null;
}
