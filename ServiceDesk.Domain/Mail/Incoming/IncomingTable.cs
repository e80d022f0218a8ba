using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDesk.Domain.Desks;

namespace ServiceDesk.Domain.Mail.Incoming;

internal sealed class IncomingTable : IEntityTypeConfiguration<IncomingMail>, IEntityTypeConfiguration<IncomingPiece>, IEntityTypeConfiguration<MailChannel>
{
    // Those few that wait are looked for often, among all there ever were.
    private static readonly string Parked = $"\"State\" = {(int)IncomingState.Parked}";

    public void Configure(EntityTypeBuilder<IncomingMail> mail)
    {
        mail.ToTable("IncomingMails");
        mail.HasIndex(m => new { m.DeskId, m.Source, m.SourceIdentity }).IsUnique();
        mail.HasIndex(m => new { m.DeskId, m.ContentHash }).IsUnique();
        mail.HasIndex(m => m.NextTryAt).HasFilter("\"NextTryAt\" IS NOT NULL");
        mail.HasIndex(m => new { m.DeskId, m.State, m.Id });
        mail.HasIndex(m => new { m.DeskId, m.MessageId });
        mail.HasIndex(m => m.RequestId).HasFilter("\"RequestId\" IS NOT NULL");
        mail.HasIndex(m => new { m.SenderAddress, m.AnsweredAt });
        mail.HasIndex(m => new { m.DeskId, m.AnsweredAt }).HasFilter("\"AnsweredAt\" IS NOT NULL");
        mail.HasIndex(m => m.ProcessedAt, "IX_IncomingMails_Parked").HasFilter(Parked);
        mail.HasOne<Desk>().WithMany().HasForeignKey(m => m.DeskId);
    }

    public void Configure(EntityTypeBuilder<IncomingPiece> piece)
    {
        piece.ToTable("IncomingPieces");
        piece.HasKey(p => new { p.MailId, p.Position });
        piece.HasOne<IncomingMail>().WithMany().HasForeignKey(p => p.MailId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<MailChannel> channel)
    {
        channel.ToTable("MailChannels");
        channel.HasKey(c => c.DeskId);
        channel.HasOne<Desk>().WithOne().HasForeignKey<MailChannel>(c => c.DeskId);
    }
}
