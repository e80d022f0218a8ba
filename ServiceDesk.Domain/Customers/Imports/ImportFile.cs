using System.Text;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;

namespace ServiceDesk.Domain.Customers.Imports;

/// <summary>How a file is written: its characters and what parts its columns.</summary>
internal static class ImportFile
{
    /// <summary>The longest row that is read: a quotation mark that nobody closes would else swallow the file.</summary>
    public const int MostRowBytes = 64 * 1024;

    /// <summary>The characters of a file, from its beginning and whether all of it can be read as UTF-8.</summary>
    public static string CharsetOf(ReadOnlySpan<byte> beginning, bool isUtf8) => beginning switch
    {
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "utf-16",
        _ => isUtf8 ? "utf-8" : "windows-1252",
    };

    /// <summary>Whether a file's beginning is text: a picture, a program or a spreadsheet has characters in it that nobody types.</summary>
    public static bool IsText(string beginning) => !beginning.Any(c => c is < ' ' and not ('\t' or '\n' or '\v' or '\f' or '\r' or '\u001A'));

    /// <summary>What parts the columns: whichever of comma, semicolon and tab stands most often outside quotation marks in the first row.</summary>
    public static string DelimiterOf(string firstRow)
    {
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 };
        var isQuoted = false;
        foreach (var c in firstRow.TakeWhile(c => isQuoted || c is not ('\r' or '\n')))
        {
            isQuoted ^= c == '"';
            if (!isQuoted && counts.TryGetValue(c, out var count))
            {
                counts[c] = count + 1;
            }
        }

        return counts.MaxBy(count => count.Value).Key.ToString();
    }

    public static Encoding EncodingOf(string charset) => charset switch
    {
        "utf-16" => Encoding.Unicode,
        "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        _ => Encoding.UTF8,
    };

    /// <summary>Reads rows; the names of the columns are the first of them.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="delimiter">What parts its columns.</param>
    /// <param name="onMalformed">Told when the row that was just read has quotation marks that do not fit.</param>
    public static CsvReader Open(TextReader text, string delimiter, Action? onMalformed = null) => CsvReader.Create(text, new CsvReaderOptions
    {
        Separator = delimiter[0],
        HasHeader = false,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MaxRecordSize = MostRowBytes,
        OnMalformedRecord = onMalformed is null ? null : _ => onMalformed(),
    });

    /// <summary>The cells of the row that was just read.</summary>
    public static string[] CellsOf(CsvReader csv)
    {
        var cells = new string[csv.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = csv.GetString(i);
        }

        return cells;
    }

    /// <summary>Reads the pieces of a file one after the other, never more than one at a time.</summary>
    public static Stream OfPieces(DeskWork database, ILinkSeal seal, Guid importId) => new Pieces(database, seal, importId);

    private sealed class Pieces(DeskWork database, ILinkSeal seal, Guid importId) : Stream
    {
        private ReadOnlyMemory<byte> _rest;
        private int _next;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_rest.IsEmpty && await NextAsync(cancellationToken) is { } piece)
            {
                _rest = piece;
            }

            var length = Math.Min(buffer.Length, _rest.Length);
            _rest[..length].CopyTo(buffer);
            _rest = _rest[length..];
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Files are read asynchronously.");

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
            // Nothing is written.
        }

        private async Task<byte[]?> NextAsync(CancellationToken cancel)
        {
            await using var db = database.Read();
            var kept = await db.ImportPieces.Where(piece => piece.ImportId == importId && piece.Number == _next).Select(piece => piece.Sealed).SingleOrDefaultAsync(cancel);
            _next++;
            return kept is null ? null : Convert.FromBase64String(seal.Open(kept) ?? throw new InvalidDataException("A file that was being imported cannot be unsealed: the site's keys are gone."));
        }
    }
}
