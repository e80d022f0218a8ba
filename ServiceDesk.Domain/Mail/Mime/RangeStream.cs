namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>A piece of another stream, read from there only as far as it is asked for.</summary>
internal sealed class RangeStream(Stream whole, long start, long length) : ReadingStream
{
    private long _left = length;
    private bool _isThere;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (!_isThere)
        {
            _isThere = true;
            GoThere(buffer);
        }

        var read = whole.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= read;
        return read;
    }

    private void GoThere(Span<byte> buffer)
    {
        if (whole.CanSeek)
        {
            whole.Seek(start, SeekOrigin.Begin);
            return;
        }

        for (var left = start; left > 0;)
        {
            var read = whole.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
            left = read == 0 ? 0 : left - read;
        }
    }
}
