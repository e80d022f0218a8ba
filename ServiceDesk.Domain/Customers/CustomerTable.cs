using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDesk.Domain.Desks;

namespace ServiceDesk.Domain.Customers;

internal sealed class CustomerTable : IEntityTypeConfiguration<DeskCustomer>, IEntityTypeConfiguration<CustomerWord>, IEntityTypeConfiguration<HeldSignUp>
{
    public void Configure(EntityTypeBuilder<DeskCustomer> customer)
    {
        customer.ToTable("DeskCustomers");
        customer.HasKey(c => new { c.DeskId, c.AccountId });
        customer.HasIndex(c => new { c.DeskId, c.SortName, c.AccountId });
        customer.HasOne<Desk>().WithMany().HasForeignKey(c => c.DeskId);
        customer.HasOne(c => c.Account).WithMany().HasForeignKey(c => c.AccountId);
    }

    public void Configure(EntityTypeBuilder<HeldSignUp> held)
    {
        held.ToTable("HeldSignUps");
        held.HasKey(h => new { h.DeskId, h.AccountId });
        held.HasIndex(h => new { h.DeskId, h.AskedAt });
        held.HasOne<Desk>().WithMany().HasForeignKey(h => h.DeskId);
        held.HasOne(h => h.Account).WithMany().HasForeignKey(h => h.AccountId);
    }

    public void Configure(EntityTypeBuilder<CustomerWord> word)
    {
        word.ToTable("CustomerWords");
        word.HasKey(w => new { w.DeskId, w.Word, w.SortName, w.AccountId });
    }
}
