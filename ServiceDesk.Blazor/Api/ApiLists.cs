using System.Buffers.Text;
using System.Text;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>Pages of lists as the API hands them out: where one goes on is told as a text that means nothing to its reader.</summary>
internal static class ApiLists
{
    private const int Usual = 50;
    private const int Most = 100;
    private const int MostCursorBytes = 1_000;

    /// <summary>Reads which page is wanted.</summary>
    public static Outcome<(string? After, int Most)> PageOf(string? cursor, int? limit)
    {
        if (limit is < 1 or > Most)
        {
            return new NotThisParameter("limit");
        }

        if (cursor is null)
        {
            return (null, limit ?? Usual);
        }

        return Read(cursor) is { } after ? (after, limit ?? Usual) : new NotThisParameter("cursor");
    }

    /// <summary>Answers with a page.</summary>
    public static IResult Answer<T, TJson>(Outcome<PageOf<T>> page, Func<T, TJson> json) => page.Match<IResult>(
        done => TypedResults.Ok(new PageJson<TJson>([.. done.Rows.Select(json)], Write(done.Next))),
        why => new RefusedCall(why));

    /// <summary>A place in a list, as it is handed out.</summary>
    public static string? Write(string? place) => place is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    private static string? Read(string cursor)
    {
        if (cursor.Length > MostCursorBytes || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        return bytes.Length > 0 && System.Text.Unicode.Utf8.IsValid(bytes) && !bytes.Contains((byte)0) ? Encoding.UTF8.GetString(bytes) : null;
    }
}
