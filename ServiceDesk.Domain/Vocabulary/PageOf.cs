namespace ServiceDesk.Domain.Vocabulary;

/// <summary>Some rows of a longer list, paged by key.</summary>
/// <param name="Rows">The rows of this page, in order; empty when there are none.</param>
/// <param name="Next">Where the next page begins, to be handed back as it is; null on the last page.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Rows, string? Next);
