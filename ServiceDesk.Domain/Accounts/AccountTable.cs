using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceDesk.Domain.Accounts;

internal sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.ToTable("Accounts");

        // Facts of our own stand in for these: the proof of the address, and failures counted per typed address.
        account.Ignore(a => a.EmailConfirmed);
        account.Ignore(a => a.PhoneNumber);
        account.Ignore(a => a.PhoneNumberConfirmed);
        account.Ignore(a => a.LockoutEnd);
        account.Ignore(a => a.LockoutEnabled);
        account.Ignore(a => a.AccessFailedCount);

        account.Property(a => a.Email).IsRequired();
        account.Property(a => a.NormalizedEmail).IsRequired();
        account.HasIndex(a => a.NormalizedEmail).IsUnique();
        account.Property(a => a.FullName).HasMaxLength(Account.MostNameCharacters);
        account.HasIndex(a => new { a.SortName, a.Id });
    }
}
