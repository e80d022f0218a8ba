using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Audit;

/// <summary>For how long the audit is kept, and letting go of what is older: a few thousand at a time, so that nobody waits long for the database.</summary>
public sealed class AuditKeeping(DeskWork database, TimeProvider clock)
{
    /// <summary>Nobody can make the site forget sooner what they have just done.</summary>
    public const int FewestDays = 90;

    /// <summary>The most days; who wants more keeps it for ever.</summary>
    public const int MostDays = 36_500;

    private const int MostAtOnce = 2_000;

    /// <summary>For how long entries are kept.</summary>
    public async Task<Outcome<AuditKept>> NowAsync(Actor by)
    {
        await using var db = database.Read();
        return (await Rights.OfAsync(db, by)).May(Operation.AdministerSite)
            ? await db.Site.Select(site => new AuditKept(site.AuditKeptDays, site.Version)).SingleAsync()
            : new NotFound();
    }

    /// <summary>Chooses for how long; 0 for ever.</summary>
    public Task<Outcome<Done>> ChooseAsync(int days, int version, Actor by) => database.RunAsync<Done>(async work =>
    {
        var site = await work.SiteToChangeAsync();
        if (!(await Rights.OfAsync(work.Db, by)).May(Operation.AdministerSite))
        {
            return new NotFound();
        }

        if (days is not 0 and (< FewestDays or > MostDays))
        {
            return new AuditIsKeptLonger(FewestDays, MostDays);
        }

        if (site.Version != version)
        {
            return new ChangedMeanwhile();
        }

        if (site.AuditKeptDays != days)
        {
            work.Db.Audit.Add(AuditEntry.Of(Changes.SiteSettingChanged, by, clock.Now(), details: new { Setting = nameof(Site.AuditKeptDays), Before = site.AuditKeptDays, After = days }));
            site.AuditKeptDays = days;
            await work.CommitAsync(Topic.Site);
        }

        return default(Done);
    });

    /// <summary>Deletes what is too old; says how many entries went.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel = default)
    {
        int days;
        await using (var db = database.Read())
        {
            days = await db.Site.Select(site => site.AuditKeptDays).SingleAsync(cancel);
        }

        var gone = 0;
        var oldest = clock.Now() - TimeSpan.FromDays(days);
        for (var some = days == 0 ? 0 : MostAtOnce; some == MostAtOnce && !cancel.IsCancellationRequested; gone += some)
        {
            await using var work = await database.BeginAsync(cancel);
            some = await work.Db.Audit.Where(entry => entry.At < oldest).OrderBy(entry => entry.At).Take(MostAtOnce).ExecuteDeleteAsync(cancel);
            await work.CommitAsync(some > 0 ? [Topic.Audit] : []);
        }

        return gone;
    }
}

/// <summary>For how long the audit is kept.</summary>
/// <param name="Days">Days; 0 for ever.</param>
/// <param name="Version">The version of the site's settings, to be handed back with a change.</param>
public sealed record AuditKept(int Days, int Version);

/// <summary>The audit cannot be kept for so short or so long.</summary>
/// <param name="FewestDays">The fewest days.</param>
/// <param name="MostDays">The most days.</param>
public sealed record AuditIsKeptLonger(int FewestDays, int MostDays) : Refusal;
