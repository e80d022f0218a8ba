using System.Buffers;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>What an encoded body says, decoded line by line as it is read.</summary>
internal sealed class DecodedStream(Stream encoded, TransferDecoder decoder) : ReadingStream
{
    private readonly MailLines _lines = new(encoded, CancellationToken.None);
    private readonly ArrayBufferWriter<byte> _decoded = new();
    private int _taken;
    private bool _isDone;
    private bool _isDisposed;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (_taken == _decoded.WrittenCount && !_isDone)
        {
            DecodeMore();
        }

        var count = Math.Min(buffer.Length, _decoded.WrittenCount - _taken);
        _decoded.WrittenSpan.Slice(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    private void DecodeMore()
    {
        _decoded.ResetWrittenCount();
        _taken = 0;
        if (_lines.Next(out var line))
        {
            var text = MailLines.WithoutEnd(line);
            decoder.Decode(text, _decoded);
            decoder.Decode(line[text.Length..], _decoded);
        }
        else
        {
            decoder.Complete(_decoded);
            _isDone = true;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _lines.Dispose();
        }

        base.Dispose(disposing);
    }
}
