using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Imports;

/// <summary>Files of customers brought onto a desk's list (design.md 2.5): what people do with them. The work itself is <see cref="ImportWork"/>'s.</summary>
public sealed class CustomerImports(DeskWork database, TimeProvider clock, ILinkSeal seal)
{
    /// <summary>The longest file, in bytes.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    private const int PieceBytes = 256 * 1024;
    private const int Shown = 20;

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
                FileName = OneLine.Of(fileName),
                Charset = charset,
                Delimiter = delimiter,
                Headers = JsonSerializer.Serialize(headers),
                Columns = ImportColumns.Recognise(headers).Write(),
                Bytes = bytes,
            });
            await work.CommitAsync(Topic.ImportsOf(deskId));
            return id;
        }, cancel);
    }

    /// <summary>The latest imports of a desk, newest first.</summary>
    public async Task<Outcome<IReadOnlyList<ImportSeen>>> ListAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        if (await WhyNotAsync(db, deskId, by) is { } no)
        {
            return no;
        }

        var imports = await db.CustomerImports.Where(import => import.DeskId == deskId).OrderByDescending(import => import.StartedAt).Take(Shown).ToListAsync();
        var names = await db.NamesOfAsync(imports.Select(import => (Guid?)import.StartedById));
        var seen = new List<ImportSeen>();
        foreach (var import in imports)
        {
            var faults = import.State is ImportState.Ready ? await FaultsAsync(db, import.Id) : [];
            var outlook = import.State is ImportState.Ready ? await ImportDecisions.OutlookAsync(db, import, clock.Now()) : null;
            seen.Add(new ImportSeen(import, names.GetValueOrDefault(import.StartedById), JsonSerializer.Deserialize<string[]>(import.Headers)!, ImportColumns.Read(import.Columns), outlook, faults));
        }

        return seen;
    }

    /// <summary>Has the rows read and checked, with these columns.</summary>
    public Task<Outcome<Done>> ReadAsync(Guid importId, ImportColumns columns, Actor by) => ChangeAsync(importId, by, (_, import) =>
    {
        if (import.State is not ImportState.Choosing)
        {
            return Task.FromResult<Refusal?>(new ImportHasGoneOn());
        }

        if (columns.Address is null || !columns.FitFileOf(JsonSerializer.Deserialize<string[]>(import.Headers)!.Length))
        {
            return Task.FromResult<Refusal?>(new ColumnsDoNotFit());
        }

        (import.Columns, import.State, import.StepBeganAt) = (columns.Write(), ImportState.Reading, clock.Now());
        return Task.FromResult<Refusal?>(null);
    });

    /// <summary>Has the people brought onto the list.</summary>
    public Task<Outcome<Done>> BringInAsync(Guid importId, Actor by) => ChangeAsync(importId, by, (_, import) =>
        Task.FromResult<Refusal?>(Step(import, from: ImportState.Ready, to: ImportState.Joining)));

    /// <summary>Leaves it, as long as nobody of it is on the list.</summary>
    public Task<Outcome<Done>> CancelAsync(Guid importId, Actor by) => ChangeAsync(importId, by, async (work, import) =>
    {
        if (import.State is not (ImportState.Choosing or ImportState.Reading or ImportState.Ready))
        {
            return new ImportHasGoneOn();
        }

        (import.State, import.StepBeganAt) = (ImportState.Cancelled, null);
        await work.Db.ImportPieces.Where(piece => piece.ImportId == importId).ExecuteDeleteAsync();
        await work.Db.ImportRows.Where(row => row.ImportId == importId).ExecuteDeleteAsync();
        return null;
    });

    /// <summary>Has everything taken back that it made and nobody has used since.</summary>
    public Task<Outcome<Done>> UndoAsync(Guid importId, Actor by) => ChangeAsync(importId, by, (_, import) =>
        Task.FromResult<Refusal?>(Step(import, from: ImportState.Done, to: ImportState.Undoing)));

    private ImportHasGoneOn? Step(CustomerImport import, ImportState from, ImportState to)
    {
        if (import.State != from)
        {
            return new ImportHasGoneOn();
        }

        (import.State, import.StepBeganAt, import.LastLine) = (to, clock.Now(), 0);
        return null;
    }

    private Task<Outcome<Done>> ChangeAsync(Guid importId, Actor by, Func<Work, CustomerImport, Task<Refusal?>> change) => database.RunAsync<Done>(async work =>
    {
        await work.HoldAsync($"SELECT 1 FROM \"CustomerImports\" WHERE \"Id\" = {importId}");
        if (await work.Db.CustomerImports.AsTracking().SingleOrDefaultAsync(found => found.Id == importId) is not { } import)
        {
            return new NotFound();
        }

        if ((await WhyNotAsync(work.Db, import.DeskId, by) ?? await change(work, import)) is { } no)
        {
            return no;
        }

        await work.CommitAsync(Topic.ImportsOf(import.DeskId));
        return new Done();
    });

    private static async Task<Refusal?> WhyNotAsync(DeskDb db, Guid deskId, Actor by)
    {
        var rights = await Rights.OfAsync(db, by, deskId);
        return !rights.May(Operation.SeeCustomers) || !await db.Desks.InUse().AnyAsync(desk => desk.Id == deskId)
            ? new NotFound()
            : rights.May(Operation.ChangeCustomers) ? null : new NotAllowed();
    }

    private static Task<List<ImportFault>> FaultsAsync(DeskDb db, Guid importId) => db.ImportRows
        .Where(row => row.ImportId == importId && row.Problem != null)
        .OrderBy(row => row.Line).Take(ImportSeen.MostProblems)
        .Select(row => new ImportFault(row.Line, row.Address, row.Problem!.Value, row.SameAsLine))
        .ToListAsync();

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
        return await HeadersAsync(beginning, charset) is { } found ? (bytes, charset, found.Delimiter, found.Headers) : new NoRowsInTheFile();
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

    private static async Task<(string Delimiter, string[] Headers)?> HeadersAsync(byte[] beginning, string charset)
    {
        using var reader = new StreamReader(new MemoryStream(beginning), ImportFile.EncodingOf(charset), detectEncodingFromByteOrderMarks: true);
        var text = await reader.ReadToEndAsync();
        var delimiter = ImportFile.DelimiterOf(text.TrimStart('\r', '\n', ' '));
        using var csv = ImportFile.Open(new StringReader(text), delimiter);
        try
        {
            return await csv.ReadAsync() && ImportFile.CellsOf(csv) is var headers && headers.Any(header => header.Length > 0) ? (delimiter, headers) : null;
        }
        catch (CsvHelper.CsvFormatException)
        {
            return null; // no table, whatever it is
        }
    }

    private Task<Outcome<Done>> ForgetAsync(Guid id) => database.RunAsync<Done>(async work =>
    {
        await work.Db.ImportPieces.Where(piece => piece.ImportId == id).ExecuteDeleteAsync();
        await work.CommitAsync();
        return new Done();
    });
}
