using Microsoft.EntityFrameworkCore;

namespace ServiceDesk.Domain.Data;

/// <summary>Hands out contexts of the configured database.</summary>
public abstract class DeskDatabase
{
    /// <summary>Which kind it is.</summary>
    public abstract DatabaseProvider Provider { get; }

    /// <summary>A context that keeps no track of what it reads: for pages and lists.</summary>
    public DeskDb Read()
    {
        var db = Open();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return db;
    }

    /// <summary>A context whose changes can be saved; for decisions, begin a <see cref="Work"/> instead.</summary>
    public abstract DeskDb Open();
}

/// <summary>The contexts of one provider, pooled.</summary>
internal sealed class DeskDatabase<TDb>(IDbContextFactory<TDb> factory, DatabaseProvider provider) : DeskDatabase
    where TDb : DeskDb
{
    public override DatabaseProvider Provider => provider;

    public override DeskDb Open() => factory.CreateDbContext();
}
