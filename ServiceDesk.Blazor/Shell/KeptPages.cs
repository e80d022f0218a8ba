using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Blazor.Shell;

/// <summary>
/// Keeps the pages that strangers may flood as they were rendered, until the feed says that a desk or the site changed: they have no form, no
/// token and no cookie, and are the same for every stranger who reads their language (design.md 8).
/// </summary>
internal sealed class KeptPages : IOutputCachePolicy
{
    private const long MostBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static IServiceCollection Add(IServiceCollection services) => services.AddOutputCache(options =>
    {
        options.SizeLimit = MostBytes;
        options.AddBasePolicy(new KeptPages());
    });

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var isKept = HttpMethods.IsGet(http.Request.Method)
            && IsFront(http.Request.Path)
            && !http.RequestServices.GetRequiredService<CurrentPerson>().IsSignedIn;
        if (isKept)
        {
            http.Response.OnStarting(() => StripAsync(http.Response.Headers));
        }

        context.EnableOutputCaching = isKept;
        context.AllowCacheLookup = isKept;
        context.AllowCacheStorage = isKept;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = Longest;
        context.CacheVaryByRules.QueryKeys = "";
        context.CacheVaryByRules.VaryByHost = false;

        // Another version of the rights is another page: nothing has to be thrown away.
        context.CacheVaryByRules.VaryByValues["rights"] = http.RequestServices.GetRequiredService<RightsNow>().Current.Version.ToString(CultureInfo.InvariantCulture);
        context.CacheVaryByRules.VaryByValues["language"] = CultureInfo.CurrentUICulture.Name;
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        // A key that is no open desk's leads to the log-in, and is not kept: strangers could think of any number of them.
        context.AllowCacheStorage &= context.HttpContext.Response is { StatusCode: StatusCodes.Status200OK, Headers.SetCookie.Count: 0 };
        return ValueTask.CompletedTask;
    }

    // The list of the open desks, and the front of one.
    private static bool IsFront(PathString path) =>
        path.StartsWithSegments("/portal", StringComparison.OrdinalIgnoreCase, out var rest) && rest.Value!.LastIndexOf('/') <= 0;

    // The framework gives every page the cookie of a form, whether it has one or not; with it, a page would be nobody else's.
    private static Task StripAsync(IHeaderDictionary headers)
    {
        headers.Remove(HeaderNames.SetCookie);
        headers.Remove(HeaderNames.Pragma);
        headers.CacheControl = "no-cache";
        return Task.CompletedTask;
    }
}
