using System.Globalization;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Audit;

/// <summary>Which entries of the audit are read; what is left out does not matter.</summary>
/// <param name="DeskId">Those of this desk; null for all of the site, its desks included.</param>
/// <param name="Person">Part of the name or address of who did it or whom it concerns.</param>
/// <param name="What">A name of <see cref="Changes"/>.</param>
/// <param name="From">The first moment.</param>
/// <param name="Until">The first moment after.</param>
public sealed record AuditFilter(Guid? DeskId = null, string? Person = null, string? What = null, DateTimeOffset? From = null, DateTimeOffset? Until = null);

/// <summary>An entry as it is read.</summary>
/// <param name="Entry">What was written.</param>
/// <param name="Who">The name of who did it; null for a stranger, the site itself and an account that is gone.</param>
/// <param name="Desk">The key of the desk it concerns; null when it concerns none.</param>
/// <param name="Subject">The name of whom it concerns; null when nobody, or whoever did it.</param>
/// <param name="Names">The names of the people it mentions.</param>
public sealed record AuditRow(AuditEntry Entry, string? Who, string? Desk, string? Subject, IReadOnlyDictionary<Guid, string> Names)
{
    /// <summary>Whether the site itself did it: a worker, the console.</summary>
    public bool IsBySite => Entry.ActorId is null && Entry.Network is null;

    /// <summary>What was done, as a sentence.</summary>
    public string Sentence(CultureInfo culture) => Entry.Sentence(culture, Names);

    /// <summary>Why, as it was written down; null when nothing was.</summary>
    public string? ReasonIn(CultureInfo culture) => AuditDetails.Of(Entry, culture, Names).Reason;

    /// <summary>Who did it, in words.</summary>
    public string WhoIn(CultureInfo culture) => Who ?? Sentences.Of(typeof(AuditEntry), Entry.ActorId is not null ? "Value.Gone" : IsBySite ? "Value.Site" : "Value.Stranger", culture);
}

/// <summary>Where a page of the audit ended.</summary>
internal sealed record AuditPlace(DateTimeOffset At, Guid Id)
{
    /// <summary>The place of an entry, as the text that is handed back for the next page.</summary>
    public static string Of(AuditEntry last) => string.Create(CultureInfo.InvariantCulture, $"{last.At.UtcTicks}:{last.Id:N}");

    /// <summary>Reads a place; null for none and for what is none.</summary>
    public static AuditPlace? Read(string? text) =>
        text?.Split(':') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParseExact(id, "N", out var last)
            ? new AuditPlace(new DateTimeOffset(at, TimeSpan.Zero), last)
            : null;
}
