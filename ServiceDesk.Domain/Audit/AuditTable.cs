using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceDesk.Domain.Audit;

internal sealed class AuditTable : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("Audit");
        entry.HasIndex(e => new { e.DeskId, e.At });
        entry.HasIndex(e => e.At);
        entry.HasIndex(e => e.SubjectId);
        entry.HasIndex(e => new { e.What, e.At });
    }
}
