namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Sorts the parts of a message into what is read as its text and what is saved as a file (RFC 2046, 5.1; RFC 2387).</summary>
internal sealed class MailContent
{
    private readonly List<(MimePart Part, AttachmentRole Role)> _files = [];
    private readonly bool _isCommon;

    // Rich text of old programs is read where there is no other.
    private MailContent(bool isCommon) => _isCommon = isCommon;

    /// <summary>The pieces of the text, in order; each as plain text, as HTML, or as both.</summary>
    public List<TextPiece> Texts { get; } = [];

    /// <summary>The files, in order.</summary>
    public IReadOnlyList<(MimePart Part, AttachmentRole Role)> Files => _files;

    /// <summary>Whether the text was found in a file.</summary>
    public bool IsEnclosed { get; private set; }

    /// <summary>Whether there is anything to read.</summary>
    public bool IsSilent => Texts.TrueForAll(text => text.Plain.Concat(text.Html).All(part => part.Kept.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0));

    /// <summary>Says that a file was read for its text, and whether that is all that is in it.</summary>
    public void ReadForText(MimePart part, bool isAll)
    {
        IsEnclosed = true;
        var at = _files.FindIndex(file => file.Part == part);
        _files[at] = (part, isAll ? AttachmentRole.Text : _files[at].Role);
    }

    /// <summary>Sorts a message.</summary>
    public static MailContent Of(MimePart message)
    {
        var content = new MailContent(message.All().Any(part => part.Type is "text/plain" or "text/html"));
        content.Sort(message, isRelated: false);
        return content;
    }

    private void Sort(MimePart part, bool isRelated)
    {
        switch (part.Type)
        {
            case "multipart/alternative" when part.Parts.Count > 0:
                SortAlternatives(part);
                break;
            case "multipart/related" when part.Parts.Count > 0:
                var root = RootOf(part);
                Sort(root, isRelated);
                SortAll(part.Parts.Where(other => other != root), isRelated: true);
                break;
            case var _ when part.Parts.Count > 0 || part.IsMultipart:
                SortAll(part.Parts, isRelated);
                break;
            default:
                SortLeaf(part, isRelated);
                break;
        }
    }

    private void SortAll(IEnumerable<MimePart> parts, bool isRelated)
    {
        foreach (var part in parts)
        {
            Sort(part, isRelated);
        }
    }

    // The same said several times, each time better; files lie beside any of them.
    private void SortAlternatives(MimePart whole)
    {
        var before = Texts.Count;
        SortAll(whole.Parts, isRelated: false);
        var said = Texts[before..];
        Texts.RemoveRange(before, said.Count);
        Texts.Add(new TextPiece([.. said.SelectMany(text => text.Plain)], [.. said.SelectMany(text => text.Html)]));
    }

    private void SortLeaf(MimePart part, bool isRelated)
    {
        if (IsText(part, isRelated))
        {
            // What has a name somebody may want as a file too.
            if (part.FileName is not null)
            {
                _files.Add((part, AttachmentRole.Text));
            }

            Texts.Add(part.Type == "text/html" ? new TextPiece([], [part]) : new TextPiece([part], []));
        }
        else if (part.Size > 0 || part.FileName is not null || !part.Type.StartsWith("text/", StringComparison.Ordinal))
        {
            _files.Add((part, RoleOf(part, isRelated)));
        }
    }

    private static AttachmentRole RoleOf(MimePart part, bool isRelated) =>
        part.IsSignature ? AttachmentRole.Signature
        : !part.IsAttached && (isRelated || part.Disposition.Value == "inline" || part.ContentId is not null) ? AttachmentRole.Inline
        : AttachmentRole.File;

    // What lies beside a page is a piece of it, such as a frame, and no more text (RFC 2387; RFC 8621, 4.1.4).
    private bool IsText(MimePart part, bool isRelated) => (part.Type is "text/plain" or "text/html" || (!_isCommon && part.Type is "text/enriched" or "text/richtext"))
        && !part.IsAttached && (isRelated ? part.FileName is null && !Texts.Exists(text => text.Html.Count > 0) : part.FileName is null || Texts.Count == 0);

    private static MimePart RootOf(MimePart related)
    {
        var start = MessageIds.First(related.ContentType["start"]);
        return related.Parts.FirstOrDefault(part => start is not null && part.ContentId == start)
            ?? related.Parts.FirstOrDefault(part => part.IsMultipart || part.Type is "text/html" or "text/plain") ?? related.Parts[0];
    }

    /// <summary>A piece of the text: in plain, in HTML, or in both; where a file lies in the middle of it, in several parts.</summary>
    internal sealed record TextPiece(IReadOnlyList<MimePart> Plain, IReadOnlyList<MimePart> Html);
}
