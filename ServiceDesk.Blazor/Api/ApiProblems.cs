using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>Refusals as the API says them: each is a type of problem with a page of its own and a status.</summary>
internal static partial class ApiProblems
{
    /// <summary>The media type of a problem.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Where the pages of the types are.</summary>
    public const string Pages = "/api/problems/";

    private const int UsualWaitSeconds = 5;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    // Whatever is not named here is something about what was sent: 422.
    private static readonly FrozenDictionary<Type, int> Statuses = new Dictionary<Type, int>
    {
        [typeof(CannotBeRead)] = 400,
        [typeof(FieldIsMissing)] = 400,
        [typeof(FieldIsUnknown)] = 400,
        [typeof(FieldIsThereTwice)] = 400,
        [typeof(FieldIsOfAnotherType)] = 400,
        [typeof(FieldIsNoneOf)] = 400,
        [typeof(NotThisParameter)] = 400,
        [typeof(ParameterIsMissing)] = 400,
        [typeof(ParameterIsNoneOf)] = 400,
        [typeof(NotAnInstant)] = 400,
        [typeof(NotAnIdempotencyKey)] = 400,
        [typeof(TokenDoesNotCount)] = 401,
        [typeof(ApiTokenHasExpired)] = 401,
        [typeof(PasswordMustBeChanged)] = 403,
        [typeof(ScopeIsMissing)] = 403,
        [typeof(NotAllowed)] = 403,
        [typeof(NotItsCustomer)] = 403,
        [typeof(SignUpWaits)] = 403,
        [typeof(SignUpIsNotApproved)] = 403,
        [typeof(NotFound)] = 404,
        [typeof(NotThisMethod)] = 405,
        [typeof(StillAtIt)] = 409,
        [typeof(SentBefore)] = 409,
        [typeof(RequestIsClosed)] = 409,
        [typeof(ImportHasGoneOn)] = 409,
        [typeof(ChangedMeanwhile)] = 412,
        [typeof(ReplyCrossed)] = 412,
        [typeof(BodyIsTooLarge)] = 413,
        [typeof(FileIsTooLarge)] = 413,
        [typeof(ImportIsTooLarge)] = 413,
        [typeof(NotThisMediaType)] = 415,
        [typeof(VersionIsMissing)] = 428,
        [typeof(BrokenInside)] = 500,
        [typeof(NotSetUpYet)] = 503,
        [typeof(DatabaseIsBusy)] = 503,
        [typeof(DatabaseIsAway)] = 503,
    }.ToFrozenDictionary();

    /// <summary>All types of problems by their codes.</summary>
    public static FrozenDictionary<string, Type> Types { get; } = typeof(Refusal).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Refusal)) && !type.IsAbstract)
        .GroupBy(CodeOf, StringComparer.Ordinal)
        .ToFrozenDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    /// <summary>The status a type of refusal is answered with.</summary>
    public static int StatusOf(Type refusal) => Statuses.TryGetValue(refusal, out var status) ? status
        : refusal.IsAssignableTo(typeof(TooMany)) ? StatusCodes.Status429TooManyRequests
        : StatusCodes.Status422UnprocessableEntity;

    /// <summary>The code of a type of refusal, such as <c>request-is-closed</c>.</summary>
    public static string CodeOf(Type refusal) => string.Concat(refusal.Name.Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    /// <summary>What a type is called, such as "Request is closed".</summary>
    public static string TitleOf(Type refusal)
    {
        var words = CodeOf(refusal).Replace('-', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Its sentence in the reader's language, with dots for what differs each time.</summary>
    public static string SentenceOf(Type refusal) => Gap().Replace(Sentences.Of(refusal, refusal.Name, CultureInfo.CurrentUICulture), "…");

    /// <summary>Answers with a refusal.</summary>
    public static Task WriteAsync(HttpContext context, Refusal why, string? pointer = null)
    {
        var response = context.Response;
        response.StatusCode = StatusOf(why.GetType());
        if (response.StatusCode is StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = why is ApiTokenHasExpired || context.Request.Headers.Authorization.Count > 0 ? "Bearer error=\"invalid_token\"" : "Bearer";
        }

        if (why is ScopeIsMissing scope)
        {
            response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope.Scope}\"";
        }

        if (WaitOf(why) is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        var type = why.GetType();
        var page = context.RequestServices.GetRequiredService<SiteLinks>().To(Pages + CodeOf(type));
        var problem = new ProblemJson(page.AbsoluteUri, TitleOf(type), response.StatusCode, Sentences.Of(why, CultureInfo.CurrentUICulture), CodeOf(type)) { Pointer = pointer };
        response.ContentType = MediaType;
        response.Headers.ContentLanguage = CultureInfo.CurrentUICulture.Name;
        return response.Body.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(problem, Json)), context.RequestAborted).AsTask();
    }

    /// <summary>What an answer without a body meant that the framework gave.</summary>
    public static Refusal Of(int status, ApiOperation? operation) => status switch
    {
        StatusCodes.Status404NotFound => new NotFound(),
        StatusCodes.Status405MethodNotAllowed => new NotThisMethod(),
        StatusCodes.Status413PayloadTooLarge => new BodyIsTooLarge(),
        StatusCodes.Status415UnsupportedMediaType => new NotThisMediaType(operation?.FileType ?? "application/json"),
        >= StatusCodes.Status500InternalServerError => new BrokenInside(System.Diagnostics.Activity.Current?.TraceId.ToString() ?? "-"),
        _ => new CannotBeRead(),
    };

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gap();

    private static TimeSpan? WaitOf(Refusal why) => why switch
    {
        TooMany many => many.RetryAfter,
        StillAtIt or DatabaseIsBusy or DatabaseIsAway or NotSetUpYet => TimeSpan.FromSeconds(UsualWaitSeconds),
        _ => null,
    };
}

/// <summary>A refusal as the result of an endpoint.</summary>
internal sealed class RefusedCall(Refusal why) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        ApiProblems.WriteAsync(httpContext, why, httpContext.GetEndpoint()?.Metadata.GetMetadata<ApiOperation>()?.Places.GetValueOrDefault(why.GetType()));
}
