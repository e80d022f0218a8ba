using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>Pages of lists as the API hands them out.</summary>
internal static class ApiLists
{
    /// <summary>How many rows a page has unless asked otherwise.</summary>
    public const int Usual = 50;

    /// <summary>How many rows a page may have.</summary>
    public const int Most = 100;

    /// <summary>Reads which page is wanted.</summary>
    public static Outcome<(string? After, int Most)> PageOf(this ApiCall call, string? cursor, int? limit)
    {
        if (limit is < 1 or > Most)
        {
            return new NotThisParameter("limit");
        }

        if (cursor is null)
        {
            return (null, limit ?? Usual);
        }

        return Cursors(call).Read(call.Context.Request, cursor) is { } after ? (after, limit ?? Usual) : new NotThisParameter("cursor");
    }

    /// <summary>Answers with a page.</summary>
    public static IResult Answer<T, TJson>(this ApiCall call, Outcome<PageOf<T>> page, Func<T, TJson> json) => page.Match<IResult>(
        done => TypedResults.Ok(new PageJson<TJson>([.. done.Rows.Select(json)], call.CursorOf(done.Next))),
        why => new RefusedCall(why));

    /// <summary>Where the list goes on, as it is handed out; null at its end.</summary>
    public static string? CursorOf(this ApiCall call, string? place) => place is null ? null : Cursors(call).Write(call.Context.Request, place);

    private static ApiCursors Cursors(ApiCall call) => call.Context.RequestServices.GetRequiredService<ApiCursors>();
}
