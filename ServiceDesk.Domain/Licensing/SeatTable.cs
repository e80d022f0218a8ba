using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceDesk.Domain.Licensing;

internal sealed class SeatTable : IEntityTypeConfiguration<Seat>, IEntityTypeConfiguration<SeatLimit>
{
    /// <summary>Seats of a new site.</summary>
    private const int SeatsAtFirst = 10;

    public void Configure(EntityTypeBuilder<Seat> seat)
    {
        seat.ToTable("Seats");
        seat.HasKey(s => new { s.Application, s.AccountId });
        seat.HasIndex(s => s.AccountId);
        seat.HasOne(s => s.Account).WithMany().HasForeignKey(s => s.AccountId);
    }

    public void Configure(EntityTypeBuilder<SeatLimit> limit)
    {
        limit.ToTable("SeatLimits");
        limit.HasKey(l => l.Application);
        limit.HasData(
            new { Application = Application.ServiceDesk, Seats = SeatsAtFirst, Version = 1 },
            new { Application = Application.Team, Seats = SeatsAtFirst, Version = 1 });
    }
}
