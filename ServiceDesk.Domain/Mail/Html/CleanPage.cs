namespace ServiceDesk.Domain.Mail.Html;

/// <summary>A mail's page as it may be shown.</summary>
/// <param name="Markup">The markup, safe to write into a page of ours.</param>
/// <param name="BlockedPictures">How many pictures elsewhere it would have fetched, telling the sender that somebody reads.</param>
public sealed record CleanPage(string Markup, int BlockedPictures);
