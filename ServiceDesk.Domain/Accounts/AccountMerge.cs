namespace ServiceDesk.Domain.Accounts;

/// <summary>That one account was merged into another, and what moved by it, so that it can be undone for a day (design.md 2.5).</summary>
public sealed class AccountMerge
{
    /// <summary>How long it can be undone.</summary>
    public static readonly TimeSpan Undoable = TimeSpan.FromDays(1);

    /// <summary>The row's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The account that was given up.</summary>
    public required Guid FromId { get; init; }

    /// <summary>The account that stayed.</summary>
    public required Guid IntoId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public required Guid ById { get; init; }

    /// <summary>What moved, in JSON; empty once it can no longer be undone.</summary>
    public required string Moved { get; set; }

    /// <summary>When it was undone; null while it was not.</summary>
    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>Guards against undoing it twice.</summary>
    public int Version { get; private set; }

    /// <summary>Until when it can be undone.</summary>
    public DateTimeOffset UndoEndsAt => At + Undoable;
}
