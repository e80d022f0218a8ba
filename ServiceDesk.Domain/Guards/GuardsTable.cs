using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceDesk.Domain.Guards;

internal sealed class GuardsTable : IEntityTypeConfiguration<UsedChallenge>, IEntityTypeConfiguration<FailureTally>
{
    public void Configure(EntityTypeBuilder<UsedChallenge> used)
    {
        used.ToTable("UsedChallenges");
        used.HasKey(u => u.Nonce);
        used.HasIndex(u => u.ExpiresAt);
    }

    public void Configure(EntityTypeBuilder<FailureTally> tally)
    {
        tally.ToTable("FailureTallies");
        tally.HasKey(t => t.Key);
        tally.Property(t => t.Key).HasMaxLength(FailureTally.KeyCharacters);
        tally.Property(t => t.Address).HasMaxLength(FailureTally.KeyCharacters);
        tally.HasIndex(t => t.Address);
        tally.HasIndex(t => new { t.Kind, t.LastAt });
    }
}
