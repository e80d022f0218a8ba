using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceDesk.Domain.Access;

internal sealed class AccessTable : IEntityTypeConfiguration<AddressRule>, IEntityTypeConfiguration<DoorEntry>, IEntityTypeConfiguration<TurnedAway>
{
    public void Configure(EntityTypeBuilder<AddressRule> rule)
    {
        rule.ToTable("AddressRules");
        rule.HasKey(r => new { r.Kind, r.Value });
    }

    public void Configure(EntityTypeBuilder<DoorEntry> entry)
    {
        entry.ToTable("DoorLog");
        entry.HasIndex(e => new { e.DeskId, e.At });
        entry.HasIndex(e => e.At);
        entry.HasIndex(e => new { e.Address, e.At });
    }

    public void Configure(EntityTypeBuilder<TurnedAway> turnedAway)
    {
        turnedAway.ToTable("TurnedAway");
        turnedAway.HasKey(t => new { t.Minute, t.Door, t.Limit, t.Node });
    }
}
