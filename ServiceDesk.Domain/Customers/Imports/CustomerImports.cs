using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Imports;

/// <summary>Files of customers brought onto a desk's list (design.md 2.5): what people do with them. The work itself is <see cref="ImportWork"/>'s.</summary>
public sealed partial class CustomerImports(DeskWork database, TimeProvider clock, ILinkSeal seal)
{
    /// <summary>The longest file, in bytes.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    /// <summary>How many imports a page has.</summary>
    public const int RowsAPage = 20;

    /// <summary>The imports of a desk, newest first.</summary>
    /// <param name="deskId">The desk.</param>
    /// <param name="by">Who looks.</param>
    /// <param name="after">Where the page begins, as the page before said; null for the first.</param>
    /// <param name="most">How many at most.</param>
    public async Task<Outcome<PageOf<ImportSeen>>> ListAsync(Guid deskId, Actor by, string? after = null, int most = RowsAPage)
    {
        await using var db = database.Read();
        if (await WhyNotAsync(db, deskId, by) is { } no)
        {
            return no;
        }

        var imports = db.CustomerImports.Where(import => import.DeskId == deskId);
        if (ListPlace.Read(after) is { } place && Guid.TryParse(place.Key, out var last))
        {
            imports = imports.Where(import => import.StartedAt <= place.At && (import.StartedAt < place.At || import.Id.CompareTo(last) < 0));
        }

        var found = await imports.OrderByDescending(import => import.StartedAt).ThenByDescending(import => import.Id).Take(most + 1).ToListAsync();
        var page = found.Take(most).ToList();
        return new PageOf<ImportSeen>(await SeenAsync(db, page), found.Count > most ? new ListPlace(page[^1].StartedAt, $"{page[^1].Id}").ToString() : null);
    }

    /// <summary>One import, however long ago it was.</summary>
    public async Task<Outcome<ImportSeen>> FindAsync(Guid importId, Actor by)
    {
        await using var db = database.Read();
        if (await db.CustomerImports.SingleOrDefaultAsync(import => import.Id == importId) is not { } found)
        {
            return new NotFound();
        }

        return await WhyNotAsync(db, found.DeskId, by) is { } no ? no : (await SeenAsync(db, [found]))[0];
    }

    private async Task<List<ImportSeen>> SeenAsync(DeskDb db, List<CustomerImport> imports)
    {
        var now = clock.Now();
        var isAnyInHand = await db.CustomerImports.AnyAsync(import => import.TakenUntil >= now);
        var names = await db.NamesOfAsync(imports.Select(import => (Guid?)import.StartedById));
        var seen = new List<ImportSeen>();
        foreach (var import in imports)
        {
            var outlook = import.State is ImportState.Ready ? await ImportDecisions.OutlookAsync(db, import) : null;
            var problems = await db.ProblemsOfAsync(import, outlook);
            seen.Add(new ImportSeen(import, names.GetValueOrDefault(import.StartedById), JsonSerializer.Deserialize<string[]>(import.Headers)!, ImportColumns.Read(import.Columns), outlook, problems.First)
            {
                ProblemCount = problems.Count,
                Kept = await db.KeptOfAsync(import),
                IsWaiting = import.IsAtWork && !IsInHand(import, now) && isAnyInHand,
            });
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

    /// <summary>Has the people brought onto the list, and those of them who have no password invited or not.</summary>
    public Task<Outcome<Done>> BringInAsync(Guid importId, ImportMail mail, Actor by) => ChangeAsync(importId, by, (_, import) =>
    {
        (import.Mail, import.InvitedById, import.StartedById) = (mail, mail is ImportMail.Now ? by.AccountId : null, by.AccountId!.Value);
        return Task.FromResult<Refusal?>(Step(import, from: ImportState.Ready, to: ImportState.Joining));
    });

    /// <summary>Has those invited who were to be invited later.</summary>
    public Task<Outcome<Done>> InviteAsync(Guid importId, Actor by) => ChangeAsync(importId, by, (_, import) =>
    {
        if (import is not { Mail: ImportMail.Later, InvitedById: null })
        {
            return Task.FromResult<Refusal?>(new ImportHasGoneOn());
        }

        import.InvitedById = by.AccountId;
        return Task.FromResult<Refusal?>(Step(import, from: ImportState.Done, to: ImportState.Inviting));
    });

    /// <summary>Leaves it, as long as nobody of it is on the list; later it stops inviting.</summary>
    public Task<Outcome<Done>> CancelAsync(Guid importId, Actor by) => ChangeAsync(importId, by, async (work, import) =>
    {
        if (import.State is ImportState.Inviting)
        {
            (import.State, import.StepBeganAt, import.TakenUntil) = (ImportState.Done, null, null);
            return null;
        }

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
    {
        import.StartedById = by.AccountId!.Value;
        return Task.FromResult<Refusal?>(Step(import, from: ImportState.Done, to: ImportState.Undoing));
    });

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

        await work.CommitAsync(Topic.Imports, Topic.ImportsOf(import.DeskId));
        return new Done();
    });

    private static async Task<Refusal?> WhyNotAsync(DeskDb db, Guid deskId, Actor by)
    {
        var rights = await Rights.OfAsync(db, by, deskId);
        return !rights.May(Operation.SeeCustomers) || !await db.Desks.InUse().AnyAsync(desk => desk.Id == deskId)
            ? new NotFound()
            : rights.May(Operation.ChangeCustomers) ? null : new NotAllowed();
    }

    private static bool IsInHand(CustomerImport import, DateTimeOffset now) => import.TakenUntil >= now;
}
