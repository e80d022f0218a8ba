using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Webhooks;

namespace ServiceDesk.Domain.Data;

// What other web sites and programs have to do with desks.
public abstract partial class DeskDb
{
    /// <summary>Addresses of other programs that are told what happens at desks.</summary>
    public DbSet<Webhook> Webhooks => Set<Webhook>();

    /// <summary>What they are told.</summary>
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    /// <summary>The desks' collectors.</summary>
    public DbSet<Collector> Collectors => Set<Collector>();

    /// <summary>The keys their hosts sign with.</summary>
    public DbSet<CollectorKey> CollectorKeys => Set<CollectorKey>();

    /// <summary>Tokens that were used.</summary>
    public DbSet<UsedToken> UsedTokens => Set<UsedToken>();

    /// <summary>What collectors took, by day.</summary>
    public DbSet<CollectorDay> CollectorDays => Set<CollectorDay>();

    /// <summary>What they refused, by day and reason.</summary>
    public DbSet<CollectorRefusal> CollectorRefusals => Set<CollectorRefusal>();

    /// <summary>Requests that came by a collector.</summary>
    public DbSet<CollectedRequest> CollectedRequests => Set<CollectedRequest>();

    /// <summary>Those that wait for a proof of the address.</summary>
    public DbSet<ParkedRequest> ParkedRequests => Set<ParkedRequest>();

    /// <summary>Their files.</summary>
    public DbSet<ParkedFile> ParkedFiles => Set<ParkedFile>();

    /// <summary>The files' content.</summary>
    public DbSet<ParkedPiece> ParkedPieces => Set<ParkedPiece>();
}
