using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ServiceDesk.Domain.Data;

/// <summary>The database as PostgreSQL.</summary>
public sealed class PostgresDeskDb(DbContextOptions<PostgresDeskDb> options) : DeskDb(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantInUtc>();

        // Keys, folded names and words are compared byte by byte, as on SQLite; nothing is ordered by a locale's rules.
        configurationBuilder.Properties<string>().UseCollation("C");
    }

    private sealed class InstantInUtc() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        instant => Instants.Whole(instant),
        instant => instant);
}
