using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Notifications;

/// <summary>What people choose to be mailed of requests: of which things, and of which requests no more. Each chooses for themselves alone.</summary>
public sealed class NotificationSettings(DeskWork database, MailTokens tokens, TimeProvider clock)
{
    /// <summary>What the person has chosen, and what there is to choose.</summary>
    public async Task<Outcome<NotificationsNow>> NowAsync(Actor by)
    {
        await using var db = database.Read();
        if (await db.Accounts.SingleOrDefaultAsync(account => account.Id == by.AccountId && account.DeactivatedAt == null) is not { } account)
        {
            return new NotFound();
        }

        var isStaff = await db.DeskAgents.AnyAsync(agent => agent.AccountId == account.Id);
        return new NotificationsNow([.. Notifications.OfCustomers, .. isStaff ? Notifications.OfStaff : []], account.ChosenNotifications ?? Notifications.Usual);
    }

    /// <summary>Chooses.</summary>
    /// <param name="wanted">All that is wanted; the rest is not.</param>
    /// <param name="by">Who.</param>
    public Task<Outcome<Done>> ChooseAsync(Notification wanted, Actor by) => database.RunAsync<Done>(async work =>
    {
        if (await work.Db.Accounts.AsTracking().SingleOrDefaultAsync(account => account.Id == by.AccountId && account.DeactivatedAt == null) is not { } account)
        {
            return new NotFound();
        }

        account.ChosenNotifications = wanted;
        await work.CommitAsync(Topic.Account(account.Id));
        return default(Done);
    });

    /// <summary>Ends the mails about a request to the person, or begins them again.</summary>
    /// <param name="requestId">A request the person sees, as its customer or as staff.</param>
    /// <param name="wantsMails">Whether they are to be mailed.</param>
    /// <param name="by">Who.</param>
    public Task<Outcome<Done>> ChooseOfAsync(Guid requestId, bool wantsMails, Actor by) => database.RunAsync<Done>(async work =>
    {
        var deskId = await work.Db.Requests.Where(request => request.Id == requestId).Select(request => (Guid?)request.DeskId).SingleOrDefaultAsync();
        var sees = deskId is not null
            && ((await Rights.OfAsync(work.Db, by, deskId)).May(Operation.ReadRequests)
                || (await work.Db.PortalPersonAsync(by) is { } person && await work.Db.Requests.SeenBy(work.Db, person).AnyAsync(request => request.Id == requestId)));
        if (!sees)
        {
            return new NotFound();
        }

        await SetAsync(work, requestId, by.AccountId!.Value, wantsMails);
        return default(Done);
    });

    /// <summary>The request whose mails a link in one of them ends; changes nothing, because links are followed by machines, too.</summary>
    /// <param name="token">The end of the link.</param>
    public async Task<Outcome<StoppedMails>> FindStopAsync(string token)
    {
        var key = await tokens.KeyAsync();
        await using var db = database.Read();
        return await FindAsync(db, key, token) is { } found ? found : new NotFound();
    }

    /// <summary>Ends the mails about a request to whom a mail was sent, without logging in (RFC 8058). Done again, it stays done.</summary>
    /// <param name="token">The end of the link.</param>
    public async Task<Outcome<StoppedMails>> StopAsync(string token)
    {
        var key = await tokens.KeyAsync();
        return await database.RunAsync<StoppedMails>(async work =>
        {
            if (await FindAsync(work.Db, key, token) is not { } found)
            {
                return new NotFound();
            }

            await SetAsync(work, found.RequestId, found.AccountId, wantsMails: false);
            return found with { IsStopped = true };
        });
    }

    private static async Task<StoppedMails?> FindAsync(DeskDb db, ThreadKey key, string token) => key.ReadStop(token) is not var (requestId, accountId)
        ? null
        : await db.Requests.Where(request => request.Id == requestId && db.Accounts.Any(account => account.Id == accountId))
            .Select(request => new StoppedMails(request.Id, accountId, request.Key, db.RequestMutes.Any(mute => mute.RequestId == requestId && mute.AccountId == accountId)))
            .SingleOrDefaultAsync();

    private async Task SetAsync(Work work, Guid requestId, Guid accountId, bool wantsMails)
    {
        var mute = await work.Db.RequestMutes.AsTracking().SingleOrDefaultAsync(mute => mute.RequestId == requestId && mute.AccountId == accountId);
        if (mute is not null && wantsMails)
        {
            work.Db.RequestMutes.Remove(mute);
        }
        else if (mute is null && !wantsMails)
        {
            work.Db.RequestMutes.Add(new RequestMute { RequestId = requestId, AccountId = accountId, Since = clock.Now() });
        }

        await work.CommitAsync(Topic.Account(accountId));
    }
}

/// <summary>What somebody has chosen to be mailed.</summary>
/// <param name="Offered">What there is to choose.</param>
/// <param name="Wanted">What is chosen.</param>
public sealed record NotificationsNow(IReadOnlyList<Notification> Offered, Notification Wanted);

/// <summary>The mails about a request to somebody, as a link in one of them names them.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="AccountId">Whom they went to.</param>
/// <param name="RequestKey">The request's key.</param>
/// <param name="IsStopped">Whether they are ended.</param>
public sealed record StoppedMails(Guid RequestId, Guid AccountId, string RequestKey, bool IsStopped);
