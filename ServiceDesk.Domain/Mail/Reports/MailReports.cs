using ServiceDesk.Domain.Mail.Mime;

namespace ServiceDesk.Domain.Mail.Reports;

/// <summary>What machines report about messages: in their own form, or in prose that only looks like it.</summary>
internal static class MailReports
{
    private const int MostCopy = 64 * 1024;

    /// <summary>The report that a message did not arrive; null where the message is none.</summary>
    public static DeliveryReport? Delivery(MimePart message, string text)
    {
        var parts = message.All().ToList();
        if (parts.Exists(IsFeedback))
        {
            return null;
        }

        if (JsonReport.Read(text) is { } json)
        {
            return json;
        }

        var groups = parts.Where(IsStatus).SelectMany(part => StatusFields.Groups(part.Kept.Span)).ToList();
        var failed = StatusFields.Failed(groups).ToList();
        var arrived = groups.Exists(group => group.Text("Action")?.ToLowerInvariant() is "delivered" or "relayed" or "expanded");
        if (failed.Count == 0 && arrived)
        {
            return null;
        }

        var prose = new BounceProse(message.Headers, text);
        if (failed.Count == 0 && !parts.Exists(IsDeliveryReport) && !message.Headers.Has("X-Failed-Recipients") && !prose.IsBounce)
        {
            return null;
        }

        // What is written for people often says why where the part for machines says no more than that it failed.
        var recipients = failed.Count == 0 ? prose.Recipients
            : failed.Select(one => one.Status?.EndsWith(".0.0", StringComparison.Ordinal) == false ? one : one with { Status = StatusCodes.Better(one.Status, prose.StatusOf(one.Address)) });
        return new DeliveryReport([.. recipients.DistinctBy(recipient => recipient.Address, StringComparer.OrdinalIgnoreCase)], OriginalId(parts) ?? prose.OriginalMessageId);
    }

    /// <summary>The report that somebody complains (RFC 5965); null where the message is none.</summary>
    public static FeedbackReport? Feedback(MimePart message)
    {
        var parts = message.All().ToList();
        if (parts.Find(IsFeedback) is not { } feedback)
        {
            return null;
        }

        var fields = MimeHeaders.Read(feedback.Kept.Span);
        var recipient = fields.Text("Original-Rcpt-To")?.Trim('<', '>') ?? fields.Text("Removal-Recipient");
        return new FeedbackReport(fields.Text("Feedback-Type")?.ToLowerInvariant() ?? "other", recipient, OriginalId(parts));
    }

    private static bool IsFeedback(MimePart part) => part.Type == "message/feedback-report";

    private static bool IsStatus(MimePart part) => part.Type is "message/delivery-status" or "message/global-delivery-status" or "message/xdelivery-status"
        || (part.Type is "text/plain" or "message/rfc822" && part.Kept.Span.IndexOf("Final-Recipient:"u8) >= 0 && part.Kept.Span.IndexOf("Action:"u8) >= 0);

    private static bool IsDeliveryReport(MimePart part) => part.Type == "multipart/report" && part.ContentType["report-type"]?.Contains("delivery-status", StringComparison.OrdinalIgnoreCase) == true;

    private static string? OriginalId(List<MimePart> parts)
    {
        var copy = parts.Find(part => part.IsMessage || part.Type is "text/rfc822-headers" or "message/rfc822-headers" or "message/global-headers");
        return copy is null ? null : MessageIds.First(MimeHeaders.Read(copy.Kept.Span[..Math.Min(MostCopy, copy.Kept.Length)]).Text("Message-ID"));
    }
}
