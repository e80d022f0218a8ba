using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Domain.Requests;

/// <summary>What somebody wrote on a request.</summary>
public sealed class Comment
{
    /// <summary>The row's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Who wrote it.</summary>
    public required Guid AuthorId { get; init; }

    /// <summary>Who wrote it.</summary>
    public Account Author { get; init; } = null!;

    /// <summary>Whether only staff may see it. Never shown, counted or mailed to customers.</summary>
    public required bool IsInternal { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>The mail it came by, whose original is kept; null when it came otherwise.</summary>
    public Guid? MailId { get; init; }

    /// <summary>Whether it came by a mail that did not show to be its writer's.</summary>
    public bool IsUnverified { get; init; }
}

/// <summary>Somebody besides the reporter who follows a request as a customer.</summary>
public sealed class Participant
{
    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The person.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }
}

/// <summary>The number a desk's latest request has; locked while the next is given, so that there are no gaps or doubles.</summary>
public sealed class RequestCounter
{
    /// <summary>The desk.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>The latest number; 0 before the first request.</summary>
    public int Latest { get; set; }
}
