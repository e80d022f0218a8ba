using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDesk.Domain.Desks;

namespace ServiceDesk.Domain.Mail.Mailboxes;

internal sealed class MailboxTable : IEntityTypeConfiguration<DeskMailbox>, IEntityTypeConfiguration<MailboxProgress>
{
    public void Configure(EntityTypeBuilder<DeskMailbox> mailbox)
    {
        mailbox.ToTable("Mailboxes");
        mailbox.HasKey(m => m.DeskId);
        mailbox.HasOne<Desk>().WithOne().HasForeignKey<DeskMailbox>(m => m.DeskId);
    }

    public void Configure(EntityTypeBuilder<MailboxProgress> progress)
    {
        progress.ToTable("MailboxProgress");
        progress.HasKey(p => p.DeskId);
        progress.HasOne<DeskMailbox>().WithOne().HasForeignKey<MailboxProgress>(p => p.DeskId);
    }
}
