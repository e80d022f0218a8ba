using System.Buffers;
using System.Security.Cryptography;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>
/// A mail on its way into the store: read to its end before a work begins, so that a slow line holds up nobody. Small ones are kept in memory,
/// others in a file that is gone with the process. Dispose of it.
/// </summary>
public sealed class MailSpool : IAsyncDisposable
{
    private const int MostInMemory = 256 * 1024;

    private readonly Stream _content;

    private MailSpool(Stream content, byte[] hash) => (_content, Hash) = (content, hash);

    /// <summary>How long the mail is, in bytes.</summary>
    public long Bytes => _content.Length;

    /// <summary>SHA-256 of it.</summary>
    public byte[] Hash { get; }

    /// <summary>Reads a mail to its end; null when it is longer than it may be, and then no further than that.</summary>
    public static async Task<MailSpool?> ReadAsync(Stream from, long mostBytes, CancellationToken cancel = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Stream content = new MemoryStream();
        var isWhole = false;
        var piece = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (int read; (read = await from.ReadAsync(piece, cancel)) > 0;)
            {
                if (content.Length + read > mostBytes)
                {
                    return null;
                }

                if (content is MemoryStream small && small.Length + read > MostInMemory)
                {
                    content = NewFile();
                    await content.WriteAsync(small.GetBuffer().AsMemory(0, (int)small.Length), cancel);
                }

                hash.AppendData(piece, 0, read);
                await content.WriteAsync(piece.AsMemory(0, read), cancel);
            }

            isWhole = true;
            return new MailSpool(content, hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
            if (!isWhole)
            {
                await content.DisposeAsync();
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _content.DisposeAsync();

    /// <summary>All of it at once; for what is known to be short.</summary>
    public async Task<byte[]> WholeAsync()
    {
        var whole = new byte[_content.Length];
        _content.Position = 0;
        await _content.ReadExactlyAsync(whole);
        return whole;
    }

    /// <summary>The mail in pieces as they are stored, from its beginning each time.</summary>
    internal async IAsyncEnumerable<byte[]> PiecesAsync()
    {
        _content.Position = 0;
        while (true)
        {
            var piece = new byte[(int)Math.Min(IncomingPiece.PieceBytes, _content.Length - _content.Position)];
            if (piece.Length == 0)
            {
                yield break;
            }

            await _content.ReadExactlyAsync(piece);
            yield return piece;
        }
    }

    /// <summary>A file nobody else reads, and that is gone once it is closed.</summary>
    internal static FileStream NewFile() =>
        new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}
