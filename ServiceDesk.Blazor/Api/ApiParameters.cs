using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Metadata;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>What stands in the query of an address, held against what its operation takes.</summary>
internal static class ApiParameters
{
    private static readonly ConditionalWeakTable<Endpoint, IReadOnlyDictionary<string, Type>> Known = [];

    /// <summary>Names a parameter that is unknown, there twice or no text; null when there is none. What is a part of the path is none of the query.</summary>
    public static Refusal? WhyNot(HttpContext context)
    {
        if (!context.Request.QueryString.HasValue)
        {
            return null;
        }

        var known = KnownTo(context.GetEndpoint()!);
        return context.Request.Query.Where(asked => !known.ContainsKey(asked.Key) || asked.Value is not [{ } value] || value.Contains('\0', StringComparison.Ordinal))
            .Select(asked => new NotThisParameter(OneLine.Of(asked.Key)))
            .FirstOrDefault();
    }

    /// <summary>What was the matter with a parameter that could not be read; null when it was something else.</summary>
    public static Refusal? Find(HttpContext context, BadHttpRequestException e)
    {
        // The framework names it in a sentence: Failed to bind parameter "Nullable<int> limit" from "x".
        var quoted = e.Message.Split('"');
        if (e.StatusCode != StatusCodes.Status400BadRequest || quoted.Length < 2 || KnownTo(context.GetEndpoint()!).GetValueOrDefault(quoted[1].Split(' ')[^1]) is not { } type)
        {
            return null;
        }

        var name = quoted[1].Split(' ')[^1];
        return e.Message.StartsWith("Required parameter", StringComparison.Ordinal) ? new ParameterIsMissing(name)
            : Chosen.NamesOfParameter(type) is { } names ? new ParameterIsNoneOf(name, string.Join(", ", names))
            : type == typeof(Instant) ? new NotAnInstant(name)
            : new NotThisParameter(name);
    }

    // The operation's own are those that are read from a text; the others are what it works with.
    private static IReadOnlyDictionary<string, Type> KnownTo(Endpoint endpoint) => Known.GetValue(endpoint, static one => one.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
        .Select(parameter => (parameter.Name, Type: Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType))
        .Where(parameter => Array.Exists(parameter.Type.GetInterfaces(), shape => shape.IsGenericType && shape.GetGenericTypeDefinition() == typeof(IParsable<>))
            && ((RouteEndpoint)one).RoutePattern.GetParameter(parameter.Name) is null)
        .ToDictionary(parameter => parameter.Name, parameter => parameter.Type, StringComparer.Ordinal));
}
