using System.Buffers;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>What a uuencoded text says, from its begin line to its end; the lines before and after are passed over.</summary>
internal sealed class UuencodeDecoder : TransferDecoder
{
    private const int MostLine = 128;

    private readonly byte[] _line = new byte[MostLine];
    private int _length;
    private bool _hasBegun;
    private bool _isOver;

    /// <summary>The name in a begin line, such as <c>begin 644 report.pdf</c>; null when it is none.</summary>
    public static string? NameIn(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("begin "u8))
        {
            return null;
        }

        var rest = line[6..].TrimStart((byte)' ');
        var mode = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'7');
        return mode is 3 or 4 && rest[mode] == ' ' && EncodedWords.Decode(rest[mode..]).Trim() is { Length: > 0 } name ? name : null;
    }

    /// <inheritdoc/>
    public override void Decode(ReadOnlySpan<byte> raw, IBufferWriter<byte> to)
    {
        foreach (var letter in raw)
        {
            if (letter is (byte)'\n' or (byte)'\r')
            {
                Complete(to);
            }
            else if (_length < MostLine)
            {
                _line[_length++] = letter;
            }
        }
    }

    /// <inheritdoc/>
    public override void Complete(IBufferWriter<byte> to)
    {
        var line = _line.AsSpan(0, _length);
        _length = 0;
        if (_isOver || line.IsEmpty)
        {
            return;
        }

        if (!_hasBegun)
        {
            _hasBegun = NameIn(line) is not null;
        }
        else if (line.TrimEnd((byte)' ').SequenceEqual("end"u8))
        {
            _isOver = true;
        }
        else
        {
            PutLine(line, to);
        }
    }

    private static void PutLine(ReadOnlySpan<byte> line, IBufferWriter<byte> to)
    {
        var left = (line[0] - 32) & 63;
        for (var at = 1; at < line.Length && left > 0; at += 4)
        {
            var group = 0;
            for (var n = 0; n < 4; n++)
            {
                group = (group << 6) | (at + n < line.Length ? (line[at + n] - 32) & 63 : 0);
            }

            for (var n = 16; n >= 0 && left > 0; n -= 8, left--)
            {
                Put(to, (byte)(group >> n));
            }
        }
    }
}
