using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Domain.Data;

/// <summary>Wires the database.</summary>
public static class DataSetup
{
    /// <summary>Adds the database of the options, and the works on it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">The validated options.</param>
    /// <param name="dataFolder">Where the SQLite file lives when no connection string is given.</param>
    public static IServiceCollection AddDeskData(this IServiceCollection services, DatabaseOptions options, string dataFolder)
    {
        if (options.Provider is DatabaseProvider.Postgres)
        {
            var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            connection.Options = $"{connection.Options} -c lock_timeout={(long)options.BusyTimeout.TotalMilliseconds}".Trim();
            services.AddPooledDbContextFactory<PostgresDeskDb>(db => Common(db).UseNpgsql(
                connection.ConnectionString, npgsql => npgsql.MigrationsAssembly(typeof(DeskDb).Assembly.GetName().Name)));
            services.AddSingleton<DeskDatabase>(s => new DeskDatabase<PostgresDeskDb>(s.GetRequiredService<IDbContextFactory<PostgresDeskDb>>(), options.Provider));
        }
        else
        {
            var connection = new SqliteConnectionStringBuilder(
                options.ConnectionString.Length > 0 ? options.ConnectionString : $"Data Source={Path.Combine(dataFolder, "servicedesk.db")}")
            {
                DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.BusyTimeout.TotalSeconds)),
            };
            var pragmas = new SqlitePragmas(options.BusyTimeout);
            services.AddPooledDbContextFactory<SqliteDeskDb>(db => Common(db).UseSqlite(connection.ConnectionString).ReplaceService<IMigrationsSqlGenerator, SqliteTables>().AddInterceptors(pragmas));
            services.AddSingleton<DeskDatabase>(s => new DeskDatabase<SqliteDeskDb>(s.GetRequiredService<IDbContextFactory<SqliteDeskDb>>(), options.Provider));
        }

        services.AddScoped(s => s.GetRequiredService<DeskDatabase>().Open());
        services.AddSingleton(s => new DeskWork(s.GetRequiredService<DeskDatabase>(), s.GetRequiredService<LiveFeed>(), options.BusyTimeout));
        services.AddSingleton<DeskMigration>();
        return services;
    }

    private static DbContextOptionsBuilder Common(DbContextOptionsBuilder options) => options
        .ConfigureWarnings(warnings => warnings
            // A list and its few children in one statement is what is meant wherever it is written.
            .Ignore(RelationalEventId.MultipleCollectionIncludeWarning));
}
