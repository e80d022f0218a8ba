using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Domain.Accounts;

/// <summary>The names of people who are mentioned: who changed something, who added somebody.</summary>
internal static class PeopleNames
{
    /// <summary>The names of these accounts; ids that are null or nobody's are left out.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> NamesOfAsync(this DeskDb db, IEnumerable<Guid?> ids)
    {
        Guid[] wanted = [.. ids.OfType<Guid>().Distinct()];
        return wanted.Length == 0
            ? new Dictionary<Guid, string>()
            : await db.Accounts.AsNoTracking().Where(account => wanted.Contains(account.Id)).ToDictionaryAsync(account => account.Id, account => account.FullName);
    }

    /// <summary>Who and when as it is shown; null when it never happened.</summary>
    public static ChangedBy? By(this IReadOnlyDictionary<Guid, string> names, Guid? id, DateTimeOffset? at) =>
        at is { } when ? new ChangedBy(id is { } known ? names.GetValueOrDefault(known) : null, when) : null;
}
