using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>The browsers that are logged in.</summary>
public sealed class LogInSessions(DeskWork database, TimeProvider clock)
{
    /// <summary>Begins a session of somebody who has just shown who they are, in place of the one the browser had, and notes that the person was here.</summary>
    public Task<Outcome<LogInSession>> BeginAsync(Guid accountId, Guid? instead = null) => database.RunAsync<LogInSession>(async work =>
    {
        var now = clock.Now();
        var replaced = await work.Db.LogInSessions.Where(session => session.Id == instead).ExecuteDeleteAsync();
        var stamp = await work.Db.Accounts.Where(account => account.Id == accountId).Select(account => account.SecurityStamp!).SingleAsync();
        var session = new LogInSession { AccountId = accountId, Stamp = stamp, BeganAt = now };
        work.Db.LogInSessions.Add(session);

        // Without raising the account's version: being seen is no change that an editor should run into.
        await work.Db.Accounts.Where(account => account.Id == accountId)
            .ExecuteUpdateAsync(account => account.SetProperty(a => a.LastSeenAt, now));
        var news = await work.NewsOfAsync(accountId);
        await work.CommitAsync(replaced > 0 ? news : [.. news.Where(topic => !topic.ChangesRights)]);
        return session;
    });

    /// <summary>Ends one session, wherever its pages are open.</summary>
    public Task<Outcome<Done>> EndAsync(Guid sessionId, Actor by) => database.RunAsync<Done>(async work =>
    {
        await work.Db.LogInSessions.Where(session => session.Id == sessionId && session.AccountId == by.AccountId).ExecuteDeleteAsync();
        await work.CommitAsync([Topic.Account(by.AccountId ?? Guid.Empty)]);
        return new Done();
    });

    /// <summary>Lets go of sessions that no longer count; says how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel = default)
    {
        var oldest = clock.Now() - LogInSession.MostLife;
        await using var work = await database.BeginAsync(cancel);
        var gone = await work.Db.LogInSessions
            .Where(session => session.BeganAt < oldest || !work.Db.Accounts.Any(account => account.Id == session.AccountId && account.SecurityStamp == session.Stamp))
            .ExecuteDeleteAsync(cancel);
        await work.CommitAsync();
        return gone;
    }
}
