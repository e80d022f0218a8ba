namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Reads a message (RFC 5322, MIME) as people mean it: who, when, about what, the text, the files. Whatever is wrong with it, something is read.</summary>
public static class MailReader
{
    /// <summary>Reads a stored message in one pass. The stream's own exceptions and being cancelled are the only ones; files of Outlook's own kind are unpacked only where the stream can seek.</summary>
    public static ReadMail Read(Stream raw, CancellationToken cancel)
    {
        var start = raw.CanSeek ? raw.Position : 0;
        var message = MimeReader.Read(raw, cancel);
        var content = MailContent.Of(message);
        AddEnclosed(content, message, cancel);
        var files = new MailFiles(raw, start, cancel);
        files.Add(content.Files);
        var text = new MailText(content, files);
        files.Add(text.Enclosed);
        return new ReadMail(message, text, files.All);
    }

    // A message that says nothing but what it encloses, or that was signed as a whole, is read for the text of that, which stays a file too.
    private static void AddEnclosed(MailContent content, MimePart message, CancellationToken cancel)
    {
        const int mostDeep = 10;
        if (!content.IsSilent || EnvelopeIn(message) is not { } envelope)
        {
            return;
        }

        MimePart? within = null;
        List<MailContent.TextPiece> texts = [];
        for (var (deep, next) = (0, (MimePart?)envelope); deep < mostDeep && texts.Count == 0 && next is not null && Inside(next) is { Length: > 0 } inside; deep++)
        {
            using var inner = new MemoryStream(inside.ToArray(), writable: false);
            within = MimeReader.Read(inner, cancel);
            texts = MailContent.Of(within) is { IsSilent: false } enclosed ? enclosed.Texts : [];
            next = EnvelopeIn(within);
        }

        if (texts.Count == 0 && within?.Headers.Text("Subject") is { Length: > 0 } subject)
        {
            texts = [new([MimePart.OfText($"Subject: {subject}")], [])];
        }

        if (texts.Count > 0)
        {
            content.Texts.AddRange(texts);
            content.ReadForText(envelope, isAll: !envelope.IsAttached && within!.Parts.Count == 0);
        }
    }

    // Alone among the parts; not where a report carries it, which says in its own words what became of it.
    private static MimePart? EnvelopeIn(MimePart message)
    {
        var found = message.All().Where(part => (part.IsMessage || part.IsSigned) && (part == message || !part.IsAttached)).Take(2).ToList();
        return found is [var envelope] && !message.All().Any(part => part.Type == "multipart/report") ? envelope : null;
    }

    private static ReadOnlyMemory<byte> Inside(MimePart envelope) => envelope.IsMessage ? envelope.Kept : SignedContent.Of(envelope.Kept);
}
