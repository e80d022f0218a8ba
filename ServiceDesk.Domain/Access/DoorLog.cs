using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Access;

/// <summary>The attempts at the doors, for who may read them: a desk's for its administrators, all of them for site administrators (design.md 2.2, 2.8).</summary>
public sealed class DoorLog(DeskWork database)
{
    /// <summary>As a desk's id: the doors that belong to the site and to no desk.</summary>
    public static readonly Guid SiteItself = Guid.Empty;

    private const int RowsAPage = 50;
    private const int MostCounts = 50;

    /// <summary>Some attempts, the newest first.</summary>
    /// <param name="deskId">Whose doors: a desk's, those of <see cref="SiteItself"/>, or null for all, which only site administrators see.</param>
    /// <param name="filter">Which attempts.</param>
    /// <param name="after">The <see cref="PageOf{T}.Next"/> of the page before; null for the first.</param>
    /// <param name="by">Who asks.</param>
    public async Task<Outcome<PageOf<DoorLogRow>>> ListAsync(Guid? deskId, DoorLogFilter filter, string? after, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by, deskId)).May(Operation.ReadAudit))
        {
            return new NotFound();
        }

        var found = filter.Among(deskId is { } id ? db.DoorLog.Where(entry => entry.DeskId == (id == SiteItself ? null : id)) : db.DoorLog);
        if (Place.Read(after) is { } place)
        {
            found = found.Where(entry => entry.At < place.At || (entry.At == place.At && entry.Id < place.Id));
        }

        var rows = await found.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(RowsAPage + 1)
            .Select(entry => new DoorLogRow(
                entry.Id,
                entry.At,
                entry.Door,
                db.Desks.Where(desk => desk.Id == entry.DeskId).Select(desk => desk.Key).FirstOrDefault(),
                entry.Address,
                entry.Effect,
                entry.Reason,
                db.Accounts.Where(account => account.Id == entry.ActorId).Select(account => account.FullName).FirstOrDefault(),
                entry.Network))
            .ToListAsync();
        return rows.Count <= RowsAPage
            ? new PageOf<DoorLogRow>(rows, null)
            : new PageOf<DoorLogRow>(rows.GetRange(0, RowsAPage), new Place(rows[RowsAPage - 1].At, rows[RowsAPage - 1].Id).ToString());
    }

    /// <summary>How many attempts the limits turned away lately, per minute and door, on all nodes together; the newest first.</summary>
    public async Task<Outcome<IReadOnlyList<TurnedAwayRow>>> TurnedAwayAsync(Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.ReadAudit))
        {
            return new NotFound();
        }

        return await db.TurnedAway.GroupBy(row => new { row.Minute, row.Door, row.Limit })
            .OrderByDescending(minute => minute.Key.Minute).ThenBy(minute => minute.Key.Door).ThenBy(minute => minute.Key.Limit)
            .Take(MostCounts)
            .Select(minute => new TurnedAwayRow(minute.Key.Minute, minute.Key.Door, minute.Key.Limit, minute.Sum(row => row.Count)))
            .ToListAsync();
    }

    private sealed record Place(DateTimeOffset At, Guid Id)
    {
        public static Place? Read(string? text) => text?.Split(' ') is [var at, var id]
            && long.TryParse(at, CultureInfo.InvariantCulture, out var microseconds) && Guid.TryParse(id, out var row)
            ? new Place(Instants.FromMicroseconds(microseconds), row)
            : null;

        public override string ToString() => $"{Instants.ToMicroseconds(At).ToString(CultureInfo.InvariantCulture)} {Id}";
    }
}

/// <summary>Which attempts are looked for; what is null matters not.</summary>
public sealed record DoorLogFilter
{
    /// <summary>At this door.</summary>
    public Door? Door { get; init; }

    /// <summary>Of this address, or of addresses with this in them.</summary>
    public string? Address { get; init; }

    /// <summary>Allowed ones, or refused ones.</summary>
    public bool? IsAllowed { get; init; }

    /// <summary>Refused for this reason.</summary>
    public RefusedBecause? Reason { get; init; }

    /// <summary>Not before this moment.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    internal IQueryable<DoorEntry> Among(IQueryable<DoorEntry> entries)
    {
        var (door, reason, from, until) = (Door, Reason, From, Until);
        entries = door is null ? entries : entries.Where(entry => entry.Door == door);
        entries = reason is null ? entries : entries.Where(entry => entry.Reason == reason);
        entries = IsAllowed is not { } allowed ? entries : entries.Where(entry => (entry.Effect != null) == allowed);
        entries = from is null ? entries : entries.Where(entry => entry.At >= from);
        entries = until is null ? entries : entries.Where(entry => entry.At < until);
        if (EmailAddress.TryParse(Address, out var whole))
        {
            return entries.Where(entry => entry.Address == whole.Normalized);
        }

        var part = (Address ?? "").Trim().ToLowerInvariant();
        return part.Length == 0 ? entries : entries.Where(entry => entry.Address.Contains(part));
    }
}

/// <summary>One attempt at a door.</summary>
/// <param name="Id">The row.</param>
/// <param name="At">When.</param>
/// <param name="Door">At which door.</param>
/// <param name="DeskKey">Of which desk; null for the site's own doors.</param>
/// <param name="Address">The address it was about.</param>
/// <param name="Effect">What was allowed; null when it was refused.</param>
/// <param name="Reason">Why it was refused; null when it was allowed.</param>
/// <param name="Actor">Who acted; null for a stranger.</param>
/// <param name="Network">From which network address; null when not known.</param>
public sealed record DoorLogRow(Guid Id, DateTimeOffset At, Door Door, string? DeskKey, string Address, Effect? Effect, RefusedBecause? Reason, string? Actor, string? Network);

/// <summary>What a limit turned away in one minute.</summary>
/// <param name="Minute">The minute.</param>
/// <param name="Door">At which door.</param>
/// <param name="Limit">The limit's name.</param>
/// <param name="Count">How many.</param>
public sealed record TurnedAwayRow(DateTimeOffset Minute, Door Door, string Limit, int Count);
