using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>Writes one message of a live page's connection: MessagePack (msgpack.org), as far as such messages use it.</summary>
internal sealed class PackWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    /// <summary>The message with its length before it, as the hub protocol sends it.</summary>
    public byte[] Framed()
    {
        var length = _bytes.WrittenCount;
        var head = new List<byte>(5);
        for (; length > 0x7f; length >>= 7)
        {
            head.Add((byte)(0x80 | (length & 0x7f)));
        }

        head.Add((byte)length);
        return [.. head, .. _bytes.WrittenSpan];
    }

    public PackWriter List(int count) => count < 16 ? Raw((byte)(0x90 | count)) : throw new ArgumentOutOfRangeException(nameof(count));

    public PackWriter Empty() => Raw(0x80);

    public PackWriter Nothing() => Raw(0xc0);

    public PackWriter Flag(bool value) => Raw(value ? (byte)0xc3 : (byte)0xc2);

    public PackWriter Number(long value)
    {
        Raw(0xd3);
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
        return this;
    }

    public PackWriter Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Raw(0xdb);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(4), bytes.Length);
        _bytes.Advance(4);
        _bytes.Write(bytes);
        return this;
    }

    private PackWriter Raw(byte value)
    {
        _bytes.Write([value]);
        return this;
    }
}

/// <summary>Reads such a message.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    public int List()
    {
        var kind = Next();
        return kind switch
        {
            >= 0x90 and <= 0x9f => kind & 0x0f,
            0xdc => (int)Big(2),
            0xdd => (int)Big(4),
            _ => throw new FormatException($"A list was expected, not {kind:x2}."),
        };
    }

    public long Number()
    {
        var kind = Next();
        return kind switch
        {
            <= 0x7f => kind,
            >= 0xe0 => (sbyte)kind,
            0xcc or 0xd0 => kind == 0xcc ? (long)Big(1) : (sbyte)Big(1),
            0xcd or 0xd1 => kind == 0xcd ? (long)Big(2) : (short)Big(2),
            0xce or 0xd2 => kind == 0xce ? (long)Big(4) : (int)Big(4),
            0xcf or 0xd3 => (long)Big(8),
            _ => throw new FormatException($"A number was expected, not {kind:x2}."),
        };
    }

    /// <summary>A text; null when there is none.</summary>
    public string? Text() => _rest[0] == 0xc0 ? Null() : Encoding.UTF8.GetString(Bytes());

    /// <summary>Bytes, or those of a text.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var kind = Next();
        return Take(kind switch
        {
            >= 0xa0 and <= 0xbf => kind & 0x1f,
            0xd9 or 0xc4 => (int)Big(1),
            0xda or 0xc5 => (int)Big(2),
            0xdb or 0xc6 => (int)Big(4),
            _ => throw new FormatException($"Bytes were expected, not {kind:x2}."),
        });
    }

    /// <summary>Passes over whatever comes next.</summary>
    public void Skip()
    {
        switch (_rest[0])
        {
            case 0xc0 or 0xc2 or 0xc3:
                Next();
                break;
            case >= 0x80 and <= 0x8f:
                for (var left = (Next() & 0x0f) * 2; left > 0; left--)
                {
                    Skip();
                }

                break;
            case (>= 0x90 and <= 0x9f) or 0xdc or 0xdd:
                for (var left = List(); left > 0; left--)
                {
                    Skip();
                }

                break;
            case (>= 0xa0 and <= 0xbf) or (>= 0xc4 and <= 0xc6) or (>= 0xd9 and <= 0xdb):
                Bytes();
                break;
            default:
                Number();
                break;
        }
    }

    private string? Null()
    {
        Next();
        return null;
    }

    private byte Next() => Take(1)[0];

    private ulong Big(int bytes)
    {
        var value = 0UL;
        foreach (var part in Take(bytes))
        {
            value = (value << 8) | part;
        }

        return value;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
