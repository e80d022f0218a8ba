namespace ServiceDesk.Domain.Api;

/// <summary>What a token lets a program do of what its owner may. Never more than the owner may at that moment (design.md 2.8).</summary>
[Flags]
public enum ApiScope
{
    /// <summary>Nothing but to ask whose the token is.</summary>
    None = 0,

    /// <summary>See desks and their request types.</summary>
    DesksRead = 1,

    /// <summary>Read requests, their comments and files.</summary>
    RequestsRead = 2,

    /// <summary>Raise requests, comment, attach, move on.</summary>
    RequestsWrite = 4,

    /// <summary>See customer lists and imports.</summary>
    CustomersRead = 8,

    /// <summary>Add, remove and import customers.</summary>
    CustomersWrite = 16,

    /// <summary>See invitations.</summary>
    InvitationsRead = 32,

    /// <summary>Invite, send again, take back.</summary>
    InvitationsWrite = 64,

    /// <summary>See the user directory.</summary>
    UsersRead = 128,
}

/// <summary>The names of scopes, as programs and the pages write them.</summary>
public static class ApiScopes
{
    private static readonly (ApiScope Scope, string Name)[] Names =
    [
        (ApiScope.DesksRead, "desks:read"),
        (ApiScope.RequestsRead, "requests:read"),
        (ApiScope.RequestsWrite, "requests:write"),
        (ApiScope.CustomersRead, "customers:read"),
        (ApiScope.CustomersWrite, "customers:write"),
        (ApiScope.InvitationsRead, "invitations:read"),
        (ApiScope.InvitationsWrite, "invitations:write"),
        (ApiScope.UsersRead, "users:read"),
    ];

    /// <summary>Each scope there is.</summary>
    public static IReadOnlyList<ApiScope> All { get; } = [.. Names.Select(one => one.Scope)];

    /// <summary>The names of what is in it, such as <c>requests:read</c>; empty for none.</summary>
    public static IReadOnlyList<string> NamesIn(this ApiScope scopes) => [.. Names.Where(one => scopes.HasFlag(one.Scope)).Select(one => one.Name)];

    /// <summary>The scopes of these names; null when one of them is no scope's.</summary>
    public static ApiScope? Read(IEnumerable<string> names)
    {
        var all = ApiScope.None;
        foreach (var name in names)
        {
            if (Array.Find(Names, one => one.Name == name) is not { Name: not null } found)
            {
                return null;
            }

            all |= found.Scope;
        }

        return all;
    }
}
