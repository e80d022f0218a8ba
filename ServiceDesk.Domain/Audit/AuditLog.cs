using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Audit;

/// <summary>Who changed what, when and from where, as administrators read it (design.md 2.8). There is no operation that alters an entry.</summary>
public sealed class AuditLog(DeskWork database)
{
    /// <summary>How many entries a page has.</summary>
    public const int PageRows = 50;

    /// <summary>The entries, newest first: all of the site for its administrators, or those of one desk for the desk's.</summary>
    /// <param name="filter">Which of them.</param>
    /// <param name="after">The previous page's <see cref="PageOf{T}.Next"/>; null for the first page.</param>
    /// <param name="by">Who reads.</param>
    public async Task<Outcome<PageOf<AuditRow>>> ReadAsync(AuditFilter filter, string? after, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by, filter.DeskId)).May(Operation.ReadAudit))
        {
            return new NotFound();
        }

        var entries = db.Audit.Matching(filter, db);
        if (AuditPlace.Read(after) is { } place)
        {
            entries = entries.Where(entry => entry.At < place.At || (entry.At == place.At && entry.Id.CompareTo(place.Id) < 0));
        }

        var found = await entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(PageRows + 1).ToListAsync();
        var page = found.Take(PageRows).ToList();
        return new PageOf<AuditRow>(await RowsAsync(db, page), found.Count > PageRows ? AuditPlace.Of(page[^1]) : null);
    }

    private static async Task<IReadOnlyList<AuditRow>> RowsAsync(DeskDb db, List<AuditEntry> page)
    {
        var names = await db.NamesOfAsync([.. page.SelectMany(entry => new[] { entry.ActorId, entry.SubjectId }), .. page.SelectMany(AuditDetails.IdsIn).Cast<Guid?>()]);
        Guid?[] ids = [.. page.Select(entry => entry.DeskId).Where(id => id is not null).Distinct()];
        var desks = await db.Desks.Where(desk => ids.Contains(desk.Id)).ToDictionaryAsync(desk => desk.Id, desk => desk.Key);
        return
        [
            .. page.Select(entry => new AuditRow(
                entry,
                entry.ActorId is { } actor ? names.GetValueOrDefault(actor) : null,
                entry.DeskId is { } desk ? desks.GetValueOrDefault(desk) : null,
                entry.SubjectId is { } subject && subject != entry.ActorId ? names.GetValueOrDefault(subject) : null,
                names)),
        ];
    }
}

internal static class AuditQueries
{
    /// <summary>The entries a filter leaves.</summary>
    public static IQueryable<AuditEntry> Matching(this IQueryable<AuditEntry> entries, AuditFilter filter, DeskDb db)
    {
        if (filter.DeskId is { } desk)
        {
            entries = entries.Where(entry => entry.DeskId == desk);
        }

        if (!string.IsNullOrEmpty(filter.What))
        {
            entries = entries.Where(entry => entry.What == filter.What);
        }

        if (filter.From is { } from)
        {
            entries = entries.Where(entry => entry.At >= from);
        }

        if (filter.Until is { } until)
        {
            entries = entries.Where(entry => entry.At < until);
        }

        var typed = OneLine.Of(filter.Person);
        if (typed.Length > 0)
        {
            var (name, address) = (SortText.Fold(typed), typed.ToLowerInvariant());
            entries = entries.Where(entry => db.Accounts.Any(account =>
                (account.Id == entry.ActorId || account.Id == entry.SubjectId) && (account.SortName.Contains(name) || account.NormalizedEmail!.Contains(address))));
        }

        return entries;
    }
}
