using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceDesk.Domain.Accounts;

internal sealed class MailedLinkTable : IEntityTypeConfiguration<MailedLink>
{
    public void Configure(EntityTypeBuilder<MailedLink> link)
    {
        link.ToTable("MailedLinks");
        link.HasIndex(l => l.SecretHash).IsUnique();
        link.HasIndex(l => new { l.NormalizedAddress, l.Purpose });
        link.HasIndex(l => new { l.AccountId, l.Purpose });
        link.HasIndex(l => new { l.DeskId, l.ExpiresAt });
    }
}
