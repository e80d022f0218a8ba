using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Imports;

// From the file to the staging table. Passwords are hashed on the way; they are nowhere kept as written but in the sealed file.
public sealed partial class ImportWork
{
    private const int ChunkRows = 5_000;
    private const int ChunkHashes = 32;

    // A hash takes long and all of a processor: one is left for the people who use the site meanwhile.
    private static readonly int HashesAtOnce = Math.Max(1, Environment.ProcessorCount - 1);

    private static readonly string[] RowColumns =
        ["ImportId", "Line", "AccountId", "Address", "NormalizedAddress", "FullName", "SortName", "SearchWords", "Organisation", "Language", "PasswordHash", "Flags", "Problem", "SameAsLine"];

    private async Task ReadAsync(CustomerImport import, CancellationToken cancel)
    {
        var rules = await ReadAsync(db => db.DomainRulesAsync());
        var columns = ImportColumns.Read(import.Columns);
        var lines = await LinesByAddressAsync(import, cancel);
        var chunk = new List<Parsed>();
        var (read, hashes) = (0L, 0);
        await using var file = ImportFile.OfPieces(database, seal, import.Id);
        using var text = new StreamReader(file, ImportFile.EncodingOf(import.Charset), detectEncodingFromByteOrderMarks: true);
        var isMalformed = false;
        using var csv = ImportFile.Open(text, import.Delimiter, () => isMalformed = true);

        for (var isHeader = !columns.FirstRowIsData; await NextAsync(csv) is { } found; isHeader = false)
        {
            var next = found with { IsMalformed = isMalformed || found.IsBroken };
            isMalformed = false;
            read = csv.ByteOffset;
            if (!isHeader && next.Line > import.LastLine && !next.IsBlank)
            {
                chunk.Add(Parse(next, columns, rules, lines));
                hashes += chunk[^1].Password is null ? 0 : 1;
            }

            var isFull = chunk.Count >= ChunkRows || hashes >= ChunkHashes;
            if (isFull && !await StageAsync(import, chunk, read, cancel))
            {
                return; // a person has cancelled it
            }

            if (isFull)
            {
                chunk.Clear();
                hashes = 0;
            }

            if (next.IsBroken)
            {
                break;
            }
        }

        await StageAsync(import, chunk, import.Bytes, cancel, rules);
    }

    private static async Task<Next?> NextAsync(CsvReader csv)
    {
        try
        {
            return await csv.ReadAsync() ? new Next((int)csv.LineNumber, ImportFile.CellsOf(csv), IsBroken: false) : null;
        }
        catch (CsvFormatException e)
        {
            return new Next((int)e.LineNumber, [], IsBroken: true);
        }
    }

    // Of 16 bytes an address: the addresses themselves would take more room than all else.
    private async Task<Dictionary<UInt128, int>> LinesByAddressAsync(CustomerImport import, CancellationToken cancel)
    {
        var lines = new Dictionary<UInt128, int>();
        if (import.LastLine > 0)
        {
            await using var db = database.Read();
            await foreach (var row in db.ImportRows.Where(row => row.ImportId == import.Id && row.Problem == null).Select(row => new { row.NormalizedAddress, row.Line }).AsAsyncEnumerable().WithCancellation(cancel))
            {
                lines[KeyOf(row.NormalizedAddress)] = row.Line;
            }
        }

        return lines;
    }

    private static UInt128 KeyOf(string address) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(address)));

    private static Parsed Parse(Next next, ImportColumns columns, DomainRules rules, Dictionary<UInt128, int> lines)
    {
        string Cell(int? column) => column is { } index && index < next.Cells.Length ? OneLine.Of(next.Cells[index]) : "";
        var (typed, name, organisation, language) = (Cell(columns.Address), Cell(columns.Name), Cell(columns.Organisation), Cell(columns.Language));
        if (next.IsMalformed)
        {
            return new Parsed(next.Line, Short(typed), null) { Problem = ImportProblem.OpenQuote };
        }

        if (!EmailAddress.TryParse(typed, out var address))
        {
            return new Parsed(next.Line, Short(typed), null) { Problem = ImportProblem.NotAnAddress };
        }

        if (!lines.TryAdd(KeyOf(address.Normalized), next.Line))
        {
            return new Parsed(next.Line, typed, null) { Problem = ImportProblem.SameAddress, SameAsLine = lines[KeyOf(address.Normalized)] };
        }

        if (name.Length > Account.MostNameCharacters || organisation.Length > Account.MostNameCharacters)
        {
            return new Parsed(next.Line, typed, null) { Problem = ImportProblem.TooLong };
        }

        // As it is written: blanks at either end of a password are not part of it, those within are.
        var password = columns.Password is { } column && column < next.Cells.Length && next.Cells[column].Length > 0 ? next.Cells[column] : null;
        return new Parsed(next.Line, typed, address)
        {
            Name = name.Length > 0 ? name : null,
            Organisation = organisation.Length > 0 ? organisation : null,
            Language = Languages.Find(language),
            HasUnknownLanguage = language.Length > 0 && Languages.Find(language) is null,
            Password = password,
            Flags = ImportDecisions.FlagsOf(rules, address),
        };
    }

    private static string Short(string text) => text.Length > EmailAddress.MostCharacters ? text[..EmailAddress.MostCharacters] : text;

    private async Task<bool> StageAsync(CustomerImport taken, List<Parsed> rows, long read, CancellationToken cancel, DomainRules? end = null)
    {
        Parallel.ForEach(rows.Where(row => row.Password is not null), new ParallelOptions { MaxDegreeOfParallelism = HashesAtOnce, CancellationToken = cancel }, row =>
        {
            var hash = passwords.Hash(Account.Make(row.Address!, row.FullName, clock.Now()), row.Password);
            row.Hash = hash.IsDone ? hash.Done : null;
            row.Problem = hash.IsDone ? null : ImportProblem.BadPassword;
        });
        var values = rows.Select(row => row.AsColumns(taken.Id, clock.Now())).ToList();
        return await ChunkAsync(taken, async (work, import) =>
        {
            await work.WriteAsync("ImportRows", RowColumns, values, cancel);
            import.LastLine = rows.Count > 0 ? rows[^1].Line : import.LastLine;
            import.BytesRead = read;
            import.Rows += rows.Count;
            import.Faulty += rows.Count(row => row.Problem is not null);
            import.UnknownLanguages += rows.Count(row => row.HasUnknownLanguage);
            if (end is not null)
            {
                (import.State, import.StepBeganAt, import.RulesStamp) = (ImportState.Ready, null, StampOf(end));
                await work.Db.ImportPieces.Where(piece => piece.ImportId == import.Id).ExecuteDeleteAsync(cancel);
            }

            return [];
        }, cancel);
    }

    private static string StampOf(DomainRules rules) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new[] { rules.AllowedDomains, rules.BlockedDomains, rules.BlockedAddresses }.Select(set => set.Order(StringComparer.Ordinal)))));

    // Broken: nothing after it can be read. Malformed: its quotation marks do not fit.
    private sealed record Next(int Line, string[] Cells, bool IsBroken)
    {
        // A row of separators alone, as spreadsheets write them behind the last one.
        public bool IsBlank => !IsBroken && Cells.All(string.IsNullOrWhiteSpace);

        public bool IsMalformed { get; init; }
    }

    private sealed class Parsed(int line, string typed, EmailAddress? address)
    {
        public int Line => line;

        public EmailAddress? Address => address;

        public string? Name { get; init; }

        public string FullName => Name ?? typed;

        public string? Organisation { get; init; }

        public string? Language { get; init; }

        // They are written to in the site's own, and it is said how many.
        public bool HasUnknownLanguage { get; init; }

        public string? Password { get; init; }

        public string? Hash { get; set; }

        public AddressFlags Flags { get; init; }

        public ImportProblem? Problem { get; set; }

        public int? SameAsLine { get; init; }

        public object?[] AsColumns(Guid importId, DateTimeOffset now) =>
        [
            importId, line, Guid.CreateVersion7(now), typed, address?.Normalized ?? "", FullName, SortText.Fold(FullName), address is null ? "" : SortText.LineOf(SortText.WordsOf(FullName, typed)), Organisation, Language, Hash, (int)Flags, (int?)Problem, SameAsLine,
        ];
    }
}
