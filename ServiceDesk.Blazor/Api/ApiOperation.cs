using ServiceDesk.Domain.Api;

namespace ServiceDesk.Blazor.Api;

/// <summary>What the gate knows of an operation of the API.</summary>
/// <param name="Scope">What the token has to allow.</param>
internal sealed record ApiOperation(ApiScope Scope)
{
    /// <summary>The most bytes it takes.</summary>
    public Func<IServiceProvider, long> MostBytes { get; init; } = _ => ApiJson.MostBytes;

    /// <summary>The media types of a file that is taken as it comes, never whole in memory; null for JSON.</summary>
    public string? FileType { get; init; }

    /// <summary>Whether a change says on which version it is made: null never, false may, true must.</summary>
    public bool? TakesVersion { get; init; }

    /// <summary>Where in the body the matter lies that is refused, as a JSON Pointer, where it can lie nowhere else.</summary>
    public IReadOnlyDictionary<Type, string> Places { get; init; } = new Dictionary<Type, string>();

    /// <summary>A body that works, for the reference; null for none.</summary>
    public string? Example { get; init; }

    /// <summary>What parameters are taken for that are left out, by their names.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>();

    /// <summary>The query of the example; empty for none.</summary>
    public string ExampleQuery { get; init; } = "";
}

/// <summary>How an operation is offered.</summary>
internal static class OfferedOperations
{
    private static readonly int[] Always = [400, 401, 403, 404, 429, 500, 503];

    /// <summary>Offers an operation.</summary>
    /// <param name="route">Where.</param>
    /// <param name="operation">What the gate has to know.</param>
    /// <param name="name">Its name in the document.</param>
    /// <param name="summary">What it does, in a line.</param>
    /// <param name="more">What else can be refused, as statuses.</param>
    public static RouteHandlerBuilder Offers(this RouteHandlerBuilder route, ApiOperation operation, string name, string summary, params int[] more)
    {
        route.WithMetadata(operation).WithName(name).WithSummary(summary);
        int[] versions = operation.TakesVersion switch { null => [], true => [412, 428], false => [412] };
        foreach (var status in Always.Concat(more).Concat(versions).Order())
        {
            route.Produces<ProblemJson>(status, ApiProblems.MediaType);
        }

        return route;
    }

    /// <summary>The same for a POST: what is sent can be refused for itself, and for its Idempotency-Key.</summary>
    public static RouteHandlerBuilder OffersPost(this RouteHandlerBuilder route, ApiOperation operation, string name, string summary, params int[] more) =>
        route.Offers(operation, name, summary, [409, 413, 415, 422, .. more]);
}
