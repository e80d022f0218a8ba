using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>
/// Two accounts of one person become one (design.md 2.5): what the one given up has moves to the one that stays, and its address becomes a
/// further one of that. A site administrator's act, audited, and undoable for a day.
/// </summary>
public sealed class AccountMerges(DeskWork database, TimeProvider clock)
{
    /// <summary>What merging the account of an address would move, to be shown before; or why it cannot be.</summary>
    public async Task<Outcome<MergePreview>> PreviewAsync(string? fromAddress, Guid intoId, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.ChangeAccounts))
        {
            return new NotFound();
        }

        if (!EmailAddress.TryParse(fromAddress, out var address))
        {
            return new NotAnAddress();
        }

        if (await db.WithAddress(address.Normalized).Select(account => (Guid?)account.Id).SingleOrDefaultAsync() is not { } fromId)
        {
            return new NobodyHasThisAddress();
        }

        var found = await FindAsync(db, fromId, intoId, by);
        return found.Refusal is { } no ? no : await MergePreview.OfAsync(db, found.Done.From, found.Done.Into);
    }

    /// <summary>Merges one account into another.</summary>
    /// <param name="fromId">The account to give up.</param>
    /// <param name="intoId">The account that stays, with its name, password and address.</param>
    /// <param name="by">A site administrator.</param>
    public Task<Outcome<Done>> MergeAsync(Guid fromId, Guid intoId, Actor by) => AdministerAsync<Done>(by, async work =>
    {
        var found = await FindAsync(work.Db, fromId, intoId, by);
        if (found.Refusal is { } no)
        {
            return no;
        }

        var now = clock.Now();
        var (from, into) = found.Done;
        var before = await NewsAsync(work, from, into);
        await work.TakeBackLinksAsync(from.NormalizedEmail!, now, Enum.GetValues<LinkPurpose>());
        await work.VoidLinksOfAsync(LinkPurpose.AddressChange, from.Id, now);
        var moved = await MovedRows.MoveAsync(work, from, into, by, now);
        from.GiveUpFor(into, now);
        await work.EndTokensAsync(from.Id, now);
        var merge = new AccountMerge { Id = Guid.CreateVersion7(now), FromId = from.Id, IntoId = into.Id, At = now, ById = by.AccountId!.Value, Moved = JsonSerializer.Serialize(moved) };
        work.Db.AccountMerges.Add(merge);
        Audit(work, Changes.AccountsMerged, from, into, by, now);
        await work.SaveAsync();
        await work.Db.WriteWordsAsync(into);
        await work.CommitAsync([.. before, .. await NewsAsync(work, from, into), .. await moved.NewsAsync(work.Db)]);
        return new Done();
    });

    /// <summary>The merges into an account that can still be undone, newest first.</summary>
    public async Task<Outcome<IReadOnlyList<MergeDone>>> OfAsync(Guid intoId, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.ChangeAccounts))
        {
            return new NotFound();
        }

        var earliest = clock.Now() - AccountMerge.Undoable;
        return await db.AccountMerges
            .Where(merge => merge.IntoId == intoId && merge.UndoneAt == null && merge.At > earliest)
            .OrderByDescending(merge => merge.Id)
            .Join(db.Accounts, merge => merge.FromId, from => from.Id, (merge, from) => new MergeDone(merge.Id, from.FullName, from.Email!, merge.At))
            .ToListAsync();
    }

    /// <summary>Undoes a merge within its day: what moved goes back as far as it is still there, and the account given up is one again.</summary>
    public Task<Outcome<Done>> UndoAsync(Guid mergeId, Actor by) => AdministerAsync<Done>(by, async work =>
    {
        var now = clock.Now();
        if (await work.Db.AccountMerges.AsTracking().SingleOrDefaultAsync(merge => merge.Id == mergeId) is not { } merge)
        {
            return new NotFound();
        }

        var from = await work.Db.Accounts.AsTracking().SingleAsync(account => account.Id == merge.FromId);
        var into = await work.Db.Accounts.AsTracking().SingleAsync(account => account.Id == merge.IntoId);
        if (merge.UndoneAt is not null || now >= merge.UndoEndsAt || from.MergedIntoId != into.Id)
        {
            return new MergeIsFinal();
        }

        if (!into.IsActive)
        {
            return new AccountIsDeactivated();
        }

        var before = await NewsAsync(work, from, into);
        var moved = JsonSerializer.Deserialize<MovedRows>(merge.Moved)!;
        merge.UndoneAt = now;
        from.ComeBack();
        await moved.MoveBackAsync(work, from, into, by, now);
        Audit(work, Changes.MergeUndone, from, into, by, now);
        await work.SaveAsync();
        await work.Db.WriteWordsAsync(into);
        await work.CommitAsync([.. before, .. await NewsAsync(work, from, into), .. await moved.NewsAsync(work.Db)]);
        return new Done();
    });

    /// <summary>Makes merges final whose day is over: what moved is forgotten, and so is what the account given up was opened with. Says how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel = default)
    {
        var earliest = clock.Now() - AccountMerge.Undoable;
        await using var work = await database.BeginAsync(cancel);
        var over = work.Db.AccountMerges.Where(merge => merge.At < earliest && merge.Moved != "");
        await work.Db.UserTokens.Where(token => over.Any(merge => merge.UndoneAt == null && merge.FromId == token.UserId)).ExecuteDeleteAsync(cancel);
        await work.Db.Accounts.Where(account => account.MergedIntoId != null && over.Any(merge => merge.UndoneAt == null && merge.FromId == account.Id))
            .ExecuteUpdateAsync(account => account.SetProperty(a => a.PasswordHash, (string?)null).SetProperty(a => a.Password, PasswordKind.None), cancel);
        var count = await over.ExecuteUpdateAsync(merge => merge.SetProperty(m => m.Moved, ""), cancel);
        await work.CommitAsync();
        return count;
    }

    private static async Task<Outcome<(Account From, Account Into)>> FindAsync(DeskDb db, Guid fromId, Guid intoId, Actor by)
    {
        Guid[] ids = [fromId, intoId];
        var accounts = await db.Accounts.Where(account => ids.Contains(account.Id) && account.MergedIntoId == null && account.AnonymisedAt == null).ToDictionaryAsync(account => account.Id);
        if (!accounts.TryGetValue(fromId, out var from) || !accounts.TryGetValue(intoId, out var into))
        {
            return new NotFound();
        }

        return (from, into) switch
        {
            _ when fromId == intoId => new SameAccount(),
            _ when fromId == by.AccountId => new NotYourselfAway(),
            ({ IsActive: false }, _) or (_, { IsActive: false }) => new AccountIsDeactivated(),
            // Whoever claims an address that nobody has proved would come into what is a proved person's.
            ({ AddressProvedAt: not null }, { AddressProvedAt: null }) => new ProvedIntoUnproved(),
            ({ IsSiteAdministrator: true }, { Password: not PasswordKind.Own }) when await UserDirectory.IsLastAdministratorAsync(db, fromId) => new LastSiteAdministrator(),
            _ => (from, into),
        };
    }

    private static void Audit(Work work, string what, Account from, Account into, Actor by, DateTimeOffset now)
    {
        work.Db.Audit.Add(AuditEntry.Of(what, by, now, subjectId: into.Id, details: new { From = from.Email, Into = into.Email }));
        work.Db.Audit.Add(AuditEntry.Of(what, by, now, subjectId: from.Id, details: new { From = from.Email, Into = into.Email }));
    }

    private static async Task<IReadOnlyList<Topic>> NewsAsync(Work work, Account from, Account into) =>
        [.. await work.NewsOfAsync(from.Id), .. await work.NewsOfAsync(into.Id)];

    private Task<Outcome<T>> AdministerAsync<T>(Actor by, Func<Work, Task<Outcome<T>>> operation) => database.RunAsync<T>(async work =>
    {
        await work.SiteToChangeAsync();
        return (await Rights.OfAsync(work.Db, by)).May(Operation.ChangeAccounts) ? await operation(work) : new NotFound();
    });
}

/// <summary>A merge that can still be undone.</summary>
/// <param name="Id">The merge.</param>
/// <param name="FullName">The name of the account given up.</param>
/// <param name="Address">Its address.</param>
/// <param name="At">When.</param>
public sealed record MergeDone(Guid Id, string FullName, string Address, DateTimeOffset At);

/// <summary>Nobody here has this address.</summary>
public sealed record NobodyHasThisAddress : Refusal;

/// <summary>The two are one account.</summary>
public sealed record SameAccount : Refusal;

/// <summary>Nobody merges the account away they are logged in to.</summary>
public sealed record NotYourselfAway : Refusal;

/// <summary>An account whose address is proved is not merged into one whose address is not.</summary>
public sealed record ProvedIntoUnproved : Refusal;

/// <summary>The merge can no longer be undone.</summary>
public sealed record MergeIsFinal : Refusal;
