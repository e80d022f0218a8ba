using System.Buffers.Binary;
using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Unpacks the text that Outlook keeps in a container of its own (MS-OXRTFCP).</summary>
internal static class CompressedRtf
{
    private const uint Packed = 0x75465A4C;
    private const uint Plain = 0x414C454D;
    private const int HeadSize = 16;
    private const int WindowSize = 4_096;
    private const int Most = 16 << 20;

    // What the window holds before the first letter, so that the usual beginning of every such text is short.
    private static readonly byte[] Known = Encoding.ASCII.GetBytes(
        "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx");

    /// <summary>The RTF; empty where it is none, cut where it is too long or broken off.</summary>
    public static byte[] Unpack(ReadOnlySpan<byte> raw)
    {
        if (raw.Length < HeadSize)
        {
            return [];
        }

        var size = (int)Math.Min(Most, BinaryPrimitives.ReadUInt32LittleEndian(raw[4..]));
        var body = raw[HeadSize..];
        return BinaryPrimitives.ReadUInt32LittleEndian(raw[8..]) switch
        {
            Packed => Unpack(body, size),
            Plain => body[..Math.Min(size, body.Length)].ToArray(),
            _ => [],
        };
    }

    // Eight times a letter or a place in the window, told by the bits of the byte before them.
    private static byte[] Unpack(ReadOnlySpan<byte> body, int size)
    {
        var window = new byte[WindowSize];
        Known.CopyTo(window, 0);
        var (at, write) = (0, Known.Length);
        var text = new List<byte>();
        while (at < body.Length && text.Count < size)
        {
            var kinds = body[at++];
            for (var bit = 0; bit < 8 && at < body.Length && text.Count < size; bit++)
            {
                if ((kinds & (1 << bit)) == 0)
                {
                    Put(body[at++]);
                    continue;
                }

                if (at + 1 >= body.Length)
                {
                    return [.. text];
                }

                var place = BinaryPrimitives.ReadUInt16BigEndian(body[at..]);
                at += 2;
                var (from, length) = (place >> 4, (place & 0xF) + 2);
                if (from == write)
                {
                    return [.. text]; // the window's own end says that this is all
                }

                for (var n = 0; n < length && text.Count < size; n++)
                {
                    Put(window[(from + n) % WindowSize]);
                }
            }
        }

        return [.. text];

        void Put(byte letter)
        {
            text.Add(letter);
            window[write] = letter;
            write = (write + 1) % WindowSize;
        }
    }
}
