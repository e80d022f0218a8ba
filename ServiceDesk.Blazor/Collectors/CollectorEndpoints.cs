using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Collectors;

/// <summary>
/// What other web sites reach of a collector: its script, work for the browser, and the post. No cookie counts here, whoever sends one; a page's
/// origin must be named exactly, or it is told nothing.
/// </summary>
internal static class CollectorEndpoints
{
    private const string ScriptLife = "public, max-age=300";
    private const string PreflightLife = "600";
    private const int RetryAfterSeconds = 30;

    public static void MapCollectors(this WebApplication app)
    {
        app.MapGet("/collectors/{id:guid}.js", SendScriptAsync);
        app.MapGet("/collectors/{id:guid}/challenge", Ask);
        app.MapPost("/collectors/{id:guid}/requests", TakeAsync);
        app.MapMethods("/collectors/{id:guid}/requests", [HttpMethods.Options], Preflight);
    }

    private static async Task SendScriptAsync(Guid id, HttpContext context, CollectorsNow collectors, CollectorScripts scripts)
    {
        Plain(context);
        if (collectors.Find(id) is not { } known)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (script, headers) = (scripts.Of(known), context.Response.Headers);
        headers.ETag = script.Tag;
        headers.CacheControl = ScriptLife;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (context.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag.EndsWith(script.Tag, StringComparison.Ordinal)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (encoding, bytes) = Wanted(context.Request, script);
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        context.Response.ContentType = "text/javascript; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes);
    }

    private static (string? Encoding, byte[] Bytes) Wanted(HttpRequest request, CollectorScript script)
    {
        var taken = request.GetTypedHeaders().AcceptEncoding.Where(one => one.Quality is not 0).Select(one => one.Value.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return taken.Contains("br") ? ("br", script.Brotli) : taken.Contains("gzip") ? ("gzip", script.Gzip) : (null, script.Plain);
    }

    private static IResult Ask(Guid id, HttpContext context, CollectorPosts posts)
    {
        Plain(context);
        var opened = Open(id, context, posts);
        if (!opened.IsDone)
        {
            return Refused(context, opened.Refusal);
        }

        var challenge = posts.Ask(opened.Done);
        return Results.Json(new { challenge.Token, challenge.Nonce, challenge.Bits });
    }

    private static void Preflight(Guid id, HttpContext context, CollectorPosts posts)
    {
        var opened = Open(id, context, posts);
        context.Response.StatusCode = opened.IsDone ? StatusCodes.Status204NoContent : StatusOf(opened.Refusal);
        if (opened.IsDone)
        {
            context.Response.Headers.AccessControlAllowMethods = HttpMethods.Post;
            context.Response.Headers.AccessControlAllowHeaders = HeaderNames.ContentType;
            context.Response.Headers.AccessControlMaxAge = PreflightLife;
        }
    }

    private static async Task<IResult> TakeAsync(Guid id, HttpContext context, CollectorPosts posts, CurrentPerson person, IOptions<RequestOptions> options)
    {
        var opened = Open(id, context, posts);
        if (!opened.IsDone)
        {
            return Refused(context, opened.Refusal);
        }

        var (known, isSigned) = (opened.Done, context.Request.Query.ContainsKey("signed"));
        if (posts.WhyNotNow(known, person.By.Network, isSigned) is { } wait)
        {
            return Refused(context, wait);
        }

        await using var posted = new PostedForm();
        if (await posted.ReadAsync(context, known.Collector, options.Value) is { } unreadable)
        {
            return Refused(context, posts.Refuse(known, unreadable));
        }

        // Whoever says so is counted among those that may post more.
        if (isSigned && string.IsNullOrEmpty(posted.Form.Token))
        {
            return Refused(context, posts.Refuse(known, new PostIsNotReadable()));
        }

        var outcome = await posts.TakeAsync(known, OriginOf(context)!, posted.Form, person.By.Network);
        return outcome.IsDone
            ? Results.Json(new { outcome.Done.Key }, statusCode: outcome.Done.Key is null ? StatusCodes.Status202Accepted : StatusCodes.Status201Created)
            : Refused(context, outcome.Refusal);
    }

    // An answer that the page may read goes to that page alone.
    private static Outcome<KnownCollector> Open(Guid id, HttpContext context, CollectorPosts posts)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.Vary = HeaderNames.Origin;
        if (posts.MayRead(id, OriginOf(context)))
        {
            headers.AccessControlAllowOrigin = OriginOf(context);
        }

        return posts.Open(id, OriginOf(context));
    }

    private static string? OriginOf(HttpContext context) => context.Request.Headers.Origin is [{ } origin] ? origin : null;

    private static IResult Refused(HttpContext context, Refusal why)
    {
        var asked = context.Request.Query["lang"].ToString();
        var culture = Languages.Include(asked) ? Languages.CultureOf(asked) : CultureInfo.CurrentUICulture;
        if (why is TooMany many)
        {
            Later(context, many.RetryAfter.TotalSeconds);
        }
        else if (StatusOf(why) is StatusCodes.Status503ServiceUnavailable)
        {
            Later(context, RetryAfterSeconds);
        }

        return Results.Json(new { Problem = Sentences.Of(why, culture), Code = why.GetType().Name }, statusCode: StatusOf(why));
    }

    private static int StatusOf(Refusal why) => why switch
    {
        CollectorIsOff => StatusCodes.Status404NotFound,
        OriginIsNotAllowed or CollectorDoesNotTakeYou or DomainMayNotBeUsed => StatusCodes.Status403Forbidden,
        TokenIsNotValid or TokenHasExpired or TokenWasUsed or TokenCountsTooLong or TokenLacksClaims => StatusCodes.Status401Unauthorized,
        TooMany or CollectorIsFull => StatusCodes.Status429TooManyRequests,
        PostIsTooLarge or FileIsTooLarge => StatusCodes.Status413PayloadTooLarge,
        SentBefore => StatusCodes.Status409Conflict,
        DatabaseIsAway or DatabaseIsBusy or ChangedMeanwhile => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    private static void Later(HttpContext context, double seconds) =>
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(seconds)).ToString(CultureInfo.InvariantCulture);

    // It is no person who reads what is the matter.
    private static void Plain(HttpContext context)
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
    }
}
