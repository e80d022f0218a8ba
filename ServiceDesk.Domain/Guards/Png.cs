using System.Buffers.Binary;
using System.IO.Compression;

namespace ServiceDesk.Domain.Guards;

/// <summary>Writes a grey picture as a PNG file (ISO/IEC 15948): header, one zlib stream of unfiltered rows, end.</summary>
internal static class Png
{
    private static readonly uint[] Crcs = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    public static byte[] Of(Paper paper)
    {
        using var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, paper.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], paper.Height);
        header[8] = 8; // bits a point; the zeros after it say grey, deflate, no filters, not interlaced
        Write(file, "IHDR"u8, header);
        Write(file, "IDAT"u8, Deflated(paper));
        Write(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Deflated(Paper paper)
    {
        using var deflated = new MemoryStream();
        using (var zlib = new ZLibStream(deflated, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < paper.Height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(paper.Grey.Slice(y * paper.Width, paper.Width));
            }
        }

        return deflated.ToArray();
    }

    private static void Write(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checked(content, Checked(type, uint.MaxValue)));
        file.Write(number);
    }

    private static uint Checked(ReadOnlySpan<byte> bytes, uint crc)
    {
        foreach (var one in bytes)
        {
            crc = Crcs[(byte)(crc ^ one)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return crc;
    }
}
