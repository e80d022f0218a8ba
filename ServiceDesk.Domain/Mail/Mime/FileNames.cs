namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Names to save files by.</summary>
internal static class FileNames
{
    private const int MostLetters = 150;

    private static readonly Dictionary<string, string> Endings = new(StringComparer.Ordinal)
    {
        ["text/plain"] = ".txt",
        ["text/html"] = ".html",
        ["text/calendar"] = ".ics",
        ["text/csv"] = ".csv",
        ["text/vcard"] = ".vcf",
        ["text/x-vcard"] = ".vcf",
        ["text/rfc822-headers"] = ".txt",
        ["message/delivery-status"] = ".txt",
        ["message/feedback-report"] = ".txt",
        ["application/pdf"] = ".pdf",
        ["application/pgp-signature"] = ".asc",
        ["application/pkcs7-signature"] = ".p7s",
        ["application/x-pkcs7-signature"] = ".p7s",
        ["application/pkcs7-mime"] = ".p7m",
        ["application/x-pkcs7-mime"] = ".p7m",
        ["application/rtf"] = ".rtf",
        ["application/ms-tnef"] = ".dat",
        ["image/png"] = ".png",
        ["image/jpeg"] = ".jpg",
        ["image/jpg"] = ".jpg",
        ["image/gif"] = ".gif",
        ["image/webp"] = ".webp",
        ["image/svg+xml"] = ".svg",
        ["application/zip"] = ".zip",
    };

    /// <summary>The name of a part: its own, the subject of the message it carries, or its number.</summary>
    public static string Of(MimePart part, int number)
    {
        var ending = part.IsMessage ? ".eml" : Endings.GetValueOrDefault(part.Type, ".bin");
        return part.FileName is { } name ? Clean(name)
            : part.IsMessage && MimeHeaders.Read(part.Kept.Span).Text("Subject") is { Length: > 0 } subject ? Clean(subject) + ending
            : $"attachment-{number}{ending}";
    }

    /// <summary>A name without folder, signs that no system takes, and tails of dots.</summary>
    public static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(letter => !char.IsControl(letter)).Select(letter => letter is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? '_' : letter)).Trim().TrimEnd('.', ' ');
        if (clean.Length > MostLetters)
        {
            var ending = Path.GetExtension(clean);
            clean = clean[..(MostLetters - Math.Min(ending.Length, 20))] + (ending.Length <= 20 ? ending : "");
        }

        return clean.Length == 0 ? "attachment" : clean;
    }
}
