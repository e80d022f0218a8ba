using System.Buffers;
using System.Security.Cryptography;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Takes what a part's body says: counts and digests it, and keeps its beginning where that was asked for. Files pass through and are gone.</summary>
internal sealed class PartSink(int mostKept, IncrementalHash digest) : IBufferWriter<byte>, IDisposable
{
    private ArrayBufferWriter<byte>? _kept;
    private byte[] _chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _filled;

    /// <summary>How much came, in bytes.</summary>
    public long Size { get; private set; }

    /// <summary>What was kept.</summary>
    public ReadOnlyMemory<byte> Kept => _kept?.WrittenMemory ?? default;

    /// <inheritdoc/>
    public void Advance(int count) => _filled += count;

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_chunk.Length - _filled < Math.Max(1, sizeHint))
        {
            Flush();
            if (_chunk.Length < sizeHint)
            {
                ArrayPool<byte>.Shared.Return(_chunk);
                _chunk = ArrayPool<byte>.Shared.Rent(sizeHint);
            }
        }

        return _chunk.AsSpan(_filled);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        _ = GetSpan(sizeHint);
        return _chunk.AsMemory(_filled);
    }

    /// <summary>The digest of all that came.</summary>
    public byte[] Digest()
    {
        Flush();
        return digest.GetHashAndReset();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_chunk);
        _chunk = [];
    }

    private void Flush()
    {
        var bytes = _chunk.AsSpan(0, _filled);
        _filled = 0;
        Size += bytes.Length;
        digest.AppendData(bytes);
        var room = mostKept - (_kept?.WrittenCount ?? 0);
        if (room > 0 && bytes.Length > 0)
        {
            (_kept ??= new ArrayBufferWriter<byte>(bytes.Length)).Write(bytes[..Math.Min(room, bytes.Length)]);
        }
    }
}
