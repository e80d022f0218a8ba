using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Domain.Api;

internal sealed class ApiTable : IEntityTypeConfiguration<ApiToken>, IEntityTypeConfiguration<KeptAnswer>
{
    public void Configure(EntityTypeBuilder<ApiToken> token)
    {
        token.ToTable("ApiTokens");
        token.HasIndex(t => t.Hash).IsUnique();
        token.HasIndex(t => new { t.AccountId, t.MadeAt });
        token.HasIndex(t => t.ExpiresAt);
        token.HasIndex(t => t.RevokedAt).HasFilter("\"RevokedAt\" IS NOT NULL");
        token.Property(t => t.Name).HasMaxLength(ApiToken.MostNameCharacters);
        token.HasOne<Account>().WithMany().HasForeignKey(t => t.AccountId);
    }

    public void Configure(EntityTypeBuilder<KeptAnswer> answer)
    {
        answer.ToTable("KeptAnswers");
        answer.HasKey(a => new { a.AccountId, a.Key });
        answer.HasIndex(a => a.At);
        answer.Property(a => a.Key).HasMaxLength(KeptAnswer.MostKeyCharacters);
        answer.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId);
    }
}
