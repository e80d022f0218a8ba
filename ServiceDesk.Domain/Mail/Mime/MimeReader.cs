using System.Security.Cryptography;
using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Reads the parts of a message in one pass over its bytes (RFC 2045, 2046), whatever they are. Memory, depth and number of parts are bounded.</summary>
internal sealed class MimeReader
{
    private const int MostDepth = 40;
    private const int MostParts = 1_000;
    private const int MostKept = 4 << 20;
    private const int MostKeptInAll = 16 << 20;

    private readonly MailLines _lines;
    private readonly IncrementalHash _digest;
    private readonly Boundaries _boundaries = new();
    private int _parts;
    private int _kept;
    private byte[] _lineEnd = [];
    private BoundaryHit _hit = BoundaryHit.None;

    private MimeReader(MailLines lines, IncrementalHash digest) => (_lines, _digest) = (lines, digest);

    /// <summary>Reads a whole message. The only exceptions are the stream's own, and being cancelled.</summary>
    public static MimePart Read(Stream raw, CancellationToken cancel)
    {
        using var lines = new MailLines(raw, cancel);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        return new MimeReader(lines, digest).ReadPart("text/plain");
    }

    private MimePart ReadPart(string usualType)
    {
        _parts++;
        _hit = BoundaryHit.None;
        var isOver = !ReadHeader(out var headers);
        var part = new MimePart(headers, usualType) { Start = _lines.Position };
        if (isOver)
        {
            return part;
        }

        if (part.IsMultipart && _boundaries.Depth < MostDepth)
        {
            ReadParts(part, part.ContentType["boundary"]?.TrimEnd());
        }
        else
        {
            ReadBody(part);
        }

        part.Length = Math.Max(0, part.Length);
        return part;
    }

    // False where a boundary or the end came before the empty line.
    private bool ReadHeader(out MimeHeaders headers)
    {
        var fields = new HeaderBlock();
        var isOver = true;
        while (_lines.Next(out var line))
        {
            if (IsBoundary(line))
            {
                break;
            }

            var text = MailLines.WithoutEnd(line);
            if (text.IsEmpty && !fields.IsEmpty)
            {
                isOver = false;
                break;
            }

            if (!_lines.StartsLine || fields.Take(text))
            {
                if (!_lines.StartsLine)
                {
                    fields.Continue(text);
                }

                continue;
            }

            if (text.IsEmpty && _boundaries.Depth > 0)
            {
                isOver = false; // a part without any header
                break;
            }

            if (!text.IsEmpty && !HeaderBlock.GoesOn(_lines.Peek()))
            {
                _lines.Unread(); // the empty line was forgotten
                isOver = false;
                break;
            }
        }

        headers = fields.Done();
        return !isOver;
    }

    private void ReadParts(MimePart whole, string? boundary)
    {
        var level = _boundaries.Open(string.IsNullOrEmpty(boundary) ? null : Encoding.Latin1.GetBytes("--" + boundary));
        var beginning = ReadBeginning(level);
        var usual = whole.Type == "multipart/digest" ? "message/rfc822" : "text/plain";
        var parts = new List<MimePart>();
        while (_hit.Level == level && !_hit.Closes)
        {
            if (_parts >= MostParts)
            {
                SkipToBoundary();
                continue;
            }

            parts.Add(ReadPart(usual));
        }

        _boundaries.Close(level, isWhole: _hit.Level == level);
        if (_hit.Level == level)
        {
            SkipToBoundary(); // what stands below the end is for nobody
        }

        _kept -= parts.Count > 0 ? beginning.Kept.Length : 0;
        whole.Parts = parts.Count > 0 ? parts : [beginning];
        whole.Length = _lines.Position - whole.Start;
    }

    // What stands above the first part is for programs that know no parts; but where none follows it is all that there is.
    private MimePart ReadBeginning(int level)
    {
        _boundaries.Awaited = level;
        var beginning = new MimePart(new MimeHeaders([]), "text/plain") { Start = _lines.Position };
        ReadBody(beginning);
        _boundaries.Awaited = null;
        return beginning;
    }

    private void SkipToBoundary()
    {
        _hit = BoundaryHit.None;
        while (_lines.Next(out var line) && !IsBoundary(line))
        {
        }
    }

    // The line end before a boundary belongs to the boundary: it is held back until another line came.
    private void ReadBody(MimePart part)
    {
        using var sink = new PartSink(part.IsReadable ? Math.Min(MostKept, MostKeptInAll - _kept) : 0, _digest);
        var decoder = part.Decoder();
        if (decoder is Base64Decoder && part.Type.StartsWith("text/", StringComparison.Ordinal) && !Base64Decoder.MayBegin(_lines.Peek()))
        {
            part.IsBare = true;
            decoder = part.Decoder();
        }

        var end = part.Start;
        _lineEnd = [];
        _hit = BoundaryHit.None;
        while (_lines.Next(out var line))
        {
            var isBoundary = IsBoundary(line);
            line = _lines.Last;
            if (isBoundary)
            {
                if (_hit.At > 0)
                {
                    decoder.Decode(_lineEnd, sink);
                    decoder.Decode(line[.._hit.At], sink);
                    end = _lines.Position - line.Length + _hit.At;
                    _lineEnd = [];
                }

                break;
            }

            decoder.Decode(_lineEnd, sink);
            var text = MailLines.WithoutEnd(line);
            decoder.Decode(text, sink);
            _lineEnd = EndOf(line[text.Length..]);
            end = _lines.Position;
        }

        if (_hit.Level < 0)
        {
            decoder.Decode(_lineEnd, sink);
            _lineEnd = [];
        }

        decoder.Complete(sink);
        part.Sha256 = sink.Digest();
        part.Size = sink.Size;
        part.Kept = sink.Kept;
        part.Length = end - part.Start - _lineEnd.Length;
        _kept += part.Kept.Length;
    }

    private static byte[] EndOf(ReadOnlySpan<byte> end) => end switch
    {
        [(byte)'\r', (byte)'\n'] => CarriageReturnLineFeed,
        [(byte)'\n'] => LineFeed,
        [] => [],
        _ => end.ToArray(),
    };

    private static readonly byte[] CarriageReturnLineFeed = "\r\n"u8.ToArray();
    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    private bool IsBoundary(ReadOnlySpan<byte> line)
    {
        var hit = _boundaries.Find(line, _lines);
        _hit = hit.Level >= 0 ? hit : _hit;
        return hit.Level >= 0;
    }
}
