namespace ServiceDesk.Blazor.Shell;

/// <summary>
/// Redirects within the site name no host: the framework would take it from the request, and with it whatever somebody wrote there, or http
/// where a proxy speaks https.
/// </summary>
internal static class Redirects
{
    public static Task LeadWithoutHostAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            var own = $"{context.Request.Scheme}://{context.Request.Host}/";
            if (context.Response.Headers.Location.ToString() is { } to && to.StartsWith(own, StringComparison.OrdinalIgnoreCase))
            {
                context.Response.Headers.Location = to[(own.Length - 1)..];
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
