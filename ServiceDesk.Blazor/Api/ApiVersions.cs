using Microsoft.Net.Http.Headers;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>On which version of a request something is done: the headers If-Match and If-None-Match, as RFC 9110 (13.1.1, 13.1.2) has them.</summary>
internal static class ApiVersions
{
    /// <summary>The ETag of a version.</summary>
    public static string TagOf(int version) => $"\"v{version}\"";

    /// <summary>Whether the caller says on which version the change is made.</summary>
    public static bool SaysVersion(this ApiCall call) => call.Context.Request.Headers.IfMatch.ToString().Length > 0;

    /// <summary>Whether the change is for whichever version there is: the caller said so, or nothing.</summary>
    public static bool TakesAnyVersion(this ApiCall call) => call.Context.Request.Headers.IfMatch.ToString() is "" or "*";

    /// <summary>Whether the change may be made on this version, as far as the caller says; null for what has none that the caller is told.</summary>
    public static bool Takes(this ApiCall call, int? version) => call.TakesAnyVersion() || (version is { } now
        && EntityTagHeaderValue.TryParseStrictList(call.Context.Request.Headers.IfMatch, out var tags)
        && tags.Any(tag => tag.Compare(new EntityTagHeaderValue(TagOf(now)), useStrongComparison: true)));

    /// <summary>Why a change that has to say its version is not made on this one; null when it is.</summary>
    public static Refusal? WhyNotOn(this ApiCall call, int version) => !call.SaysVersion() ? new VersionIsMissing() : call.Takes(version) ? null : new ChangedMeanwhile();

    /// <summary>Whether the caller has what is about to be answered, under this ETag; null for none.</summary>
    public static bool IsKnown(this ApiCall call, string? tag)
    {
        var known = call.Context.Request.Headers.IfNoneMatch;
        return known.ToString() is "*" || (tag is not null
            && EntityTagHeaderValue.TryParseStrictList(known, out var tags)
            && tags.Any(one => one.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false)));
    }
}
