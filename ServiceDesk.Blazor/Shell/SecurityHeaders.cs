namespace ServiceDesk.Blazor.Shell;

/// <summary>What every answer tells the browser not to do.</summary>
internal static class SecurityHeaders
{
    // The component library positions its dialogs and menus by style attributes; scripts come from this site's files alone.
    private const string Policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = HasSecret(context.Request) ? "no-referrer" : "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        context.Response.OnStarting(LeaveNothingBehindAsync, context);
        return next(context);
    }

    // What one person or one link's reader sees is not there for the next who sits down at the browser.
    private static Task LeaveNothingBehindAsync(object state)
    {
        var context = (HttpContext)state;
        if ((context.User.Identity is { IsAuthenticated: true } && !context.IsForFile()) || HasSecret(context.Request))
        {
            context.Response.Headers.CacheControl = "private, no-store";
        }

        return Task.CompletedTask;
    }

    // The address of such a page is a secret in itself: no page it links to is told.
    private static bool HasSecret(HttpRequest request) => request.Query.ContainsKey("code")
        || request.Path.StartsWithSegments("/portal/signup", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/portal/invitations", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/collectors/confirm", StringComparison.OrdinalIgnoreCase);
}
