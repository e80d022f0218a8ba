namespace ServiceDesk.Domain.Requests;

/// <summary>Where a request stands.</summary>
public enum RequestStatus
{
    /// <summary>Nobody has begun.</summary>
    Open,

    /// <summary>An agent works on it.</summary>
    InProgress,

    /// <summary>The desk waits for the customer's answer.</summary>
    WaitingForCustomer,

    /// <summary>The desk thinks it is done.</summary>
    Resolved,

    /// <summary>It is over.</summary>
    Closed,
}
