using System.Collections.Concurrent;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>
/// The connections of live pages. A stranger gets none; those of an account whose sessions ended are cut at once. The browser's attempt to
/// reconnect then fails for want of a session, and its page asks for the log-in.
/// </summary>
internal sealed class OpenConnections
{
    private readonly Sessions _sessions;
    private readonly Limits _limits;
    private readonly ILogger<OpenConnections> _log;
    private readonly ConcurrentDictionary<HttpContext, Guid> _open = new();

    public OpenConnections(Sessions sessions, Limits limits, RightsNow rights, ILogger<OpenConnections> log)
    {
        (_sessions, _limits, _log) = (sessions, limits, log);
        rights.Replaced += Cut;
    }

    /// <summary>How many are open.</summary>
    public int Count => _open.Count;

    /// <summary>Lets a request of a live page pass, and keeps account of its connection.</summary>
    public static Task GuardAsync(HttpContext context, RequestDelegate next) =>
        context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
            ? context.RequestServices.GetRequiredService<OpenConnections>().PassAsync(context, next)
            : next(context);

    private async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var by = context.RequestServices.GetRequiredService<CurrentPerson>().By;
        if (by.AccountId is not { } id)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (!context.WebSockets.IsWebSocketRequest)
        {
            await next(context);
        }
        else if (_limits.OpenCircuit(by) is not null)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }
        else
        {
            await KeepAsync(context, next, id, by);
        }
    }

    private async Task KeepAsync(HttpContext context, RequestDelegate next, Guid accountId, Actor by)
    {
        _open[context] = accountId;
        try
        {
            await next(context);
        }
        finally
        {
            _open.TryRemove(context, out _);
            _limits.CloseCircuit(by);
        }
    }

    private void Cut(IReadOnlySet<Topic> news)
    {
        var concerned = _open.Where(connection => news.Contains(Topic.Everything) || news.Contains(Topic.Account(connection.Value)));
        foreach (var (context, _) in concerned.ToList())
        {
            _ = CutIfEndedAsync(context);
        }
    }

    private async Task CutIfEndedAsync(HttpContext context)
    {
        try
        {
            if (await _sessions.OfAsync(context.User) is null)
            {
                context.Abort();
            }
        }
        catch (Exception e)
        {
            // Who cannot be asked about is not let in: an open page of somebody who was shut out would be worse than a reconnect.
            _log.LogWarning(e, "A session could not be checked; its connection is cut.");
            context.Abort();
        }
    }
}
