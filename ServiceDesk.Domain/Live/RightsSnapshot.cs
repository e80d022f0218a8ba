using System.Collections.Frozen;
using ServiceDesk.Domain.Access;

namespace ServiceDesk.Domain.Live;

/// <summary>
/// Who may see what, as of one moment: the site's switch, the desks and their staff. Answers pushes and navigation without asking the
/// database; operations that change or hand out anything ask the database itself.
/// </summary>
/// <param name="Version">Raised with each snapshot.</param>
/// <param name="IsPublicSignupOn">The site's switch.</param>
/// <param name="IsSetUp">Whether the first site administrator was made.</param>
/// <param name="Desks">The desks in use by id.</param>
/// <param name="Staff">Everybody who administers the site or stands on an agents list with a seat, and is active.</param>
public sealed record RightsSnapshot(
    long Version,
    bool IsPublicSignupOn,
    bool IsSetUp,
    FrozenDictionary<Guid, DeskNow> Desks,
    FrozenDictionary<Guid, StaffNow> Staff)
{
    /// <summary>Knows nothing: nobody may see anything.</summary>
    public static RightsSnapshot Empty { get; } = new(0, false, false, FrozenDictionary<Guid, DeskNow>.Empty, FrozenDictionary<Guid, StaffNow>.Empty);

    /// <summary>How much work a browser does in place of a CAPTCHA's picture, in bits; null while forms ask for none.</summary>
    public int? CaptchaBits { get; init; }

    /// <summary>The desk of a key; null when there is none in use.</summary>
    public DeskNow? DeskOf(string? key) => Desks.Values.FirstOrDefault(desk => string.Equals(desk.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>What somebody is on a desk; null when not on its staff.</summary>
    public DeskRole? RoleOf(Guid accountId, Guid deskId) =>
        Staff.TryGetValue(accountId, out var person) && person.Desks.TryGetValue(deskId, out var role) ? role : null;

    /// <summary>Whether somebody administers the site.</summary>
    public bool IsSiteAdministrator(Guid accountId) => Staff.TryGetValue(accountId, out var person) && person.IsSiteAdministrator;

    /// <summary>The desks whose staff somebody belongs to, by name.</summary>
    public IEnumerable<DeskNow> DesksStaffedBy(Guid accountId) =>
        Staff.TryGetValue(accountId, out var person)
            ? Desks.Values.Where(desk => person.Desks.ContainsKey(desk.Id)).OrderBy(desk => desk.Name, StringComparer.OrdinalIgnoreCase)
            : [];
}

/// <summary>A desk as of one moment.</summary>
/// <param name="Id">The desk.</param>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Access">Who may use its portal.</param>
/// <param name="SuspendedAt">Since when it is suspended; null when not.</param>
/// <param name="IsOpen">Whether it takes strangers.</param>
/// <param name="Version">The row's version.</param>
public sealed record DeskNow(Guid Id, string Key, string Name, CustomerAccess Access, DateTimeOffset? SuspendedAt, bool IsOpen, int Version);

/// <summary>A member of the staff as of one moment.</summary>
/// <param name="IsSiteAdministrator">Whether they administer the site.</param>
/// <param name="Desks">What they are on which desk.</param>
public sealed record StaffNow(bool IsSiteAdministrator, FrozenDictionary<Guid, DeskRole> Desks);
