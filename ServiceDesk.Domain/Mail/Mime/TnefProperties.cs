using System.Buffers.Binary;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>The properties in an attribute of Outlook's container (MS-OXTNEF 2.1.3.4): those of text and of bytes are told, the others stepped over.</summary>
internal static class TnefProperties
{
    private const int Many = 0x1000;
    private const int MostValues = 10_000;

    /// <summary>Takes a property, its value, and where that begins.</summary>
    public delegate void Taking(ushort property, ReadOnlySpan<byte> value, int start);

    /// <summary>Reads them all; up to the first that makes no sense.</summary>
    public static void Read(ReadOnlySpan<byte> bytes, Taking take)
    {
        var at = 4;
        for (var left = Number(bytes, 0); left > 0 && at + 4 <= bytes.Length; left--)
        {
            var type = BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
            var property = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + 2)..]);
            at = property >= 0x8000 ? AfterName(bytes, at + 4) : at + 4;
            at = ReadValues(bytes, at, type, property, take);
            if (at < 0)
            {
                return;
            }
        }
    }

    // A property of somebody's own carries its name.
    private static int AfterName(ReadOnlySpan<byte> bytes, int at) => Number(bytes, at + 16) == 0 ? at + 24 : Padded(at + 24L, Number(bytes, at + 20));

    private static int ReadValues(ReadOnlySpan<byte> bytes, int at, int type, ushort property, Taking take)
    {
        var kind = type & ~Many;
        var isVariable = kind is 0x1E or 0x1F or 0x102 or 0x0D;
        var count = 1u;
        if (isVariable || (type & Many) != 0)
        {
            count = Number(bytes, at);
            at += 4;
        }

        for (var n = 0; n < Math.Min(count, MostValues); n++)
        {
            var length = isVariable ? Number(bytes, at) : Size(kind);
            var start = isVariable ? at + 4 : at;
            if (start < 0 || length > int.MaxValue || start + (long)length > bytes.Length)
            {
                return -1;
            }

            if (isVariable)
            {
                take(property, bytes.Slice(start, (int)length), start);
            }

            at = Padded(start, length);
        }

        return at;
    }

    private static uint Size(int kind) => kind switch { 0x05 or 0x06 or 0x07 or 0x14 or 0x40 => 8, 0x48 => 16, _ => 4 };

    private static int Padded(long start, uint length) => (int)Math.Min(int.MaxValue - 64, start + ((length + 3L) & ~3L));

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => at >= 0 && at + 4 <= bytes.Length ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) : 0;
}
