using System.Security.Cryptography;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>The files of a message: its parts, and those that lie in one of its parts.</summary>
internal sealed class MailFiles(Stream raw, long start, CancellationToken cancel)
{
    private readonly List<MailAttachment> _all = [];

    /// <summary>All so far.</summary>
    public IReadOnlyList<MailAttachment> All => _all;

    /// <summary>The text that lies in Outlook's own container; null where there is none.</summary>
    public string? Text { get; private set; }

    /// <summary>The page that lies there; null where there is none.</summary>
    public string? Html { get; private set; }

    /// <summary>Adds parts; of Outlook's own container what is in it.</summary>
    public void Add(IEnumerable<(MimePart Part, AttachmentRole Role)> parts)
    {
        foreach (var (part, role) in parts)
        {
            cancel.ThrowIfCancellationRequested();
            if (!IsTnef(part) || !raw.CanSeek || !AddUnpacked(part))
            {
                _all.Add(new MailAttachment(FileNames.Of(part, _all.Count + 1), part.Type, part.Size, part.Sha256, message => Open(part, message)) { Role = role, ContentId = part.ContentId });
            }
        }
    }

    /// <summary>Adds files that stand in the middle of a text.</summary>
    public void Add(IEnumerable<(MimePart Part, string Name, int Start, int Length)> enclosed)
    {
        foreach (var (part, name, at, length) in enclosed)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var sink = new PartSink(0, hash);
            var decoder = new UuencodeDecoder();
            decoder.Decode(part.Kept.Span.Slice(at, length), sink);
            decoder.Complete(sink);
            var digest = sink.Digest();
            _all.Add(new MailAttachment(FileNames.Clean(name), "application/octet-stream", sink.Size, digest,
                message => new DecodedStream(new RangeStream(Open(part, message), at, length), new UuencodeDecoder())));
        }
    }

    private bool AddUnpacked(MimePart part)
    {
        using var container = Open(part, raw);
        if (Tnef.Read(container, cancel) is not { Files.Count: > 0 } tnef)
        {
            return false; // somebody may still have a program that knows what else is in it
        }

        (Text, Html) = (Text ?? tnef.Text, Html ?? tnef.Html);
        _all.AddRange(tnef.Files.Select(file => Unpacked(part, file)));
        return true;
    }

    private MailAttachment Unpacked(MimePart part, TnefFile file) =>
        new(FileNames.Clean(file.Name), file.ContentType ?? "application/octet-stream", file.Size, file.Sha256, message => Open(part, file, message))
        {
            ContentId = file.ContentId,
            Role = file.ContentId is null ? AttachmentRole.File : AttachmentRole.Inline,
        };

    private Stream Open(MimePart part, TnefFile file, Stream message)
    {
        var lying = new RangeStream(Open(part, message), file.Start, file.PackedLength ?? file.Size);
        if (file.PackedLength is not { } packed)
        {
            return lying;
        }

        using (lying)
        {
            var bytes = new byte[packed];
            return new MemoryStream(CompressedRtf.Unpack(bytes.AsSpan(0, lying.ReadAtLeast(bytes, packed, throwOnEndOfStream: false))), writable: false);
        }
    }

    private static bool IsTnef(MimePart part) => part.Type is "application/ms-tnef" or "application/vnd.ms-tnef" || string.Equals(part.FileName, "winmail.dat", StringComparison.OrdinalIgnoreCase);

    private DecodedStream Open(MimePart part, Stream message) => new(new RangeStream(message, start + part.Start, part.Length), part.Decoder());
}
