using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceDesk.Domain.Desks;

internal sealed class DeskTable : IEntityTypeConfiguration<Desk>, IEntityTypeConfiguration<DeskAgent>
{
    public void Configure(EntityTypeBuilder<Desk> desk)
    {
        desk.ToTable("Desks");
        desk.Property(d => d.Key).HasMaxLength(10);
        desk.HasIndex(d => d.Key).IsUnique();
        desk.Property(d => d.Name).HasMaxLength(Desk.MostNameCharacters);
    }

    public void Configure(EntityTypeBuilder<DeskAgent> agent)
    {
        agent.ToTable("DeskAgents");
        agent.HasKey(a => new { a.DeskId, a.AccountId });
        agent.HasOne<Desk>().WithMany().HasForeignKey(a => a.DeskId);
        agent.HasOne(a => a.Account).WithMany().HasForeignKey(a => a.AccountId);
    }
}
