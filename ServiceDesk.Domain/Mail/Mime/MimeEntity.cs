namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>A message or one of its parts. Its body is a piece of what was read, decoded only when asked for, so that a large attachment costs nothing before.</summary>
internal sealed class MimeEntity
{
    private MimeEntity(MimeHeaders headers, ReadOnlyMemory<byte> body, string usualType)
    {
        Headers = headers;
        Body = body;
        ContentType = HeaderParameters.Read(headers.Raw("Content-Type") ?? []);
        Disposition = HeaderParameters.Read(headers.Raw("Content-Disposition") ?? []);
        Type = ContentType.Value.Contains('/', StringComparison.Ordinal) ? ContentType.Value : ContentType.Value is "text" ? "text/plain" : usualType;
    }

    /// <summary>Its header.</summary>
    public MimeHeaders Headers { get; }

    /// <summary>Its body, still encoded.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Its kind, such as <c>text/plain</c>, in lower case.</summary>
    public string Type { get; }

    /// <summary>The Content-Type, with its parameters.</summary>
    public HeaderParameters ContentType { get; }

    /// <summary>The Content-Disposition, with its parameters.</summary>
    public HeaderParameters Disposition { get; }

    /// <summary>Its parts, in order; none unless it is a multipart or a message that carries another.</summary>
    public IReadOnlyList<MimeEntity> Parts { get; private set; } = [];

    /// <summary>Whether it is a collection of parts.</summary>
    public bool IsMultipart => Type.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>The name of the file it carries; null when it has none.</summary>
    public string? FileName => Named(Disposition["filename"]) ?? Named(ContentType["name"]);

    /// <summary>Reads a whole message. Never throws, whatever the bytes are.</summary>
    public static MimeEntity Read(ReadOnlyMemory<byte> raw) => Read(raw, "text/plain", new Budget(), depth: 0);

    /// <summary>The body as it was before it was encoded for the way.</summary>
    public byte[] Decoded()
    {
        var encoding = (Headers.Text("Content-Transfer-Encoding") ?? "").Trim().Trim('"', ';').ToLowerInvariant();
        return encoding switch
        {
            "base64" => TransferEncodings.FromBase64(Body.Span),
            "quoted-printable" or "quoted_printable" => TransferEncodings.FromQuotedPrintable(Body.Span),
            "x-uuencode" or "uuencode" or "x-uue" or "uue" => TransferEncodings.FromUuencode(Body.Span)?.Bytes ?? Body.ToArray(),
            _ => Body.ToArray(),
        };
    }

    /// <summary>The body as text.</summary>
    public string Text() => Charsets.Decode(Decoded(), ContentType["charset"]);

    private static string? Named(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim();

    private static MimeEntity Read(ReadOnlyMemory<byte> raw, string usualType, Budget budget, int depth)
    {
        budget.Parts++;
        var headers = MimeHeaders.Read(raw.Span);
        var entity = new MimeEntity(headers, raw[headers.BodyStart..], usualType);
        if (depth >= Budget.MostDepth)
        {
            return entity;
        }

        if (entity.IsMultipart && entity.ContentType["boundary"] is { Length: > 0 } boundary)
        {
            var usual = entity.Type == "multipart/digest" ? "message/rfc822" : "text/plain";
            var parts = new List<MimeEntity>();
            foreach (var part in Boundaries.Split(entity.Body, boundary))
            {
                if (budget.Parts >= Budget.MostParts)
                {
                    break;
                }

                parts.Add(Read(part, usual, budget, depth + 1));
            }

            entity.Parts = parts;
        }
        else if (entity.Type is "message/rfc822" or "message/global")
        {
            entity.Parts = [Read(entity.Decoded(), "text/plain", budget, depth + 1)];
        }

        return entity;
    }

    // Attacks nest or repeat without end; nobody's mail does.
    private sealed class Budget
    {
        public const int MostDepth = 30;
        public const int MostParts = 2_000;

        public int Parts { get; set; }
    }
}
