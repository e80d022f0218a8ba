using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>
/// What every call of the API passes: how often it may come, whose token it shows, whether that allows it, and whether what is sent can be
/// read at all. No cookie counts here, so that no page of another site can call in its visitor's name. Whatever goes wrong is a problem.
/// </summary>
internal sealed class ApiGate(ApiCallers callers, Limits limits, RightsNow rights, FirstRun firstRun, ILogger<ApiGate> log)
{
    /// <summary>Where the API is.</summary>
    public const string Root = "/api/v1";

    /// <summary>Lets whatever is no call of the API pass as it is.</summary>
    public static Task PassAsync(HttpContext context, RequestDelegate next) => context.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase)
        ? context.RequestServices.GetRequiredService<ApiGate>().AnswerAsync(context, next)
        : next(context);

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.Headers.Remove("Cookie");
        context.Response.Headers.CacheControl = "no-store";
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        Speak(Asked(context.Request));
        try
        {
            var (why, pointer) = await EnterAsync(context, next);
            if (why is not null)
            {
                await ApiProblems.WriteAsync(context, why, pointer);
            }
            else if (context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentType: null })
            {
                await ApiProblems.WriteAsync(context, ApiProblems.Of(context.Response.StatusCode, OperationOf(context)));
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var why = ApiProblems.Of(StatusCodes.Status500InternalServerError, null);
            if (!Outage.IsMeantBy(e))
            {
                log.LogError(e, "A call of the API went wrong: {Why}", why);
            }

            await ApiProblems.WriteAsync(context, Outage.IsMeantBy(e) ? new DatabaseIsAway() : why);
        }
    }

    private async Task<(Refusal? Why, string? Pointer)> EnterAsync(HttpContext context, RequestDelegate next)
    {
        if (!rights.Current.IsSetUp && !await firstRun.IsDoneAsync())
        {
            return (new NotSetUpYet(), null);
        }

        // A program with a token that counts is held back by that alone: nobody of its network uses up its calls, neither by guessing nor otherwise.
        var (network, operation) = (NetworkOf(context), OperationOf(context));
        var known = await callers.KnowAsync(TokenOf(context.Request));
        var calls = known.IsDone ? limits.CallWith(known.Done.TokenId) : limits.CallFrom(network);
        Tell(context, known.IsDone ? "token" : "network", calls);
        if (calls.Refusal is { } tooMany)
        {
            return (tooMany, null);
        }

        if (operation is null)
        {
            await next(context); // the document, or what there is nothing at
            return (null, null);
        }

        if ((known.Refusal ?? WhyNot(known.Done, operation, context)) is { } refused)
        {
            return (refused, null);
        }

        var language = CultureInfo.CurrentUICulture.Name;
        var call = new ApiCall(known.Done, new Actor(known.Done.AccountId, network, language), context);
        context.Features.Set(call);
        return await SendAsync(call, operation, next);
    }

    private static async Task<(Refusal? Why, string? Pointer)> SendAsync(ApiCall call, ApiOperation operation, RequestDelegate next)
    {
        try
        {
            var wrong = await ApiBodies.ReadAsync(call.Context, operation);
            return wrong.Why is null ? (await RepeatedPosts.PassAsync(call, operation, next), null) : wrong;
        }
        catch (BadHttpRequestException e) when (!call.Context.Response.HasStarted)
        {
            return (ApiParameters.Find(call.Context, e) ?? (e.InnerException is JsonException ? new CannotBeRead() : ApiProblems.Of(e.StatusCode, operation)), null);
        }
    }

    // A misspelt filter would else find everything.
    private static Refusal? WhyNot(ApiCaller caller, ApiOperation operation, HttpContext context) =>
        caller.Scopes.HasFlag(operation.Scope) ? ApiParameters.WhyNot(context) : new ScopeIsMissing(operation.Scope.NamesIn()[0]);

    private static ApiOperation? OperationOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ApiOperation>();

    private static string? TokenOf(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase) ? header.Parameter : null;

    private static string? NetworkOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;

    private static string? Asked(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1).Select(language => Languages.Find(language.Value.ToString())).OfType<string>().FirstOrDefault();

    private static void Speak(string? language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.CultureOf(language);

    // Both of the drafts: programs know the one or the other.
    private static void Tell(HttpContext context, string name, CallsLeft calls)
    {
        if (calls.Most == 0)
        {
            return;
        }

        var headers = context.Response.Headers;
        var (seconds, until) = ((int)calls.Window.TotalSeconds, (int)Math.Ceiling(calls.Until.TotalSeconds));
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={calls.Most};w={seconds}");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={calls.Left};t={until}");
        headers["RateLimit-Limit"] = calls.Most.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = calls.Left.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = until.ToString(CultureInfo.InvariantCulture);
    }
}
