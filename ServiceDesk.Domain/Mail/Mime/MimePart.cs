using System.Buffers;
using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>A message or one of its parts: its header, where its body stands in the message, and of texts the text.</summary>
internal sealed class MimePart
{
    private static readonly SearchValues<char> NoForm = SearchValues.Create(" \t,;:()<>[]\"=/");

    /// <summary>A part of this header; of the usual type where it names none.</summary>
    public MimePart(MimeHeaders headers, string usualType)
    {
        Headers = headers;
        ContentType = HeaderParameters.Read(headers.Raw("Content-Type") ?? []);
        Disposition = HeaderParameters.Read(headers.Raw("Content-Disposition") ?? []);
        Type = TypeOf(ContentType.Value, usualType);
    }

    /// <summary>A part that is nothing but a text.</summary>
    public static MimePart OfText(string text) => new(new MimeHeaders([("Content-Type", "text/plain; charset=utf-8"u8.ToArray())]), "text/plain") { Kept = Encoding.UTF8.GetBytes(text) };

    /// <summary>Its header.</summary>
    public MimeHeaders Headers { get; }

    /// <summary>Its kind, such as <c>text/plain</c>, in lower case.</summary>
    public string Type { get; }

    /// <summary>The Content-Type, with its parameters.</summary>
    public HeaderParameters ContentType { get; }

    /// <summary>The Content-Disposition, with its parameters.</summary>
    public HeaderParameters Disposition { get; }

    /// <summary>Where its body begins in the message, in bytes, still encoded.</summary>
    public long Start { get; init; }

    /// <summary>How long its body is in the message, in bytes, still encoded.</summary>
    public long Length { get; set; }

    /// <summary>How long its body is, decoded.</summary>
    public long Size { get; set; }

    /// <summary>The SHA-256 of its decoded body; empty for a multipart.</summary>
    public byte[] Sha256 { get; set; } = [];

    /// <summary>The decoded body of a text, a message or one that is signed, cut where it is too long; empty for all else.</summary>
    public ReadOnlyMemory<byte> Kept { get; set; }

    /// <summary>Its parts, in order; none unless it is a multipart.</summary>
    public IReadOnlyList<MimePart> Parts { get; set; } = [];

    /// <summary>Whether it is a collection of parts.</summary>
    public bool IsMultipart => Type.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>Whether it is the signature of the parts beside it (RFC 1847).</summary>
    public bool IsSignature => Type is "application/pgp-signature" or "application/pkcs7-signature" or "application/x-pkcs7-signature";

    /// <summary>Whether it is a message that was signed as a whole (RFC 8551).</summary>
    public bool IsSigned => Type is "application/pkcs7-mime" or "application/x-pkcs7-mime" && ContentType["smime-type"]?.StartsWith("enveloped", StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>Whether it carries another message, or the beginning of one that was sent in pieces (RFC 2046, 5.2.2).</summary>
    public bool IsMessage => Type is "message/rfc822" or "message/global" or "message/news" || (Type == "message/partial" && ContentType["number"] == "1");

    /// <summary>Whether its decoded body is worth keeping in memory.</summary>
    public bool IsReadable => Type.StartsWith("text/", StringComparison.Ordinal) || Type.StartsWith("message/", StringComparison.Ordinal) || IsSigned;

    /// <summary>Whether it says that it is a file to be saved.</summary>
    public bool IsAttached => Disposition.Value is "attachment";

    /// <summary>The name of the file it carries; null when it has none.</summary>
    public string? FileName => Named(Disposition["filename"]) ?? Named(ContentType["name"]) ?? Named(Disposition["name"]) ?? Named(ContentType["filename"]);

    /// <summary>Its Content-ID without angles; null when it has none.</summary>
    public string? ContentId => MessageIds.First(Headers.Text("Content-ID"));

    /// <summary>Whether its body is a text as it stands, although its header calls it encoded.</summary>
    public bool IsBare { get; set; }

    /// <summary>A decoder of its body.</summary>
    public TransferDecoder Decoder() => TransferDecoder.Of(IsBare ? null : Headers.Raw("Content-Transfer-Encoding") is { } encoding ? EncodedWords.Decode(encoding) : null);

    /// <summary>It and all parts below it, in order.</summary>
    public IEnumerable<MimePart> All() => Parts.SelectMany(part => part.All()).Prepend(this);

    /// <summary>Its body as text, by its charset or by guess.</summary>
    public string Text() => Charsets.Decode(Kept.Span, ContentType["charset"]);

    // Some programs quote as no standard does, or put the form of RFC 2231 where it has no place.
    private static string? Named(string? name)
    {
        name = name?.Trim();
        name = name is ['\'', .. var within, '\''] ? within.Trim() : name;
        var mark = name?.IndexOf("''", StringComparison.Ordinal) ?? -1;
        name = mark > 0 && CharsetNames.Find(name![..mark]) is not null && name[mark..].Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(name[(mark + 2)..]) : name;
        return string.IsNullOrEmpty(name) ? null : name;
    }

    // A type is two words: remarks, quotes and what else slipped in beside them are left out.
    private static string TypeOf(string value, string usualType)
    {
        var bare = value.Trim('"', '\'', ' ', '\t');
        var slash = bare.IndexOf('/', StringComparison.Ordinal);
        var (kind, form) = slash < 0 ? (bare, "") : (bare[..slash].Trim(), bare[(slash + 1)..].TrimStart());
        form = form.AsSpan().IndexOfAny(NoForm) is >= 0 and var end ? form[..end] : form;
        return (kind, form) switch
        {
            ("text", "") or ("plain", _) => "text/plain",
            ("html", _) => "text/html",
            ("", _) or (_, "") => usualType,
            _ => $"{kind}/{form}",
        };
    }
}
