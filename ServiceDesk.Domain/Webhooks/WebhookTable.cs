using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDesk.Domain.Desks;

namespace ServiceDesk.Domain.Webhooks;

internal sealed class WebhookTable : IEntityTypeConfiguration<Webhook>, IEntityTypeConfiguration<WebhookDelivery>
{
    private const string Waits = "\"NextTryAt\" IS NOT NULL";

    public void Configure(EntityTypeBuilder<Webhook> webhook)
    {
        webhook.ToTable("Webhooks");
        webhook.HasIndex(w => w.DeskId);
        webhook.HasOne<Desk>().WithMany().HasForeignKey(w => w.DeskId);
    }

    public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
    {
        delivery.ToTable("WebhookDeliveries");
        delivery.Ignore(d => d.State);
        delivery.HasIndex(d => new { d.WebhookId, d.Id });
        delivery.HasIndex(d => new { d.WebhookId, d.NextTryAt }).HasFilter(Waits);
        delivery.HasIndex(d => new { d.WebhookId, d.RequestId, d.Id }, "IX_WebhookDeliveries_InOrder").HasFilter(Waits);
        delivery.HasIndex(d => d.HappenedAt);
        delivery.HasIndex(d => d.About).HasFilter("\"About\" IS NOT NULL");
        delivery.HasOne<Webhook>().WithMany().HasForeignKey(d => d.WebhookId).OnDelete(DeleteBehavior.Cascade);
    }
}
