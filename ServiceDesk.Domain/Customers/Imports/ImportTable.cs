using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceDesk.Domain.Customers.Imports;

internal sealed class ImportTable : IEntityTypeConfiguration<CustomerImport>, IEntityTypeConfiguration<ImportRow>, IEntityTypeConfiguration<ImportPiece>
{
    public void Configure(EntityTypeBuilder<CustomerImport> import)
    {
        import.ToTable("CustomerImports");
        import.HasIndex(i => new { i.DeskId, i.StartedAt });
        import.HasIndex(i => i.State);
        import.Ignore(i => i.AlreadyHere);
    }

    public void Configure(EntityTypeBuilder<ImportRow> row)
    {
        row.ToTable("ImportRows");
        row.HasKey(r => new { r.ImportId, r.Line });
    }

    public void Configure(EntityTypeBuilder<ImportPiece> piece)
    {
        piece.ToTable("ImportPieces");
        piece.HasKey(p => new { p.ImportId, p.Number });
    }
}
