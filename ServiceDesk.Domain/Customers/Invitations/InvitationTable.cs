using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDesk.Domain.Desks;

namespace ServiceDesk.Domain.Customers.Invitations;

internal sealed class InvitationTable : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.ToTable("Invitations");
        invitation.HasIndex(i => new { i.DeskId, i.NormalizedAddress }).IsUnique().HasFilter("\"AcceptedAt\" IS NULL AND \"RevokedAt\" IS NULL");
        invitation.HasIndex(i => new { i.DeskId, i.SentAt, i.Id });
        invitation.HasIndex(i => i.LinkId);
        invitation.HasOne<Desk>().WithMany().HasForeignKey(i => i.DeskId);
    }
}
