using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ServiceDesk.Blazor.Api;

/// <summary>Places in lists as they are handed out: sealed, and good for the list they came from, with the filters it was asked for with, alone.</summary>
internal sealed class ApiCursors(IDataProtectionProvider protection)
{
    private const int MostCharacters = 4_000;
    private readonly IDataProtector _cursors = protection.CreateProtector("ServiceDesk.Api.Cursors");

    /// <summary>Seals a place in the list that is asked for.</summary>
    public string Write(HttpRequest list, string place) => Of(list).Protect(place);

    /// <summary>The place; null for a cursor of another list, or what is none.</summary>
    public string? Read(HttpRequest list, string cursor)
    {
        try
        {
            return cursor.Length is > 0 and <= MostCharacters ? Of(list).Unprotect(cursor) : null;
        }
        catch (CryptographicException)
        {
            return null; // somebody made it up, or took it from elsewhere
        }
    }

    // How many rows a page has may differ from page to page.
    private IDataProtector Of(HttpRequest list)
    {
        var filters = list.Query.Where(one => one.Key is not ("cursor" or "limit")).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}");
        return _cursors.CreateProtector(string.Join('\n', filters.Prepend(list.Path.Value!.ToUpperInvariant())));
    }
}
