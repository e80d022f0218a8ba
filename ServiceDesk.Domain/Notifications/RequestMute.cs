using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Domain.Notifications;

/// <summary>Somebody wants no more mails about a request.</summary>
public sealed class RequestMute
{
    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The person.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }
}

internal sealed class RequestMuteTable : IEntityTypeConfiguration<RequestMute>
{
    public void Configure(EntityTypeBuilder<RequestMute> mute)
    {
        mute.ToTable("RequestMutes");
        mute.HasKey(m => new { m.RequestId, m.AccountId });
        mute.HasOne<Request>().WithMany().HasForeignKey(m => m.RequestId);
        mute.HasOne<Account>().WithMany().HasForeignKey(m => m.AccountId);
    }
}
