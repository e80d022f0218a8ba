using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Smtp;

/// <summary>The content on its way to the server: a dot before each line that begins with one, every line end made CR LF, and one at the end (RFC 5321, 4.5.2).</summary>
internal sealed class DotStuffing(MailConnection connection) : Stream
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _count;
    private byte _last = (byte)'\n';

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (var done = 0; done < buffer.Length;)
        {
            done += Stuff(buffer.Span[done..]);
            if (_buffer.Length - _count < 4)
            {
                await FlushAsync(cancellationToken);
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Ends the last line where it is open, and the content.</summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        if (_buffer.Length - _count < 8)
        {
            await FlushAsync(cancel);
        }

        if (_last == '\r')
        {
            Put((byte)'\n');
        }
        else if (_last != '\n')
        {
            Put((byte)'\r');
            Put((byte)'\n');
        }

        Put((byte)'.');
        Put((byte)'\r');
        Put((byte)'\n');
        await FlushAsync(cancel);
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_count > 0)
        {
            await connection.WriteAsync(_buffer.AsMemory(0, _count), cancellationToken);
            _count = 0;
        }
    }

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // A bare CR or LF is never sent: what one server takes for a line end and the next does not is how mails are smuggled.
    private int Stuff(ReadOnlySpan<byte> bytes)
    {
        var read = 0;
        while (read < bytes.Length && _buffer.Length - _count >= 4)
        {
            var one = bytes[read++];
            if (_last == '\r' && one != '\n')
            {
                Put((byte)'\n');
            }
            else if (one == '\n' && _last != '\r')
            {
                Put((byte)'\r');
            }

            if (one == '.' && _last == '\n')
            {
                Put(one);
            }

            Put(one);
        }

        return read;
    }

    private void Put(byte one) => _last = _buffer[_count++] = one;
}
