using ServiceDesk.Domain.Mail.Quotes;
using ServiceDesk.Domain.Mail.Reports;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>A message as it was read. What it says of itself, nobody has proved.</summary>
public sealed class ReadMail
{
    private readonly MimeHeaders _headers;

    internal ReadMail(MimePart message, MailText text, IReadOnlyList<MailAttachment> attachments)
    {
        _headers = message.Headers;
        From = Writers();
        To = People("To");
        Cc = People("Cc");
        ReplyTo = People("Reply-To");
        Subject = _headers.Text("Subject");
        MessageId = MessageIds.First(_headers.Text("Message-ID"));
        InReplyTo = [.. _headers.All("In-Reply-To").SelectMany(MessageIds.Read)];
        References = [.. _headers.All("References").SelectMany(MessageIds.Read)];
        Date = _headers.All("Date").Select(MailDates.Read).FirstOrDefault(date => date is not null);
        Text = text.Plain;
        Html = text.Html;
        Attachments = attachments;
        NewText = ReplyText.Of(Text);
        Delivery = MailReports.Delivery(message, text.Plain);
        Feedback = MailReports.Feedback(message);
        Automation = AutomaticMail.Of(_headers, Subject, From, Delivery is not null || Feedback is not null);
    }

    /// <summary>Who wrote it; several where several did, none where it does not say.</summary>
    public IReadOnlyList<MailPerson> From { get; }

    /// <summary>To whom it is written.</summary>
    public IReadOnlyList<MailPerson> To { get; }

    /// <summary>Who gets a copy.</summary>
    public IReadOnlyList<MailPerson> Cc { get; }

    /// <summary>Who wants the answer; none where it is the writer.</summary>
    public IReadOnlyList<MailPerson> ReplyTo { get; }

    /// <summary>What it is about; null when it does not say.</summary>
    public string? Subject { get; }

    /// <summary>Its Message-ID without angles; null when it has none.</summary>
    public string? MessageId { get; }

    /// <summary>The messages it answers, without angles.</summary>
    public IReadOnlyList<string> InReplyTo { get; }

    /// <summary>The messages of its conversation, oldest first, without angles.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>When it was written, by its writer's clock; null when it does not say.</summary>
    public DateTimeOffset? Date { get; }

    /// <summary>What a person reads, as plain text with LF line ends; empty where there is nothing.</summary>
    public string Text { get; }

    /// <summary>Of the text what was written anew, without the messages before it and signatures; empty where all of it is old.</summary>
    public string NewText { get; }

    /// <summary>The text as HTML, as it was sent: to be shown only after it was cleaned; null when there is none.</summary>
    public string? Html { get; }

    /// <summary>The files that came with it, those within the text among them.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; }

    /// <summary>What it says about a message that did not arrive; null when it is no such report.</summary>
    public DeliveryReport? Delivery { get; }

    /// <summary>What it says about a message that somebody calls spam; null when it is no such report.</summary>
    public FeedbackReport? Feedback { get; }

    /// <summary>Whether a machine sent it, and in whose place.</summary>
    public Automation Automation { get; }

    /// <summary>Every instance of a header field, as text, in order from the top.</summary>
    public IEnumerable<string> Header(string name) => _headers.All(name);

    // The first field that names an address; where none does, whoever wants the answer, or at least a name.
    private IReadOnlyList<MailPerson> Writers()
    {
        var fields = _headers.Raws("From").Concat(_headers.Raws("Sender")).Concat(_headers.Raws("Reply-To")).Concat(_headers.Raws("Return-Path")).Select(AddressHeader.Read).Where(people => people.Count > 0).ToList();
        return fields.Find(people => people.Any(person => person.Address.Contains('@', StringComparison.Ordinal))) ?? fields.FirstOrDefault() ?? [];
    }

    private IReadOnlyList<MailPerson> People(string field) => [.. _headers.Raws(field).SelectMany(AddressHeader.Read)];
}
