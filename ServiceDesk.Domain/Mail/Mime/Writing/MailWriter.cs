using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ServiceDesk.Domain.Mail.Mime.Writing;

/// <summary>
/// Writes a mail as it is sent (RFC 5322, 2045 to 2047, 2231): lines end in CR LF, all in ASCII but addresses that cannot be. The same
/// draft is the same mail, byte for byte. Throws <see cref="ArgumentException"/> for a header that would smuggle in another.
/// </summary>
public sealed class MailWriter
{
    private readonly MailDraft _draft;
    private readonly MailPart _content;
    private readonly byte[] _headers;
    private int _boundaries;

    /// <summary>Reads the draft; attachments are opened only when the mail is written.</summary>
    public MailWriter(MailDraft draft)
    {
        _draft = draft;
        _content = Content();
        _headers = Headers();
    }

    /// <summary>Whether any byte of it is beyond ASCII: only where an address is.</summary>
    public bool IsEightBit => !Ascii.IsValid(_headers);

    /// <summary>Writes it.</summary>
    public async Task WriteAsync(Stream to, CancellationToken cancel)
    {
        await to.WriteAsync(_headers, cancel);
        await _content.WriteAsync(to, cancel);
    }

    /// <summary>How many bytes it has.</summary>
    public async Task<long> LengthAsync(CancellationToken cancel)
    {
        await using var length = new LengthOnly();
        await WriteAsync(length, cancel);
        return length.Length;
    }

    private byte[] Headers()
    {
        var headers = new HeaderBlock()
            .Exact("Date", _draft.Date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture))
            .People("From", [_draft.From])
            .People("To", _draft.To)
            .People("Cc", _draft.Cc)
            .People("Reply-To", _draft.ReplyTo is { } replyTo ? [replyTo] : [])
            .Text("Subject", _draft.Subject)
            .Ids("Message-ID", _draft.MessageId)
            .Ids("In-Reply-To", _draft.InReplyTo is { } answered ? [answered] : [])
            .Ids("References", _draft.References);
        if (_draft.Kind is not AutoSubmitted.No)
        {
            headers.Exact("Auto-Submitted", _draft.Kind is AutoSubmitted.Replied ? "auto-replied" : "auto-generated").Exact("X-Auto-Response-Suppress", "All");
        }

        foreach (var (name, value) in _draft.Headers)
        {
            headers.Exact(name, value);
        }

        return _content.Describe(headers.Exact("MIME-Version", "1.0")).End();
    }

    private MailPart Content()
    {
        var hasHtml = !string.IsNullOrEmpty(_draft.Html);
        var beside = _draft.Attachments.Where(file => file.ContentId is null || !hasHtml).ToList();
        MailPart text = new MailPart.Words("text/plain", _draft.Text);
        var content = hasHtml ? Several("alternative", [text, Html()]) : text;
        return beside.Count == 0 ? content : Several("mixed", [content, .. beside.Select(file => new MailPart.File(file))]);
    }

    private MailPart Html()
    {
        MailPart html = new MailPart.Words("text/html", _draft.Html!);
        var within = _draft.Attachments.Where(file => file.ContentId is not null).ToList();
        return within.Count == 0 ? html : Several("related", [html, .. within.Select(file => new MailPart.File(file))]);
    }

    private MailPart.Several Several(string kind, IReadOnlyList<MailPart> parts)
    {
        var seed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_draft.MessageId} {_boundaries++}"));
        return new(kind, "=_" + Convert.ToHexStringLower(SHA256.HashData(seed).AsSpan(0, 12)), parts);
    }
}
