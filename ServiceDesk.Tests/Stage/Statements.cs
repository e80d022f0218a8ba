using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Tests.Stage;

/// <summary>Writes down the statements that a world sends to its database: hand it <see cref="Listen"/> when making the world.</summary>
public sealed class Statements : DbCommandInterceptor
{
    private List<string> _heard = [];

    public void Listen(IServiceCollection services)
    {
        services.ConfigureDbContext<SqliteDeskDb>(options => options.AddInterceptors(this));
        services.ConfigureDbContext<PostgresDeskDb>(options => options.AddInterceptors(this));
    }

    /// <summary>The statements of one operation, without their values.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(Func<Task> operation)
    {
        var heard = _heard = [];
        await operation();
        _heard = [];
        return heard;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        _heard.Add(command.CommandText);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        _heard.Add(command.CommandText);
        return ValueTask.FromResult(result);
    }
}
