using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ServiceDesk.Domain.Data;

/// <summary>What <c>dotnet ef</c> makes SQLite migrations with; it never connects.</summary>
internal sealed class DesignTimeSqlite : IDesignTimeDbContextFactory<SqliteDeskDb>
{
    public SqliteDeskDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteDeskDb>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>What <c>dotnet ef</c> makes PostgreSQL migrations with; it never connects.</summary>
internal sealed class DesignTimePostgres : IDesignTimeDbContextFactory<PostgresDeskDb>
{
    public PostgresDeskDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresDeskDb>().UseNpgsql("Host=localhost").Options);
}
