using System.Buffers;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>A stream line by line, each with its end, in one buffer of fixed size: a line longer than half of it comes in pieces.</summary>
internal sealed class MailLines(Stream source, CancellationToken cancel) : IDisposable
{
    private const int BufferSize = 128 * 1024;
    private const int MostAhead = 4_096;
    private const int MostLine = BufferSize / 2;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _end;
    private int _last;
    private bool _isDone;
    private bool _isPiece;
    private byte? _lineEnd;

    /// <summary>Where in the stream the next line begins.</summary>
    public long Position { get; private set; }

    /// <summary>Whether what was read last begins a line, and is not a later piece of one.</summary>
    public bool StartsLine { get; private set; } = true;

    /// <summary>What was read last. What <see cref="Next"/> gave is gone once anything else was asked for; this is not.</summary>
    public ReadOnlySpan<byte> Last => _buffer.AsSpan(_start - _last, _last);

    /// <summary>Reads the next line; false at the end.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        var length = Measure();
        StartsLine = !_isPiece;
        line = _buffer.AsSpan(_start, length);
        _start += length;
        _last = length;
        Position += length;
        _isPiece = length > 0 && line[^1] != _lineEnd;
        return length > 0;
    }

    /// <summary>What follows, as far as it is at hand: at least the next line; empty at the end.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        _ = Measure();
        return _buffer.AsSpan(_start, Math.Min(_end - _start, MostAhead));
    }

    /// <summary>Puts back the line that was read last.</summary>
    public void Unread()
    {
        _start -= _last;
        Position -= _last;
        _last = 0;
        _isPiece = !StartsLine;
    }

    /// <summary>A line without its end.</summary>
    public static ReadOnlySpan<byte> WithoutEnd(ReadOnlySpan<byte> line) => line.TrimEnd("\r\n"u8);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        (_start, _end, _last, _isDone) = (0, 0, 0, true);
    }

    private int Measure()
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            if (rest.Length < MostLine && !_isDone)
            {
                var found = _lineEnd is { } known ? rest.IndexOf(known) : -1;
                if (found >= 0)
                {
                    return found + 1;
                }

                Fill();
                continue;
            }

            rest = rest[..Math.Min(rest.Length, MostLine)];
            var end = rest.IndexOf(_lineEnd ??= UsualEnd(rest));
            return end < 0 ? rest.Length : end + 1;
        }
    }

    // What was read last stays, so that it can be put back.
    private void Fill()
    {
        cancel.ThrowIfCancellationRequested();
        var keep = _start - _last;
        _buffer.AsSpan(keep, _end - keep).CopyTo(_buffer);
        _start -= keep;
        _end -= keep;
        var wanted = Math.Max(1, Math.Min(MostLine - (_end - _start), BufferSize - _end));
        var read = source.ReadAtLeast(_buffer.AsSpan(_end, BufferSize - _end), wanted, throwOnEndOfStream: false);
        _end += read;
        _isDone = read < wanted;
        _lineEnd ??= UsualEnd(_buffer.AsSpan(_start, _end - _start));
    }

    // Some old programs end lines with CR alone. In other mail a lone CR is a letter like any other.
    private static byte UsualEnd(ReadOnlySpan<byte> text)
    {
        var (feeds, returns) = (text.Count((byte)'\n'), text.Count((byte)'\r'));
        return returns - text.Count("\r\n"u8) > feeds ? (byte)'\r' : (byte)'\n';
    }
}
