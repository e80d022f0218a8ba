using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Domain.Requests;

/// <summary>A ticket of a desk, with a key such as IT-42 (design.md 1, 3).</summary>
public sealed class Request
{
    /// <summary>The longest summary, in characters.</summary>
    public const int MostSummaryCharacters = 200;

    /// <summary>The longest description or comment, in characters.</summary>
    public const int MostTextCharacters = 30_000;

    /// <summary>The row's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The desk.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>Its number on the desk, from 1 without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>The desk's key and the number, such as IT-42.</summary>
    public required string Key { get; init; }

    /// <summary>The request type.</summary>
    public required Guid TypeId { get; init; }

    /// <summary>Whose request it is.</summary>
    public required Guid ReporterId { get; init; }

    /// <summary>Whose request it is.</summary>
    public Account Reporter { get; init; } = null!;

    /// <summary>What it is about, one line.</summary>
    public required string Summary { get; set; }

    /// <summary>What was written when it was raised; may be empty.</summary>
    public required string Description { get; set; }

    /// <summary>Where it stands.</summary>
    public RequestStatus Status { get; set; }

    /// <summary>Which agent looks after it; null while none does.</summary>
    public Guid? AssigneeId { get; set; }

    /// <summary>Which agent looks after it; null while none does.</summary>
    public Account? Assignee { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When anything about it last changed, internal comments included.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>When anything its customers may see last changed.</summary>
    public required DateTimeOffset ChangedPubliclyAt { get; set; }

    /// <summary>Whether its reporter's name was used without a proof of the address (design.md 2.5): such a request is shown to them only once the address is proved.</summary>
    public bool IsUnproved { get; set; }

    /// <summary>The mail it came by, whose original is kept; null when it came otherwise.</summary>
    public Guid? MailId { get; init; }

    /// <summary>Another request of the desk that its mail named, by somebody who has no part in that one, or after it was closed. Staff alone may know; null for none.</summary>
    public Guid? LinkedToId { get; init; }

    /// <summary>Raised with every change: a change made on an older version is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Where it stands once a customer has answered: what waited for them or was thought to be done goes on.</summary>
    public RequestStatus StatusOnceAnswered => Status switch
    {
        RequestStatus.WaitingForCustomer => AssigneeId is null ? RequestStatus.Open : RequestStatus.InProgress,
        RequestStatus.Resolved => RequestStatus.Open,
        _ => Status,
    };
}
