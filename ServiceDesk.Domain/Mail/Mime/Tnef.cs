using System.Security.Cryptography;
using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Files out of Outlook's own container, winmail.dat (MS-OXTNEF), read through once without holding it in memory.</summary>
internal sealed class Tnef
{
    private const uint Signature = 0x223E9F78;
    private const uint BeginsFile = 0x00069002;
    private const uint FileTitle = 0x00018010;
    private const uint FileData = 0x0006800F;
    private const uint FileProperties = 0x00069005;
    private const uint MessageProperties = 0x00069003;
    private const int MostProperties = 8 << 20;
    private const int MostFiles = 1_000;

    private readonly List<TnefFile> _files = [];

    /// <summary>The files in it, the text among them.</summary>
    public IReadOnlyList<TnefFile> Files => [.. _files.Where(file => file.Sha256.Length > 0)];

    /// <summary>The text in it; null where there is none.</summary>
    public string? Text { get; private set; }

    /// <summary>The page in it, as it was written; null where there is none.</summary>
    public string? Html { get; private set; }

    /// <summary>Reads a container; null where it is none.</summary>
    public static Tnef? Read(Stream container, CancellationToken cancel)
    {
        using var counted = new BufferedStream(container, 64 * 1024);
        using var reader = new BinaryReader(counted, Encoding.Latin1, leaveOpen: true);
        try
        {
            if (reader.ReadUInt32() != Signature)
            {
                return null;
            }

            reader.ReadUInt16();
            var tnef = new Tnef();
            tnef.ReadFiles(reader, cancel);
            return tnef;
        }
        catch (EndOfStreamException)
        {
            return null; // shorter than its own beginning
        }
    }

    private void ReadFiles(BinaryReader reader, CancellationToken cancel)
    {
        const int attributeHead = 9;
        var at = 6L;
        try
        {
            while (reader.ReadByte() is 1 or 2 && _files.Count < MostFiles)
            {
                cancel.ThrowIfCancellationRequested();
                var id = reader.ReadUInt32();
                var length = reader.ReadUInt32();
                at += attributeHead;
                ReadAttribute(reader, id, at, length);
                reader.ReadUInt16();
                at += length + 2L;
            }
        }
        catch (EndOfStreamException)
        {
            // It was cut off on the way: what was whole so far is what there is.
        }
    }

    private void ReadAttribute(BinaryReader reader, uint id, long at, uint length)
    {
        var file = _files.LastOrDefault();
        switch (id)
        {
            case BeginsFile:
                Skip(reader, length);
                _files.Add(new TnefFile());
                break;
            case FileTitle when file is not null && length < MostProperties:
                file.Title ??= Charsets.Decode(reader.ReadBytes((int)length), null).TrimEnd('\0');
                break;
            case FileData when file is not null:
                Digest(reader, file, at, length);
                break;
            case FileProperties when file is not null && length < MostProperties:
                TnefProperties.Read(reader.ReadBytes((int)length), (property, value, _) => file.Take(property, value));
                break;
            case MessageProperties when length < MostProperties:
                TnefProperties.Read(reader.ReadBytes((int)length), (property, value, start) => TakeBody(property, value, at + start));
                break;
            default:
                Skip(reader, length);
                break;
        }
    }

    private void TakeBody(ushort property, ReadOnlySpan<byte> value, long at)
    {
        const ushort html = 0x1013;
        const ushort rtf = 0x1009;
        if (property == html && value.Length > 0)
        {
            Html = Charsets.Decode(value, null);
            Text = HtmlText.Read(Html);
            _files.Insert(0, new TnefFile { Title = "message.html", ContentType = "text/html", Start = at, Size = value.Length, Sha256 = SHA256.HashData(value) });
        }
        else if (property == rtf && CompressedRtf.Unpack(value) is { Length: > 0 } unpacked)
        {
            Text ??= RtfText.Read(unpacked);
            _files.Insert(0, new TnefFile { Title = "message.rtf", ContentType = "application/rtf", Start = at, PackedLength = value.Length, Size = unpacked.Length, Sha256 = SHA256.HashData(unpacked) });
        }
    }

    private static void Digest(BinaryReader reader, TnefFile file, long at, uint length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var sink = new PartSink(0, hash);
        Copy(reader, length, sink);
        (file.Start, file.Sha256, file.Size) = (at, sink.Digest(), sink.Size);
    }

    private static void Skip(BinaryReader reader, uint length) => Copy(reader, length, null);

    private static void Copy(BinaryReader reader, uint length, PartSink? to)
    {
        var buffer = new byte[Math.Min(length, 16 * 1024)];
        for (var left = (long)length; left > 0;)
        {
            var read = reader.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            if (to is not null)
            {
                buffer.AsSpan(0, read).CopyTo(to.GetSpan(read));
                to.Advance(read);
            }

            left -= read;
        }
    }
}
