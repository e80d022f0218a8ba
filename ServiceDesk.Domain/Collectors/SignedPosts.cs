using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Collectors;

/// <summary>Posts of visitors for whom the host's server signed: matched or made by the rule book, without any mail to them (design.md 2.2, 2.5).</summary>
public sealed class SignedPosts(DeskWork database, RequestNotifications notifications, IOptions<RequestOptions> options, TimeProvider clock)
{
    internal async Task<Outcome<Collected>> TakeAsync(CollectorPost post, SignedVisitor visitor)
    {
        var key = await notifications.KeyAsync();
        return await database.RunAsync<Collected>(work => TakeAsync(work, post, visitor, key));
    }

    private async Task<Outcome<Collected>> TakeAsync(Work work, CollectorPost post, SignedVisitor visitor, ThreadKey key)
    {
        var now = clock.Now();
        if (await work.CollectorAsync(post.Known.Collector.Id, now) is not { } at)
        {
            return new CollectorIsOff();
        }

        if (await work.TypeOfAsync(at.Collector) is not { } typeId)
        {
            return new CollectorHasNoType();
        }

        var written = new NewRequest(post.Form.Id, at.Desk.Key, typeId, post.Form.Summary, post.Form.Description, []);
        if (await work.SentBeforeAsync(written, at.Desk.Id) is { } before)
        {
            return await IsTheirsAsync(work.Db, before, written, visitor) ? new Collected(before.Key) : new SentBefore();
        }

        if (await work.Db.UsedTokens.AnyAsync(used => used.CollectorId == at.Collector.Id && used.NonceHash == visitor.NonceHash))
        {
            return new TokenWasUsed();
        }

        if (at.IsFull)
        {
            return new CollectorIsFull();
        }

        work.Db.UsedTokens.Add(new UsedToken { CollectorId = at.Collector.Id, NonceHash = visitor.NonceHash, ExpiresAt = visitor.ExpiresAt });
        var decision = RuleBook.Decide(Door.CollectorSigned, DoorRole.Stranger, await work.Db.FactsOfAsync(visitor.Address, at.Desk.Id, now), at.Settings);
        work.Db.DoorLog.Add(DoorEntry.Of(Door.CollectorSigned, decision, at.Desk.Id, visitor.Address, post.By, now));
        if (decision is Refused refused && await DefaultReporterAsync(work, at, refused, post, now) is null)
        {
            await work.CommitAsync();
            return new CollectorDoesNotTakeYou();
        }

        return await RaiseAsync(work, at, post, visitor, decision, written, key, now);
    }

    private async Task<Outcome<Collected>> RaiseAsync(Work work, CollectorAtDesk at, CollectorPost post, SignedVisitor visitor, AccessDecision decision, NewRequest written, ThreadKey key, DateTimeOffset now)
    {
        var isDefaulted = decision is Refused;
        var isMade = decision is Allowed { Effect: Effect.MakeContact or Effect.MakeContactAndJoin };
        var reporter = isDefaulted ? (await ReporterAsync(work.Db, at.Collector))!
            : isMade ? work.MakeContact(at.Desk.Id, visitor.Address, visitor.Name, Door.CollectorSigned, post.By, now)
            : await work.Db.WithAddress(visitor.Address.Normalized).AsNoTracking().SingleAsync();
        var by = Actor.Person(reporter.Id, null);
        var joined = decision is Allowed { Effect: Effect.Join or Effect.MakeContactAndJoin } ? await work.JoinAsync(at.Desk.Id, reporter, Door.CollectorSigned, by, now) : [];
        var files = await work.AddFilesAsync(post.Form.Files, reporter, now);
        var added = await work.AddRequestAsync(written with { Files = files }, at.Desk, reporter.Id, by, now, options.Value);
        if (!added.IsDone)
        {
            return added.Refusal;
        }

        // The host said who it is; that the address is theirs, nobody has shown yet.
        var request = added.Done;
        request.IsUnproved = true;
        work.Db.CollectedRequests.Add(new CollectedRequest
        {
            RequestId = request.Id,
            CollectorId = at.Collector.Id,
            IsUnverified = false,
            SignedFor = isDefaulted ? visitor.Address.Normalized : null,
            Origin = post.Origin,
            Context = post.Form.CleanContext()!,
        });
        at.Day.Count(isDefaulted, isMade);
        await notifications.RaisedAsync(new RequestEvent(work, key, request, by, now), files);
        await work.CommitAsync([Topic.Outbox, Topic.CollectorsOf(at.Desk.Id), .. isMade ? [Topic.Users] : Array.Empty<Topic>(), .. joined, .. RequestWriting.NewsForStaff(request), Topic.Account(reporter.Id)]);
        return new Collected(request.Key);
    }

    private static async Task<bool> IsTheirsAsync(DeskDb db, Request before, NewRequest written, SignedVisitor visitor) => written.IsThatOf(before)
        && (await db.WithAddress(visitor.Address.Normalized).AnyAsync(account => account.Id == before.ReporterId)
            || await db.CollectedRequests.AnyAsync(collected => collected.RequestId == before.Id && collected.SignedFor == visitor.Address.Normalized));

    // Only where the desk takes no strangers: whom it shuts out stays shut out, under whatever name.
    private static async Task<Account?> DefaultReporterAsync(Work work, CollectorAtDesk at, Refused refused, CollectorPost post, DateTimeOffset now)
    {
        if (refused.Reason is not (RefusedBecause.DeskIsRestricted or RefusedBecause.PublicSignupIsOff or RefusedBecause.DeskIsNotOpen or RefusedBecause.DeskIsSuspended)
            || await ReporterAsync(work.Db, at.Collector) is not { } reporter)
        {
            return null;
        }

        var decision = RuleBook.Decide(Door.CollectorSigned, DoorRole.Stranger, await work.Db.FactsOfAsync(reporter.Address, at.Desk.Id, now), at.Settings);
        work.Db.DoorLog.Add(DoorEntry.Of(Door.CollectorSigned, decision, at.Desk.Id, reporter.Address, post.By, now));
        return decision is Allowed { Effect: Effect.Nothing } ? reporter : null;
    }

    // Whoever was merged into somebody else is that one from then on.
    private static Task<Account?> ReporterAsync(DeskDb db, Collector collector) => db.Accounts.AsNoTracking()
        .SingleOrDefaultAsync(account => account.Id == db.Accounts.Where(named => named.Id == collector.DefaultReporterId).Select(named => named.MergedIntoId ?? named.Id).FirstOrDefault());
}
