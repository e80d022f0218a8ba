namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Bytes line by line, whatever ends a line: CR LF, LF alone, or CR alone.</summary>
internal ref struct Lines(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>Where the next line begins.</summary>
    public readonly int Position => _at;

    /// <summary>Reads the next line, without its end; false when there is none.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        if (_at >= _text.Length)
        {
            line = default;
            return false;
        }

        var rest = _text[_at..];
        var length = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (length < 0)
        {
            line = rest;
            _at = _text.Length;
            return true;
        }

        line = rest[..length];
        _at += length + (rest[length..].StartsWith("\r\n"u8) ? 2 : 1);
        return true;
    }
}
