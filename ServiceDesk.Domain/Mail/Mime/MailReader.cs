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
        var text = new MailText(content);
        var files = new MailFiles(raw, start, cancel);
        files.Add(content.Files);
        files.Add(text.Enclosed);
        return new ReadMail(message, text, files.All);
    }

    // A message in nothing but an envelope is read for its text, and stays a file too.
    private static void AddEnclosed(MailContent content, MimePart message, CancellationToken cancel)
    {
        const int mostDeep = 10;
        for (var deep = 0; deep < mostDeep && message.IsMessage && content.Texts.Count == 0; deep++)
        {
            using var inner = new MemoryStream(message.Kept.ToArray(), writable: false);
            message = MimeReader.Read(inner, cancel);
            content.Texts.AddRange(MailContent.Of(message).Texts);
        }
    }
}
