namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>When a mail that was not taken is tried again: soon at first, then more and more seldom, for two days.</summary>
internal static class DeliveryPlan
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(8),
        TimeSpan.FromHours(12),
        TimeSpan.FromHours(24),
    ];

    /// <summary>A mail due for longer is not sent without being asked for: nobody expects it any more.</summary>
    public static readonly TimeSpan Overdue = TimeSpan.FromDays(2);

    /// <summary>How long to wait after so many tries; null to give up.</summary>
    public static TimeSpan? WaitAfter(int tries) => tries <= Waits.Length ? Waits[Math.Max(tries, 1) - 1] : null;
}
