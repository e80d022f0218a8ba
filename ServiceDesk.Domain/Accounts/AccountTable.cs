using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceDesk.Domain.Accounts;

internal sealed class AccountTable : IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<AccountWord>, IEntityTypeConfiguration<AccountMerge>
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

        // Nobody is looked for by the user name, which is the id.
        account.Metadata.RemoveIndex(account.HasIndex(a => a.NormalizedUserName).Metadata);

        account.Property(a => a.Email).IsRequired();
        account.Property(a => a.NormalizedEmail).IsRequired();
        account.HasIndex(a => a.NormalizedEmail).IsUnique();
        account.Property(a => a.FullName).HasMaxLength(Account.MostNameCharacters);
        account.HasIndex(a => new { a.SortName, a.Id });

        // The directory's filters, each walked by name.
        account.HasIndex(a => new { a.Password, a.SortName, a.Id });
        account.HasIndex(a => new { a.SortName, a.Id }, "IX_Accounts_NeverSeen").HasFilter("\"LastSeenAt\" IS NULL");
        account.HasIndex(a => new { a.SortName, a.Id }, "IX_Accounts_Deactivated").HasFilter("\"DeactivatedAt\" IS NOT NULL");

        // The few there are, asked for whenever rights may have changed, which news of anybody's account can mean.
        account.HasIndex(a => a.Id, "IX_Accounts_SiteAdministrators").HasFilter("\"IsSiteAdministrator\"");
        account.HasIndex(a => a.MergedIntoId).HasFilter("\"MergedIntoId\" IS NOT NULL");
        account.HasOne<Account>().WithMany().HasForeignKey(a => a.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AccountWord> word)
    {
        word.ToTable("AccountWords");
        word.HasKey(w => new { w.Word, w.SortName, w.AccountId });
    }

    public void Configure(EntityTypeBuilder<AccountMerge> merge)
    {
        merge.ToTable("AccountMerges");
        merge.HasIndex(m => m.FromId);
        merge.HasIndex(m => m.IntoId);
        merge.Ignore(m => m.UndoEndsAt);
        merge.HasOne<Account>().WithMany().HasForeignKey(m => m.FromId);
        merge.HasOne<Account>().WithMany().HasForeignKey(m => m.IntoId);
    }
}
