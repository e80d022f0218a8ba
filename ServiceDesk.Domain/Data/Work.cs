using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Webhooks;

namespace ServiceDesk.Domain.Data;

/// <summary>One operation's context and transaction. What it changed, its mails, audit and news become true together.</summary>
public sealed class Work : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly LiveFeed _feed;
    private readonly WriterGate? _gate;
    private readonly HashSet<Topic> _toldWebhooks = [];

    internal Work(DeskDb db, IDbContextTransaction transaction, LiveFeed feed, WriterGate? gate) =>
        (Db, _transaction, _feed, _gate) = (db, transaction, feed, gate);

    /// <summary>The context; saved by <see cref="CommitAsync"/>.</summary>
    public DeskDb Db { get; }

    private bool LocksRows => Db is PostgresDeskDb;

    /// <summary>The site's settings, which nobody changes before this work ends.</summary>
    public Task<Site> SiteAsync() => HoldSiteAsync("SELECT * FROM \"Site\" FOR SHARE");

    /// <summary>The site's settings, to be changed; others who decide by them wait.</summary>
    public Task<Site> SiteToChangeAsync() => HoldSiteAsync("SELECT * FROM \"Site\" FOR UPDATE");

    /// <summary>A desk, which nobody changes before this work ends; null when there is none.</summary>
    public Task<Desk?> DeskAsync(Guid id) => HoldDeskAsync(id, "SELECT * FROM \"Desks\" WHERE \"Id\" = {0} FOR SHARE");

    /// <summary>A desk, to be changed; others who decide by it wait. Null when there is none.</summary>
    public Task<Desk?> DeskToChangeAsync(Guid id) => HoldDeskAsync(id, "SELECT * FROM \"Desks\" WHERE \"Id\" = {0} FOR UPDATE");

    /// <summary>Locks the rows that a statement names until the work ends; does nothing on SQLite, where the whole file is held.</summary>
    /// <param name="select">A SELECT without a locking clause.</param>
    public async Task HoldAsync(FormattableString select)
    {
        if (LocksRows)
        {
            var locking = System.Runtime.CompilerServices.FormattableStringFactory.Create(select.Format + " FOR UPDATE", select.GetArguments());
            await Db.Database.ExecuteSqlAsync(locking);
        }
    }

    /// <summary>Saves what was changed so far, for what comes later in the same work. The directory's words go with every account made or renamed, and webhooks are told.</summary>
    public async Task SaveAsync()
    {
        LookThrough();
        await SaveWhatWasFoundAsync();
    }

    /// <summary>Saves and commits, then tells the news to every open page that may know. News are part of the commit: without it there are none.</summary>
    public async Task CommitAsync(params IReadOnlyCollection<Topic> news)
    {
        LookThrough();
        news = WithAttempts(news);

        // Who reads the audit sees it grow, whatever it was that wrote to it.
        if (Db.ChangeTracker.Entries<AuditEntry>().Any(entry => entry.State is EntityState.Added))
        {
            news = [.. news, Topic.Audit];
        }

        await SaveWhatWasFoundAsync();
        news = [.. news, .. _toldWebhooks];
        await _feed.AnnounceAsync(Db, news);
        await _transaction.CommitAsync();
        _feed.Publish(news);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Db.DisposeAsync();
        _gate?.Leave();
    }

    // Once for a save: else every question about what was changed looks through all of it again.
    private void LookThrough()
    {
        Db.ChangeTracker.DetectChanges();
        Db.ChangeTracker.AutoDetectChangesEnabled = false;
    }

    private async Task SaveWhatWasFoundAsync()
    {
        try
        {
            _toldWebhooks.UnionWith(await this.TellWebhooksAsync());
            await this.KeepWordsAsync();
            await Db.SaveChangesAsync();
        }
        finally
        {
            Db.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    // Whoever notes an attempt at a door need not think of the pages that show attempts.
    private IReadOnlyCollection<Topic> WithAttempts(IReadOnlyCollection<Topic> news)
    {
        var desks = Db.ChangeTracker.Entries<DoorEntry>().Where(entry => entry.State is EntityState.Added).Select(entry => entry.Entity.DeskId).Distinct().ToList();
        return desks.Count == 0 ? news : [.. news, Topic.DoorLog, .. desks.OfType<Guid>().Select(Topic.DoorLogOf)];
    }

    private async Task<Site> HoldSiteAsync(string select)
    {
        var site = LocksRows ? Db.Site.FromSqlRaw(select) : Db.Site;
        return await site.AsTracking().SingleAsync();
    }

    private async Task<Desk?> HoldDeskAsync(Guid id, string select)
    {
        var desks = LocksRows ? Db.Desks.FromSqlRaw(select, id) : Db.Desks.Where(d => d.Id == id);
        return await desks.AsTracking().SingleOrDefaultAsync();
    }
}
