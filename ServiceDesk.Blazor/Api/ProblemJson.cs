namespace ServiceDesk.Blazor.Api;

/// <summary>Why a call was refused (RFC 9457).</summary>
/// <param name="Type">A page of this site that tells what it means.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Detail">A sentence for people, in the language the caller asks for.</param>
/// <param name="Code">The same as the type, to compare with.</param>
internal sealed record ProblemJson(string Type, string Title, int Status, string Detail, string Code)
{
    /// <summary>Where in the body the matter lies; null when it is not known.</summary>
    public string? Pointer { get; init; }
}

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it, in order.</param>
/// <param name="NextCursor">To be handed back for the next page; null on the last.</param>
internal sealed record PageJson<T>(IReadOnlyList<T> Items, string? NextCursor);
