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

    // A message in nothing but an envelope, or signed as a whole, is read for its text, and stays a file too.
    private static void AddEnclosed(MailContent content, MimePart message, CancellationToken cancel)
    {
        const int mostDeep = 10;
        var envelope = message;
        for (var deep = 0; deep < mostDeep && content.Texts.Count == 0 && Inside(message) is { Length: > 0 } inside; deep++)
        {
            using var inner = new MemoryStream(inside.ToArray(), writable: false);
            message = MimeReader.Read(inner, cancel);
            content.Texts.AddRange(MailContent.Of(message).Texts);
        }

        if (envelope != message && content.Texts.Count > 0)
        {
            content.ReadForText(envelope, isAll: !envelope.IsAttached && message.Parts.Count == 0);
        }
    }

    private static ReadOnlyMemory<byte> Inside(MimePart envelope) => envelope.IsMessage ? envelope.Kept : envelope.IsSigned ? SignedContent.Of(envelope.Kept) : default;
}
