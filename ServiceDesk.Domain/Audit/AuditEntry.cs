using System.Text.Json;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Audit;

/// <summary>One change somebody made, written in the commit of the change and never altered (design.md 2.2 "Kept").</summary>
public sealed class AuditEntry
{
    /// <summary>The row's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>What was done, by name; its sentence is a resource.</summary>
    public string What { get; private set; } = "";

    /// <summary>Who did it; null for the site itself or a stranger.</summary>
    public Guid? ActorId { get; private set; }

    /// <summary>From which network address; null for the site itself.</summary>
    public string? Network { get; private set; }

    /// <summary>The desk it concerns; null when it concerns the site.</summary>
    public Guid? DeskId { get; private set; }

    /// <summary>The row it concerns: an account, a request, a mail; null when it is the desk or site itself.</summary>
    public Guid? SubjectId { get; private set; }

    /// <summary>Before, after and whatever else tells the story, as a JSON object; never a secret.</summary>
    public string Details { get; private set; } = "{}";

    /// <summary>The entry of one change.</summary>
    /// <param name="what">A <see cref="Changes"/> name.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="now">When.</param>
    /// <param name="deskId">The desk concerned.</param>
    /// <param name="subjectId">The row concerned.</param>
    /// <param name="details">An object whose properties are kept; null for none.</param>
    public static AuditEntry Of(string what, Actor by, DateTimeOffset now, Guid? deskId = null, Guid? subjectId = null, object? details = null) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        What = what,
        ActorId = by.AccountId,
        Network = by.Network,
        DeskId = deskId,
        SubjectId = subjectId,
        Details = details is null ? "{}" : JsonSerializer.Serialize(details),
    };
}
