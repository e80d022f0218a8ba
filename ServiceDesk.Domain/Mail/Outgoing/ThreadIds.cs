using ServiceDesk.Domain.Mail.Mime.Writing;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>Message-IDs as the outbox keeps them: one after the other, with a space between.</summary>
internal static class ThreadIds
{
    // Each mail of a thread names all before it: beyond this, readers find the thread as well by its first and its latest mails.
    private const int Most = 20;

    /// <summary>One of our own. Throws <see cref="ArgumentException"/> when it is none.</summary>
    public static string Own(string id) => HeaderBlock.IsId(id) ? id : throw new ArgumentException("Not a Message-ID.", nameof(id));

    /// <summary>One that may be a stranger's; null when it cannot be written.</summary>
    public static string? OrNone(string? id) => id is not null && HeaderBlock.IsId(id) ? id : null;

    /// <summary>Those that can be written, of very many the first and the latest; null when there are none.</summary>
    public static string? Joined(IEnumerable<string> ids)
    {
        var all = ids.Where(HeaderBlock.IsId).Distinct(StringComparer.Ordinal).ToList();
        var kept = all.Count <= Most ? all : [all[0], .. all.TakeLast(Most - 1)];
        return kept.Count == 0 ? null : string.Join(' ', kept);
    }

    /// <summary>Them again.</summary>
    public static IReadOnlyList<string> Parted(string? joined) => joined?.Split(' ') ?? [];
}
