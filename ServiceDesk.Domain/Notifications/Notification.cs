namespace ServiceDesk.Domain.Notifications;

/// <summary>What somebody can be mailed of the requests that concern them. Each can be chosen, or not, by the person alone.</summary>
[Flags]
public enum Notification
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>An agent answered a request of theirs, or one in which they take part.</summary>
    Replies = 1,

    /// <summary>Another customer wrote on such a request.</summary>
    Comments = 2,

    /// <summary>Such a request stands elsewhere.</summary>
    StatusChanges = 4,

    /// <summary>Somebody brought them into a request.</summary>
    TakingPart = 8,

    /// <summary>To staff: a request was given to them.</summary>
    Assignments = 16,

    /// <summary>To staff: something was written on a request that is theirs to serve.</summary>
    Assigned = 32,

    /// <summary>To staff: somebody named them in a comment.</summary>
    Mentions = 64,

    /// <summary>To staff: a request came to a desk of theirs, or something was written on one that nobody serves yet.</summary>
    NewRequests = 128,
}

/// <summary>Which notifications there are to choose from, and which somebody gets who chose nothing.</summary>
public static class Notifications
{
    /// <summary>What everybody gets who has not chosen: all that concerns them in person. Not every new request of a desk, of which there can be many.</summary>
    public const Notification Usual = Notification.Replies | Notification.Comments | Notification.StatusChanges | Notification.TakingPart
        | Notification.Assignments | Notification.Assigned | Notification.Mentions;

    /// <summary>Those about requests as a customer sees them.</summary>
    public static IReadOnlyList<Notification> OfCustomers { get; } = [Notification.Replies, Notification.Comments, Notification.StatusChanges, Notification.TakingPart];

    /// <summary>Those about requests as staff sees them.</summary>
    public static IReadOnlyList<Notification> OfStaff { get; } = [Notification.Assignments, Notification.Assigned, Notification.Mentions, Notification.NewRequests];
}
