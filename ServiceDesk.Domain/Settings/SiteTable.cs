using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDesk.Domain.Access;

namespace ServiceDesk.Domain.Settings;

internal sealed class SiteTable : IEntityTypeConfiguration<Site>, IEntityTypeConfiguration<KeyRingElement>
{
    public void Configure(EntityTypeBuilder<Site> site)
    {
        site.ToTable("Site");
        site.Property(s => s.Id).ValueGeneratedNever();
        site.Ignore(s => s.DefaultApplications);
        site.HasData(new
        {
            Id = Site.OnlyId,
            IsPublicSignupOn = false,
            Mode = SiteMode.Private,
            GivesServiceDeskByDefault = false,
            GivesTeamByDefault = false,
            VerifiesAddresses = true,
            IsCaptchaOn = false,
            FailuresBeforeCaptcha = 3,
            ProofOfWorkBits = 17,
            AgentsMayCreateCustomers = true,
            AuditKeptDays = 730,
            Version = 1,
        });
    }

    public void Configure(EntityTypeBuilder<KeyRingElement> element)
    {
        element.ToTable("KeyRing");
        element.HasIndex(e => e.FriendlyName).IsUnique();
    }
}
