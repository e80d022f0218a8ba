using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Domain.Collectors;

internal sealed class CollectorTable : IEntityTypeConfiguration<Collector>, IEntityTypeConfiguration<CollectorKey>, IEntityTypeConfiguration<UsedToken>, IEntityTypeConfiguration<CollectorDay>, IEntityTypeConfiguration<CollectorRefusal>
{
    private const int MostReasonCharacters = 80;

    public void Configure(EntityTypeBuilder<Collector> collector)
    {
        collector.ToTable("Collectors");
        collector.HasIndex(c => c.DeskId);
        collector.Property(c => c.Name).HasMaxLength(Collector.MostNameCharacters);
        collector.Ignore(c => c.Origins);
        collector.HasOne<Desk>().WithMany().HasForeignKey(c => c.DeskId);
        collector.HasOne<RequestType>().WithMany().HasForeignKey(c => c.RequestTypeId);
        collector.HasOne<Account>().WithMany().HasForeignKey(c => c.DefaultReporterId);
    }

    public void Configure(EntityTypeBuilder<CollectorKey> key)
    {
        key.ToTable("CollectorKeys");
        key.HasIndex(k => k.CollectorId);
        key.HasOne<Collector>().WithMany().HasForeignKey(k => k.CollectorId);
    }

    public void Configure(EntityTypeBuilder<UsedToken> used)
    {
        used.ToTable("UsedTokens");
        used.HasKey(u => new { u.CollectorId, u.NonceHash });
        used.HasIndex(u => u.ExpiresAt);
    }

    public void Configure(EntityTypeBuilder<CollectorDay> day)
    {
        day.ToTable("CollectorDays");
        day.HasKey(d => new { d.CollectorId, d.Day });
        day.HasOne<Collector>().WithMany().HasForeignKey(d => d.CollectorId);
    }

    public void Configure(EntityTypeBuilder<CollectorRefusal> refusal)
    {
        refusal.ToTable("CollectorRefusals");
        refusal.HasKey(r => new { r.CollectorId, r.Day, r.Reason });
        refusal.Property(r => r.Reason).HasMaxLength(MostReasonCharacters);
        refusal.HasOne<Collector>().WithMany().HasForeignKey(r => r.CollectorId);
    }
}

internal sealed class CollectedTable : IEntityTypeConfiguration<CollectedRequest>, IEntityTypeConfiguration<ParkedRequest>, IEntityTypeConfiguration<ParkedFile>, IEntityTypeConfiguration<ParkedPiece>
{
    public void Configure(EntityTypeBuilder<CollectedRequest> collected)
    {
        collected.ToTable("CollectedRequests");
        collected.HasKey(c => c.RequestId);
        collected.HasIndex(c => c.SignedFor).HasFilter("\"SignedFor\" IS NOT NULL");
        collected.HasOne<Request>().WithOne().HasForeignKey<CollectedRequest>(c => c.RequestId);
        collected.HasOne<Collector>().WithMany().HasForeignKey(c => c.CollectorId);
    }

    public void Configure(EntityTypeBuilder<ParkedRequest> parked)
    {
        parked.ToTable("ParkedRequests");
        parked.HasIndex(p => p.LinkId);
        parked.HasIndex(p => p.NormalizedAddress);
        parked.HasIndex(p => p.ParkedAt);
        parked.Property(p => p.Summary).HasMaxLength(Request.MostSummaryCharacters);
        parked.HasOne<Collector>().WithMany().HasForeignKey(p => p.CollectorId);
    }

    public void Configure(EntityTypeBuilder<ParkedFile> file)
    {
        file.ToTable("ParkedFiles");
        file.HasIndex(f => f.ParkedId);
        file.HasOne<ParkedRequest>().WithMany().HasForeignKey(f => f.ParkedId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ParkedPiece> piece)
    {
        piece.ToTable("ParkedPieces");
        piece.HasKey(p => new { p.FileId, p.Position });
        piece.HasOne<ParkedFile>().WithMany().HasForeignKey(p => p.FileId).OnDelete(DeleteBehavior.Cascade);
    }
}
