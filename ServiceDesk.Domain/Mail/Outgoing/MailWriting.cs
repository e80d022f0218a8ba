using System.Globalization;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Mail.Templates;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>
/// Writes mails in the reader's language, as text and HTML. The words are an administrator's, or else resources named after the kind:
/// <c>Kind.Subject</c> and <c>Kind.Text</c>; in them {0}, {1} … are the arguments and <c>{link}</c>, alone on its line, is the link.
/// </summary>
public sealed class MailWriting(ILinkSeal seal, SiteLinks links, TemplatesNow templates)
{
    /// <summary>A mail to be added to the outbox in the commit of its cause.</summary>
    /// <param name="kind">What kind of mail.</param>
    /// <param name="to">To whom.</param>
    /// <param name="now">When.</param>
    /// <param name="arguments">What fills the texts. Nothing a stranger typed may stand in a mail to an address that is not proved (design.md 4).</param>
    public OutboxMail Write(MailKind kind, Recipient to, DateTimeOffset now, params IReadOnlyList<object?> arguments) =>
        Write(kind, to, now, link: null, mailedLink: null, requestId: null, arguments);

    /// <summary>A mail with a link.</summary>
    /// <param name="kind">What kind of mail.</param>
    /// <param name="to">To whom.</param>
    /// <param name="now">When.</param>
    /// <param name="link">The link; kept encrypted when it carries a secret.</param>
    /// <param name="mailedLink">The secret's row; null when the link carries none.</param>
    /// <param name="requestId">The request it is about; null when about none.</param>
    /// <param name="arguments">What fills the texts.</param>
    public OutboxMail Write(MailKind kind, Recipient to, DateTimeOffset now, Uri? link, MailedLink? mailedLink, Guid? requestId, params IReadOnlyList<object?> arguments) =>
        Write(kind, to, now, MailContext.None, link, mailedLink, requestId, arguments);

    /// <summary>A mail among others, in the words of its kind. Throws <see cref="ArgumentException"/> where the context cannot be written in headers.</summary>
    /// <param name="kind">What kind of mail.</param>
    /// <param name="to">To whom.</param>
    /// <param name="now">When.</param>
    /// <param name="context">What it answers, where answers go, what comes with it.</param>
    /// <param name="link">The link; kept encrypted when it carries a secret. Null when it has none.</param>
    /// <param name="mailedLink">The secret's row; null when the link carries none.</param>
    /// <param name="requestId">The request it is about; null when about none.</param>
    /// <param name="arguments">What fills the texts.</param>
    public OutboxMail Write(MailKind kind, Recipient to, DateTimeOffset now, MailContext context, Uri? link, MailedLink? mailedLink, Guid? requestId, params IReadOnlyList<object?> arguments)
    {
        var culture = to.Culture;
        var (subject, text) = templates.WordsOf(kind, to.DeskId, culture).Filled(kind, culture, arguments);
        var shown = link is not null && mailedLink is null ? text.Replace(OutboxMail.LinkMark, link.AbsoluteUri, StringComparison.Ordinal) : text;
        return Row(kind, to, now, context, new MailBody(subject, shown), requestId, mailedLink is null ? null : (mailedLink.Id, link!));
    }

    /// <summary>A mail in words of its own. Throws <see cref="ArgumentException"/> where the context cannot be written in headers.</summary>
    /// <param name="kind">What kind of mail; switched off with its kind.</param>
    /// <param name="to">To whom.</param>
    /// <param name="now">When.</param>
    /// <param name="context">What it answers, where answers go, what comes with it.</param>
    /// <param name="body">Its words. Nothing a stranger typed may stand in a mail to an address that is not proved (design.md 4).</param>
    /// <param name="requestId">The request it is about; null when about none.</param>
    public OutboxMail Compose(MailKind kind, Recipient to, DateTimeOffset now, MailContext context, MailBody body, Guid? requestId) =>
        Row(kind, to, now, context, body, requestId, secret: null);

    /// <summary>Whether mails of a kind are switched off.</summary>
    internal bool IsOff(MailKind kind, Guid? deskId) => templates.IsOff(kind, deskId);

    /// <summary>The same mail once more, with another link.</summary>
    internal OutboxMail WriteAgain(OutboxMail old, MailedLink link, string secret, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new()
        {
            Id = id,
            Kind = old.Kind,
            To = link.Address,
            AccountId = link.AccountId,
            DeskId = old.DeskId,
            RequestId = old.RequestId,
            Subject = old.Subject,
            Text = old.Text,
            Html = old.Html,
            FromAddress = old.FromAddress,
            FromName = old.FromName,
            MessageId = NewMessageId(),
            InReplyTo = old.InReplyTo,
            References = old.References,
            ReplyTo = old.ReplyTo,
            Automatic = old.Automatic,
            Unsubscribe = old.Unsubscribe,
            HasEmptyReturnPath = old.HasEmptyReturnPath,
            HasFiles = old.Files.Count > 0,
            Files = [.. old.Files.Select(file => new OutboxFile { MailId = id, Position = file.Position, AttachmentId = file.AttachmentId, ContentId = file.ContentId })],
            LinkId = link.Id,
            SealedLink = seal.Seal(links.To(link.Purpose, secret).AbsoluteUri),
            WrittenAt = now,
            NextTryAt = now,
        };
    }

    private OutboxMail Row(MailKind kind, Recipient to, DateTimeOffset now, MailContext context, MailBody body, Guid? requestId, (Guid Id, Uri Link)? secret)
    {
        var id = Guid.CreateVersion7(now);
        var isOff = templates.IsOff(kind, to.DeskId);
        return new OutboxMail
        {
            Id = id,
            Kind = kind,
            To = to.Address.Typed,
            AccountId = to.AccountId,
            DeskId = to.DeskId,
            RequestId = requestId,
            Subject = body.Subject,
            Text = context.Frame is { } frame ? frame.Around(body.Text) : body.Text,
            Html = body.Html ?? MailHtml.Of(body.Text, to.Culture, context.Frame),
            FromAddress = context.From?.WireAddress,
            FromName = context.From?.Name,
            Gathered = context.Gathered,
            MessageId = context.MessageId is { } own ? ThreadIds.Own(own) : NewMessageId(),
            InReplyTo = ThreadIds.OrNone(context.InReplyTo),
            References = ThreadIds.Joined(context.References),
            ReplyTo = context.ReplyTo?.Typed,
            Automatic = context.Automatic,
            Unsubscribe = context.Unsubscribe is { } unsubscribe ? ListHeaders.Link(unsubscribe) : null,
            HasEmptyReturnPath = context.HasEmptyReturnPath,
            HasFiles = context.Files.Count > 0,
            Files = [.. context.Files.Select((file, index) => new OutboxFile { MailId = id, Position = index, AttachmentId = file.AttachmentId, ContentId = file.ContentId is { } name ? ThreadIds.Own(name) : null })],
            LinkId = secret?.Id,
            SealedLink = secret is { Link: var link } && !isOff ? seal.Seal(link.AbsoluteUri) : null,
            WrittenAt = now,

            // It stands in the outbox all the same: who wonders finds it, and the forms of strangers take as long as ever.
            NextTryAt = isOff ? null : context.NotBefore ?? now,
            GivenUpAt = isOff ? now : null,
            LastProblem = isOff ? MailProblem.SwitchedOff : null,
        };
    }

    private string NewMessageId() => $"{Guid.NewGuid():N}@{links.PublicUrl.Host}";
}

/// <summary>To whom a mail goes.</summary>
/// <param name="Address">The stored address, never the typed one when there is an account.</param>
/// <param name="Culture">The language it is written in.</param>
/// <param name="AccountId">The account; null when the address has none yet.</param>
/// <param name="DeskId">The desk it comes from; null for the site.</param>
public sealed record Recipient(EmailAddress Address, CultureInfo Culture, Guid? AccountId = null, Guid? DeskId = null)
{
    /// <summary>An account, in its own language; where none was chosen, in the one it was asked for in by the person themselves, else in the site's.</summary>
    public static Recipient Of(Account account, Guid? deskId = null, string? askedIn = null) =>
        new(account.Address, Languages.CultureOf(account.Language ?? askedIn), account.Id, deskId);

    /// <summary>An address without an account, in the language of who asks for the mail.</summary>
    public static Recipient Of(EmailAddress address, Actor by, Guid? deskId = null) =>
        new(address, Languages.CultureOf(by.Language), DeskId: deskId);
}
