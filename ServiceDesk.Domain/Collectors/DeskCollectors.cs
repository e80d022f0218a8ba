using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Collectors;

/// <summary>A desk's collectors, as its administrators look after them (design.md 2.8). Whether a host vouches for its users is for site administrators to say.</summary>
public sealed partial class DeskCollectors(DeskWork database, CollectorsNow collectors, CollectorCounts counts, ILinkSeal seal, SiteLinks links, TimeProvider clock)
{
    /// <summary>How many days of activity are shown.</summary>
    public const int ShownDays = 14;

    /// <summary>The desk's collectors by name.</summary>
    public async Task<Outcome<IReadOnlyList<CollectorRow>>> ListAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        if (!await MaySeeAsync(db, deskId, by))
        {
            return new NotFound();
        }

        var today = Today(clock.Now());
        return await db.Collectors.Where(collector => collector.DeskId == deskId)
            .OrderBy(collector => collector.Name).ThenBy(collector => collector.Id)
            .Select(collector => new CollectorRow(
                collector.Id,
                collector.Name,
                collector.IsOn,
                collector.DailyCap,
                db.CollectorDays.Where(day => day.CollectorId == collector.Id && day.Day == today).Select(day => day.Matched + day.Made + day.Defaulted + day.Parked).FirstOrDefault()))
            .ToListAsync();
    }

    /// <summary>One collector as it is, with its keys and what came of it.</summary>
    public async Task<Outcome<CollectorNow>> NowAsync(Guid deskId, Guid collectorId, Actor by)
    {
        await using var db = database.Read();
        var collector = await db.Collectors.SingleOrDefaultAsync(row => row.Id == collectorId && row.DeskId == deskId);
        if (collector is null || !await MaySeeAsync(db, deskId, by))
        {
            return new NotFound();
        }

        var reporter = await db.Accounts.Where(account => account.Id == collector.DefaultReporterId).Select(account => account.Email).SingleOrDefaultAsync();
        var keys = await db.CollectorKeys.Where(key => key.CollectorId == collectorId).OrderBy(key => key.MadeAt).ThenBy(key => key.Id)
            .Select(key => new CollectorKeyNow(key.Id, key.Algorithm, key.MadeAt, db.Accounts.Where(account => account.Id == key.MadeById).Select(account => account.FullName).Single()))
            .ToListAsync();
        var from = Today(clock.Now()).AddDays(1 - ShownDays);
        var days = await db.CollectorDays.Where(day => day.CollectorId == collectorId && day.Day >= from).OrderByDescending(day => day.Day).ToListAsync();
        var refused = await db.CollectorRefusals.Where(row => row.CollectorId == collectorId && row.Day >= from).GroupBy(row => row.Reason)
            .Select(group => new { Reason = group.Key, Count = group.Sum(row => row.Count) }).ToDictionaryAsync(row => row.Reason, row => row.Count, StringComparer.Ordinal);
        return new CollectorNow(collector.Id, CollectorForm.Of(collector, reporter ?? ""), collector.IsOn, collector.Vouches, links.ToCollector(collector.Id), keys, days, WithUnwritten(refused, collectorId));
    }

    /// <summary>Makes a collector, switched off: nobody can post to it before somebody has looked at it.</summary>
    public Task<Outcome<Guid>> MakeAsync(Guid deskId, CollectorForm form, Actor by) => OnDeskAsync<Guid>(deskId, by, Operation.AdministerDesk, async (work, now) =>
    {
        var collector = new Collector { Id = Guid.CreateVersion7(now), DeskId = deskId, MadeAt = now };
        if (await FillAsync(work.Db, collector, form) is { } no)
        {
            return no;
        }

        work.Db.Collectors.Add(collector);
        work.Db.Audit.Add(AuditEntry.Of(Changes.CollectorChanged, by, now, deskId, collector.Id, new { What = "made", collector.Name, Origins = collector.AllowedOrigins }));
        return collector.Id;
    });

    /// <summary>Changes a collector.</summary>
    public Task<Outcome<Done>> ChangeAsync(Guid deskId, Guid collectorId, CollectorForm form, Actor by) => ChangeAsync(deskId, collectorId, by, Operation.AdministerDesk, async (work, collector, now) =>
    {
        if (collector.Version != form.Version)
        {
            return new ChangedMeanwhile();
        }

        if (await FillAsync(work.Db, collector, form) is { } no)
        {
            return no;
        }

        work.Db.Audit.Add(AuditEntry.Of(Changes.CollectorChanged, by, now, deskId, collectorId, new { What = "changed", collector.Name, Origins = collector.AllowedOrigins }));
        return new Done();
    });

    /// <summary>Switches a collector on or off, at once for all who have its script open.</summary>
    public Task<Outcome<Done>> SwitchAsync(Guid deskId, Guid collectorId, bool isOn, Actor by) => ChangeAsync(deskId, collectorId, by, Operation.AdministerDesk, (work, collector, now) =>
    {
        collector.IsOn = isOn;
        work.Db.Audit.Add(AuditEntry.Of(isOn ? Changes.CollectorSwitchedOn : Changes.CollectorSwitchedOff, by, now, deskId, collectorId, new { collector.Name }));
        return Task.FromResult<Outcome<Done>>(new Done());
    });

    /// <summary>Says whether the host site vouches for its users: then the desk takes requests of all whom it signs for. Site administrators only.</summary>
    public Task<Outcome<Done>> VouchAsync(Guid deskId, Guid collectorId, bool vouches, Actor by) => ChangeAsync(deskId, collectorId, by, Operation.AdministerSite, (work, collector, now) =>
    {
        collector.Vouches = vouches;
        work.Db.Audit.Add(AuditEntry.Of(vouches ? Changes.CollectorVouchedFor : Changes.CollectorVouchedForNoMore, by, now, deskId, collectorId, new { collector.Name }));
        return Task.FromResult<Outcome<Done>>(new Done());
    });

    internal static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);

    private Dictionary<string, int> WithUnwritten(Dictionary<string, int> refused, Guid collectorId)
    {
        foreach (var (reason, count) in counts.Unwritten(collectorId))
        {
            refused[reason] = refused.GetValueOrDefault(reason) + count;
        }

        return refused;
    }

    private static async Task<bool> MaySeeAsync(DeskDb db, Guid deskId, Actor by) =>
        (await Rights.OfAsync(db, by, deskId)).May(Operation.AdministerDesk) && await db.Desks.AnyAsync(desk => desk.Id == deskId && desk.ArchivedAt == null);

    private static async Task<Refusal?> FillAsync(DeskDb db, Collector collector, CollectorForm form)
    {
        if (form.WhyNot is { } no)
        {
            return no;
        }

        if (form.RequestTypeId is { } typeId && !await db.RequestTypes.AnyAsync(type => type.Id == typeId && type.DeskId == collector.DeskId && type.ArchivedAt == null))
        {
            return new CollectorHasNoType();
        }

        collector.DefaultReporterId = null;
        if (form.DefaultReporter.Trim() is { Length: > 0 } typed)
        {
            if (!EmailAddress.TryParse(typed, out var address))
            {
                return new NotAnAddress();
            }

            var reporter = await db.WithAddress(address.Normalized).AsNoTracking().SingleOrDefaultAsync();
            if (reporter is null || !await db.DeskCustomers.AnyAsync(place => place.DeskId == collector.DeskId && place.AccountId == reporter.Id))
            {
                return new DefaultReporterIsNoCustomer();
            }

            collector.DefaultReporterId = reporter.Id;
        }

        form.To(collector);
        return null;
    }

    private Task<Outcome<Done>> ChangeAsync(Guid deskId, Guid collectorId, Actor by, Operation operation, Func<Work, Collector, DateTimeOffset, Task<Outcome<Done>>> change) =>
        OnCollectorAsync(deskId, collectorId, by, operation, change);

    private Task<Outcome<T>> OnCollectorAsync<T>(Guid deskId, Guid collectorId, Actor by, Operation operation, Func<Work, Collector, DateTimeOffset, Task<Outcome<T>>> change) =>
        OnDeskAsync<T>(deskId, by, operation, async (work, now) =>
        {
            await work.HoldAsync($"SELECT 1 FROM \"Collectors\" WHERE \"Id\" = {collectorId}");
            return await work.Db.Collectors.AsTracking().SingleOrDefaultAsync(row => row.Id == collectorId && row.DeskId == deskId) is { } collector
                ? await change(work, collector, now)
                : new NotFound();
        });

    private Task<Outcome<T>> OnDeskAsync<T>(Guid deskId, Actor by, Operation operation, Func<Work, DateTimeOffset, Task<Outcome<T>>> change) => database.RunAsync<T>(async work =>
    {
        var desk = await work.DeskToChangeAsync(deskId);
        var rights = await Rights.OfAsync(work.Db, by, deskId);
        if (desk is not { ArchivedAt: null } || !rights.May(Operation.AdministerDesk))
        {
            return new NotFound();
        }

        if (!rights.May(operation))
        {
            return new NotAllowed();
        }

        var outcome = await change(work, clock.Now());
        if (outcome.IsDone)
        {
            await work.CommitAsync(Topic.Collectors, Topic.CollectorsOf(deskId));
            collectors.Forget();
        }

        return outcome;
    });
}

/// <summary>A collector in the desk's list.</summary>
/// <param name="Id">The collector.</param>
/// <param name="Name">What the desk calls it.</param>
/// <param name="IsOn">Whether it takes anything.</param>
/// <param name="DailyCap">The most it takes in a day.</param>
/// <param name="Today">How many it took today.</param>
public sealed record CollectorRow(Guid Id, string Name, bool IsOn, int DailyCap, int Today);

/// <summary>A collector as its desk's administrators see it.</summary>
/// <param name="Id">The collector.</param>
/// <param name="Form">What was chosen.</param>
/// <param name="IsOn">Whether it takes anything.</param>
/// <param name="Vouches">Whether the host vouches for its users.</param>
/// <param name="Script">Where the script is, which is also the audience of tokens without its ending.</param>
/// <param name="Keys">The keys that count.</param>
/// <param name="Days">What it took on the latest days on which it took anything, newest first.</param>
/// <param name="Refused">How many were refused on those days, by the name of the refusal.</param>
public sealed record CollectorNow(Guid Id, CollectorForm Form, bool IsOn, bool Vouches, Uri Script, IReadOnlyList<CollectorKeyNow> Keys, IReadOnlyList<CollectorDay> Days, IReadOnlyDictionary<string, int> Refused);

/// <summary>A key that counts.</summary>
/// <param name="Id">The key, which a token may name.</param>
/// <param name="Algorithm">What it signs by.</param>
/// <param name="MadeAt">Since when.</param>
/// <param name="MadeBy">Who made it.</param>
public sealed record CollectorKeyNow(Guid Id, SigningAlgorithm Algorithm, DateTimeOffset MadeAt, string MadeBy);
