using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Imports;

// A file as it comes from the browser.
public sealed partial class CustomerImports
{
    private const int PieceBytes = 256 * 1024;

    /// <summary>Takes a file and recognises its columns; nothing is read further before a person agrees. Returns the import.</summary>
    public async Task<Outcome<Guid>> BeginAsync(Guid deskId, string fileName, Stream content, Actor by, CancellationToken cancel = default)
    {
        await using (var db = database.Read())
        {
            if (await WhyNotAsync(db, deskId, by) is { } no)
            {
                return no;
            }
        }

        var id = Guid.CreateVersion7(clock.Now());
        var taken = await TakeAsync(id, content, cancel);
        if (taken.Refusal is { } bad)
        {
            await ForgetAsync(id);
            return bad;
        }

        var (bytes, charset, delimiter, headers) = taken.Done;
        return await database.RunAsync<Guid>(async work =>
        {
            work.Db.CustomerImports.Add(new CustomerImport
            {
                Id = id,
                DeskId = deskId,
                StartedById = by.AccountId!.Value,
                StartedAt = clock.Now(),
                FileName = CleanText.FileName(fileName),
                Charset = charset,
                Delimiter = delimiter,
                Headers = JsonSerializer.Serialize(headers),
                Columns = ImportColumns.Recognise(headers).Write(),
                Bytes = bytes,
            });
            await work.CommitAsync(Topic.Imports, Topic.ImportsOf(deskId));
            return id;
        }, cancel);
    }

    // The file is kept piece by piece as it comes, so that reading it goes on after a crash.
    private async Task<Outcome<(long Bytes, string Charset, string Delimiter, string[] Headers)>> TakeAsync(Guid id, Stream content, CancellationToken cancel)
    {
        var utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var (isUtf8, bytes, number) = (true, 0L, 0);
        var beginning = Array.Empty<byte>();
        var characters = new char[PieceBytes + 1];
        var buffer = new byte[PieceBytes];
        for (int length; (length = await content.ReadAtLeastAsync(buffer, PieceBytes, throwOnEndOfStream: false, cancel)) > 0; number++)
        {
            bytes += length;
            if (bytes > MostBytes)
            {
                return new ImportIsTooLarge(MostBytes / 1024 / 1024);
            }

            isUtf8 = isUtf8 && CanRead(utf8, buffer.AsSpan(0, length), characters, isLast: length < PieceBytes);
            beginning = number == 0 ? buffer[..length] : beginning;
            var kept = new ImportPiece { ImportId = id, Number = number, Sealed = seal.Seal(Convert.ToBase64String(buffer.AsSpan(0, length))) };
            var written = await database.RunAsync<Done>(async work =>
            {
                work.Db.ImportPieces.Add(kept);
                await work.CommitAsync();
                return new Done();
            }, cancel);
            if (written.Refusal is { } no)
            {
                return no;
            }
        }

        var charset = ImportFile.CharsetOf(beginning, isUtf8);
        var found = await HeadersAsync(beginning, charset, isWhole: number == 1);
        return found.Refusal is { } unread ? unread : (bytes, charset, found.Done.Delimiter, found.Done.Headers);
    }

    private static bool CanRead(Decoder utf8, ReadOnlySpan<byte> bytes, char[] into, bool isLast)
    {
        try
        {
            utf8.GetChars(bytes, into, flush: isLast);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false; // the answer asked for: it is written in other characters
        }
    }

    private static async Task<Outcome<(string Delimiter, string[] Headers)>> HeadersAsync(byte[] beginning, string charset, bool isWhole)
    {
        using var reader = new StreamReader(new MemoryStream(beginning), ImportFile.EncodingOf(charset), detectEncodingFromByteOrderMarks: true);
        var text = await reader.ReadToEndAsync();
        if (!ImportFile.IsText(text))
        {
            return new NotATextFile();
        }

        var delimiter = ImportFile.DelimiterOf(text.TrimStart('\r', '\n', ' '));
        using var csv = ImportFile.Open(new StringReader(text), delimiter);
        try
        {
            if (!await csv.ReadAsync() || ImportFile.CellsOf(csv) is not { } headers || !headers.Any(header => header.Length > 0))
            {
                return new NoRowsInTheFile();
            }

            var isNobody = isWhole && !ImportColumns.Recognise(headers).FirstRowIsData && !await HasMoreAsync(csv);
            return isNobody ? new OnlyColumnNames() : (delimiter, headers);
        }
        catch (CsvHelper.CsvFormatException)
        {
            return new NoRowsInTheFile(); // no table, whatever it is
        }
    }

    private static async Task<bool> HasMoreAsync(CsvHelper.CsvReader csv)
    {
        try
        {
            while (await csv.ReadAsync())
            {
                if (ImportFile.CellsOf(csv).Any(cell => cell.Length > 0))
                {
                    return true;
                }
            }

            return false;
        }
        catch (CsvHelper.CsvFormatException)
        {
            return true; // which row is broken is said when it is read
        }
    }

    private Task<Outcome<Done>> ForgetAsync(Guid id) => database.RunAsync<Done>(async work =>
    {
        await work.Db.ImportPieces.Where(piece => piece.ImportId == id).ExecuteDeleteAsync();
        await work.CommitAsync();
        return new Done();
    });
}
