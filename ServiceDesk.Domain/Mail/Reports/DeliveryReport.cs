namespace ServiceDesk.Domain.Mail.Reports;

/// <summary>A mail server's word that a message did not arrive, or not yet.</summary>
/// <param name="Recipients">Whom it did not reach; none where the server did not say it legibly.</param>
/// <param name="OriginalMessageId">The Message-ID of the message that did not arrive; null when the report does not carry it.</param>
public sealed record DeliveryReport(IReadOnlyList<FailedRecipient> Recipients, string? OriginalMessageId);

/// <summary>Somebody whom a message did not reach.</summary>
/// <param name="Address">The address.</param>
/// <param name="Status">The status code (RFC 3463), such as <c>5.1.1</c>; null when the server gave none.</param>
/// <param name="IsFinal">Whether the server has given up; else it keeps trying.</param>
/// <param name="Explanation">The server's own words; null when there are none.</param>
public sealed record FailedRecipient(string Address, string? Status, bool IsFinal, string? Explanation);

/// <summary>A mail provider's word that somebody calls a message spam (RFC 5965).</summary>
/// <param name="Kind">What it is called, such as <c>abuse</c>.</param>
/// <param name="Recipient">Who complains; null when the provider does not say.</param>
/// <param name="OriginalMessageId">The Message-ID of the message; null when the report does not carry it.</param>
public sealed record FeedbackReport(string Kind, string? Recipient, string? OriginalMessageId);
