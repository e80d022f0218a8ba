using System.Buffers.Binary;
using System.IO.Compression;

namespace ServiceDesk.Tests.Stage;

/// <summary>A picture of a page with a palette of 128 colours instead of all of them: a third of the bytes, for pictures that are kept.</summary>
public static class SmallPng
{
    private const int MostColours = 128;
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Makes a browser's picture (8 bits a channel, not interlaced) small.</summary>
    public static byte[] Of(byte[] png)
    {
        var (width, height, channels, packed) = Read(png);
        var pixels = Unfilter(packed, width, height, channels);
        var (palette, indexOf) = PaletteOf(pixels);

        using var file = new MemoryStream();
        file.Write(Signature);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 3); // bits, and colours by a palette
        Write(file, "IHDR"u8, head);
        Write(file, "PLTE"u8, [.. palette.SelectMany(colour => new[] { (byte)(colour >> 16), (byte)(colour >> 8), (byte)colour })]);
        using var data = new MemoryStream();
        using (var squeezed = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                squeezed.WriteByte(0);
                squeezed.Write([.. pixels.Skip(y * width).Take(width).Select(colour => indexOf[colour])]);
            }
        }

        Write(file, "IDAT"u8, data.ToArray());
        Write(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static (int Width, int Height, int Channels, byte[] Packed) Read(byte[] png)
    {
        var (width, height, channels) = (0, 0, 0);
        using var data = new MemoryStream();
        for (var at = Signature.Length; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var body = png.AsSpan(at + 8, length);
            if (png.AsSpan(at + 4, 4).SequenceEqual("IHDR"u8))
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]));
                channels = body[9] is 6 ? 4 : 3;
            }
            else if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                data.Write(body);
            }

            at += length + 12;
        }

        data.Position = 0;
        using var opened = new ZLibStream(data, CompressionMode.Decompress);
        using var raw = new MemoryStream();
        opened.CopyTo(raw);
        return (width, height, channels, raw.ToArray());
    }

    private static int[] Unfilter(byte[] packed, int width, int height, int channels)
    {
        var stride = width * channels;
        var (before, line) = (new byte[stride], new byte[stride]);
        var pixels = new int[width * height];
        for (var y = 0; y < height; y++)
        {
            var filter = packed[y * (stride + 1)];
            for (var x = 0; x < stride; x++)
            {
                var (left, up, corner) = x < channels ? (0, before[x], 0) : (line[x - channels], before[x], before[x - channels]);
                var guess = filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) };
                line[x] = (byte)(packed[(y * (stride + 1)) + 1 + x] + guess);
            }

            for (var x = 0; x < width; x++)
            {
                pixels[(y * width) + x] = line[x * channels] << 16 | line[(x * channels) + 1] << 8 | line[(x * channels) + 2];
            }

            (before, line) = (line, before);
        }

        return pixels;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - corner - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    // A page is drawn in few colours, and in their mixtures at the letters' edges: each goes to the nearest of the most frequent ones.
    private static (int[] Palette, Dictionary<int, byte> IndexOf) PaletteOf(int[] pixels)
    {
        var colours = pixels.CountBy(colour => colour).OrderByDescending(colour => colour.Value).Select(colour => colour.Key).ToList();
        int[] palette = [.. colours.Take(MostColours)];
        return (palette, colours.ToDictionary(colour => colour, colour => (byte)palette.Index().MinBy(other => Distance(other.Item, colour)).Index));
    }

    private static int Distance(int one, int other)
    {
        var (red, green, blue) = ((one >> 16) - (other >> 16), (one >> 8 & 255) - (other >> 8 & 255), (one & 255) - (other & 255));
        return (3 * red * red) + (6 * green * green) + (blue * blue);
    }

    private static void Write(MemoryStream file, ReadOnlySpan<byte> kind, byte[] body)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        byte[] counted = [.. kind, .. body];
        file.Write(counted);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(counted));
        file.Write(number);
    }

    private static uint Checksum(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB88320;
            }
        }

        return ~sum;
    }
}
