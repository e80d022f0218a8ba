using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Domain.Mail.Outgoing;

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxMail>, IEntityTypeConfiguration<OutboxFile>
{
    public void Configure(EntityTypeBuilder<OutboxMail> mail)
    {
        mail.ToTable("Outbox");
        mail.HasIndex(m => m.NextTryAt);
        mail.HasIndex(m => m.LinkId);
        mail.HasIndex(m => m.MessageId);
        mail.HasIndex(m => m.RequestId).HasFilter("\"RequestId\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<OutboxFile> file)
    {
        file.ToTable("OutboxFiles");
        file.HasKey(f => new { f.MailId, f.Position });
        file.HasOne<OutboxMail>().WithMany(m => m.Files).HasForeignKey(f => f.MailId);
        file.HasOne<Attachment>().WithMany().HasForeignKey(f => f.AttachmentId);
    }
}
