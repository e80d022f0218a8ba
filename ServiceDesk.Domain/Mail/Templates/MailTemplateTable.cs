using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceDesk.Domain.Mail.Templates;

// No foreign key to the desks: what is the site's own belongs to none, and a key must not be null.
internal sealed class MailTemplateTable : IEntityTypeConfiguration<MailTemplate>, IEntityTypeConfiguration<SwitchedOffMail>
{
    public void Configure(EntityTypeBuilder<MailTemplate> template)
    {
        template.ToTable("MailTemplates");
        template.HasKey(t => new { t.DeskId, t.Kind, t.Language });
        template.Property(t => t.Language).HasMaxLength(10);
        template.Property(t => t.Subject).HasMaxLength(TemplateRules.MostSubjectCharacters);
    }

    public void Configure(EntityTypeBuilder<SwitchedOffMail> mail)
    {
        mail.ToTable("SwitchedOffMails");
        mail.HasKey(m => new { m.DeskId, m.Kind });
    }
}
