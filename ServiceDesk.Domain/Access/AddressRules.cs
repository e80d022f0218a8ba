using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Access;

/// <summary>The site's allowed and blocked addresses and domains (design.md 2.2). Site administrators only.</summary>
public sealed class AddressRules(DeskWork database, TimeProvider clock)
{
    /// <summary>The most lines that are taken at once.</summary>
    public const int MostAtOnce = 2_000;

    private const int RowsAPage = 100;
    private const int MostNamedInTheAudit = 20;

    /// <summary>Some lines of one kind in their order.</summary>
    /// <param name="kind">Which lines.</param>
    /// <param name="after">The <see cref="PageOf{T}.Next"/> of the page before; null for the first.</param>
    /// <param name="by">A site administrator.</param>
    public async Task<Outcome<PageOf<string>>> ListAsync(AddressRuleKind kind, string? after, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.AdministerSite))
        {
            return new NotFound();
        }

        var values = await db.AddressRules.Where(rule => rule.Kind == kind && (after == null || string.Compare(rule.Value, after) > 0))
            .OrderBy(rule => rule.Value).Select(rule => rule.Value).Take(RowsAPage + 1).ToListAsync();
        return values.Count <= RowsAPage
            ? new PageOf<string>(values, null)
            : new PageOf<string>(values.GetRange(0, RowsAPage), values[RowsAPage - 1]);
    }

    /// <summary>Adds the lines of a typed or pasted text, however they are separated. What cannot be read is handed back, the rest counts from now on.</summary>
    public async Task<Outcome<AddedRules>> AddAsync(AddressRuleKind kind, string? text, Actor by)
    {
        var words = (text ?? "").Split((char[]?)[' ', '\t', '\r', '\n', ',', ';', '<', '>'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        if (words.Count is 0 or > MostAtOnce)
        {
            return words.Count == 0 ? new Missing() : new TooManyRules(MostAtOnce);
        }

        var read = words.ConvertAll(word => (Word: word, Value: AddressRule.Read(kind, word)));
        var values = read.Select(line => line.Value).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return await database.RunAsync<AddedRules>(async work =>
        {
            await work.SiteToChangeAsync();
            if (!(await Rights.OfAsync(work.Db, by)).May(Operation.AdministerSite))
            {
                return new NotFound();
            }

            var known = await work.Db.AddressRules.Where(rule => rule.Kind == kind && values.Contains(rule.Value)).Select(rule => rule.Value).ToListAsync();
            var added = values.Except(known, StringComparer.Ordinal).ToList();
            if (added.Count > 0)
            {
                work.Db.AddressRules.AddRange(added.Select(value => new AddressRule { Kind = kind, Value = value }));
                work.Db.Audit.Add(AuditEntry.Of(Changes.AddressRulesAdded, by, clock.Now(), details: new { Kind = $"{kind}", Lines = added.Take(MostNamedInTheAudit), More = Math.Max(0, added.Count - MostNamedInTheAudit) }));
                await work.CommitAsync(Topic.Site);
            }

            return new AddedRules(added.Count, known.Count, [.. read.Where(line => line.Value is null).Select(line => line.Word)]);
        });
    }

    /// <summary>Takes a line away; what it kept out may come in again, and nobody it let in is put out.</summary>
    public Task<Outcome<Done>> RemoveAsync(AddressRuleKind kind, string value, Actor by) => database.RunAsync<Done>(async work =>
    {
        await work.SiteToChangeAsync();
        if (!(await Rights.OfAsync(work.Db, by)).May(Operation.AdministerSite))
        {
            return new NotFound();
        }

        if (await work.Db.AddressRules.Where(rule => rule.Kind == kind && rule.Value == value).ExecuteDeleteAsync() == 0)
        {
            return new ChangedMeanwhile();
        }

        work.Db.Audit.Add(AuditEntry.Of(Changes.AddressRuleRemoved, by, clock.Now(), details: new { Kind = $"{kind}", Line = value }));
        await work.CommitAsync(Topic.Site);
        return new Done();
    });
}

/// <summary>What became of added lines.</summary>
/// <param name="Added">How many are new.</param>
/// <param name="Known">How many were there already.</param>
/// <param name="Unread">What is no such line, as it was typed.</param>
public sealed record AddedRules(int Added, int Known, IReadOnlyList<string> Unread);

/// <summary>So many lines are not taken at once.</summary>
/// <param name="Most">How many are.</param>
public sealed record TooManyRules(int Most) : Refusal;
