using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ServiceDesk.Domain.Data;

/// <summary>The database as SQLite.</summary>
public sealed class SqliteDeskDb(DbContextOptions<SqliteDeskDb> options) : DeskDb(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantAsMicroseconds>();

    // SQLite cannot compare instants with an offset; a whole number it can. Microseconds, because PostgreSQL keeps no finer.
    private sealed class InstantAsMicroseconds() : ValueConverter<DateTimeOffset, long>(
        instant => Instants.ToMicroseconds(instant),
        microseconds => Instants.FromMicroseconds(microseconds));
}
