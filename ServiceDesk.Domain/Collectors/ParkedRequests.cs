using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Collectors;

/// <summary>Requests that wait for their writer to prove the address, by following the link mailed there (design.md 4). Each has a link of its own: who proves one proves no other that somebody else typed in their name.</summary>
public sealed class ParkedRequests(DeskWork database, MailWriting writing, SiteLinks links, RequestNotifications notifications, CollectorCounts counts, IOptions<RequestOptions> options, Limits limits, TimeProvider clock)
{
    /// <summary>How long one waits.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const int AtOnce = 100;

    /// <summary>What a link would send; changes nothing, so that a mail program that follows links in advance does no harm.</summary>
    public async Task<Outcome<ParkedSeen>> LookAsync(string? secret)
    {
        await using var db = database.Read();
        var found = await db.UsableLinkAsync(secret, LinkPurpose.CollectedRequest, clock.Now());
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        if (await db.ParkedRequests.SingleOrDefaultAsync(parked => parked.LinkId == found.Done.Id) is not { } parked)
        {
            return new LinkHasExpired();
        }

        var desk = await db.Desks.SingleAsync(desk => desk.Id == found.Done.DeskId);
        var files = await db.ParkedFiles.Where(file => file.ParkedId == parked.Id).OrderBy(file => file.Id).Select(file => new ParkedFileSeen(file.FileName, file.Bytes)).ToListAsync();
        var isTaken = await db.Collectors.AnyAsync(collector => collector.Id == parked.CollectorId && collector.IsOn)
            && await DecideAsync(db, desk, AtTheDoor.SettingsOf(await db.Site.SingleAsync(), desk), EmailAddress.Parse(parked.Address)) is Allowed;
        return new ParkedSeen(desk.Name, parked.Address, parked.Summary, parked.Description, parked.Origin, files, CollectedForm.ReadContext(parked.Context), isTaken);
    }

    /// <summary>The address is proved for this request: the rule book is asked again, and what it lets in is raised. Two posts at once raise one request.</summary>
    public async Task<Outcome<RaisedRequest>> ConfirmAsync(string? secret, string? network)
    {
        var key = await notifications.KeyAsync();
        return await database.RunAsync<RaisedRequest>(async work =>
        {
            var now = clock.Now();
            var hash = Secret.HashOf(secret);
            var linkId = await work.Db.MailedLinks.Where(one => one.SecretHash == hash).Select(one => one.Id).SingleOrDefaultAsync();
            var parked = await work.Db.ParkedRequests.AsNoTracking().SingleOrDefaultAsync(row => row.LinkId == linkId);
            var at = parked is null ? null : await work.CollectorAsync(parked.CollectorId, now);
            var link = await work.LinkToUseAsync(secret, LinkPurpose.CollectedRequest, now);
            if (!link.IsDone)
            {
                return link.Refusal;
            }

            if (parked is null)
            {
                return new LinkHasExpired();
            }

            if (at is null || await work.TypeOfAsync(at.Collector) is not { } typeId)
            {
                return new CollectorIsOff();
            }

            await work.UseAsync(link.Done, now);
            var address = EmailAddress.Parse(parked.Address);
            var by = Actor.Stranger(network) with { Language = parked.Language };

            var decision = await DecideAsync(work.Db, at.Desk, at.Settings, address);
            work.Db.DoorLog.Add(DoorEntry.Of(Door.CollectorUnsigned, decision, at.Desk.Id, address, by, now));
            if (decision is Refused)
            {
                await DeleteAsync(work.Db.ParkedRequests.Where(row => row.Id == parked.Id), CancellationToken.None);
                await work.CommitAsync();
                var refusal = new CollectorDoesNotTakeYou();
                counts.Add(at.Collector.Id, refusal);
                return refusal;
            }

            var written = new NewRequest(parked.Id, at.Desk.Key, typeId, parked.Summary, parked.Description, []);
            await work.SentBeforeAsync(written, at.Desk.Id);
            var account = await work.Db.WithAddress(address.Normalized).AsTracking().SingleOrDefaultAsync() ?? work.MakeContact(at.Desk.Id, address, parked.FullName, Door.CollectorUnsigned, by, now);
            return await RaiseAsync(work, at, parked, account, new RequestToRaise(written, by, now), key);
        });
    }

    /// <summary>Sends a fresh link in place of one that has run out, to the same address. Whatever the secret, it looks the same.</summary>
    public async Task<Outcome<Done>> SendAgainAsync(string? secret, string? network)
    {
        await using var db = database.Read();
        var by = Actor.Stranger(network);
        var hash = Secret.HashOf(secret);
        var known = await db.MailedLinks.Where(link => link.SecretHash == hash && link.Purpose == LinkPurpose.CollectedRequest).Select(link => link.Address).SingleOrDefaultAsync();
        if (known is not null && limits.Mail(Door.CollectorUnsigned, EmailAddress.Parse(known), by) is { } wait)
        {
            return wait;
        }

        return await database.RunAsync<Done>(async work =>
        {
            var now = clock.Now();
            if (await work.ExpiredLinkAsync(secret, LinkPurpose.CollectedRequest, now) is { } expired
                && await work.Db.ParkedRequests.AsTracking().SingleOrDefaultAsync(parked => parked.LinkId == expired.Id) is { } parked
                && await work.DeskAsync(expired.DeskId!.Value) is { ArchivedAt: null } desk)
            {
                var (link, fresh) = MailedLink.Issue(LinkPurpose.CollectedRequest, EmailAddress.Parse(expired.Address), expired.AccountId, desk.Id, null, null, now);
                expired.Void(now);
                parked.LinkId = link.Id;
                work.Db.MailedLinks.Add(link);
                var to = Recipient.Of(EmailAddress.Parse(expired.Address), by with { Language = parked.Language }, desk.Id);
                work.Db.Outbox.Add(writing.Write(MailKind.CollectedProof, to with { AccountId = expired.AccountId }, now, links.To(link.Purpose, fresh), link, requestId: null, desk.Name));
                await work.CommitAsync(Topic.Outbox);
            }

            return new Done();
        });
    }

    /// <summary>Throws away what was not proved in time, and tokens that count no more anyway; to be called now and then.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var now = clock.Now();
        await using var work = await database.BeginAsync(cancel);
        await work.Db.UsedTokens.Where(used => used.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        var before = now - Kept;
        var old = await work.Db.ParkedRequests.Where(parked => parked.ParkedAt < before).OrderBy(parked => parked.ParkedAt).Select(parked => parked.Id).Take(AtOnce).ToListAsync(cancel);
        if (old.Count > 0)
        {
            await DeleteAsync(work.Db.ParkedRequests.Where(parked => old.Contains(parked.Id)), cancel);
        }

        await work.CommitAsync();
    }

    // Proved, the address stands as one that a host signed for; nobody vouches for it.
    private async Task<AccessDecision> DecideAsync(DeskDb db, Desk desk, DoorSettings settings, EmailAddress address) =>
        RuleBook.Decide(Door.CollectorSigned, DoorRole.Stranger, await db.FactsOfAsync(address, desk.Id, clock.Now()), settings with { CollectorVouches = false });

    // Their files go with them.
    private static Task<int> DeleteAsync(IQueryable<ParkedRequest> parked, CancellationToken cancel) => parked.ExecuteDeleteAsync(cancel);

    private async Task<Outcome<RaisedRequest>> RaiseAsync(Work work, CollectorAtDesk at, ParkedRequest parked, Account account, RequestToRaise raised, Mail.Threads.ThreadKey key)
    {
        var now = raised.Now;

        // Only where nobody can log in with a password that somebody else may have chosen: a link followed here says nothing about that one.
        if (account.IsContact)
        {
            account.ProveAddress(now);
            account.CameIn(parked.Language);
        }

        var self = Actor.Person(account.Id, raised.By.Network);
        var files = await work.AddParkedFilesAsync(parked.Id, account, now);
        var added = await work.AddRequestAsync(raised.Written with { Files = files }, at.Desk, account.Id, self, now, options.Value);
        if (!added.IsDone)
        {
            return added.Refusal;
        }

        var request = added.Done;
        request.IsUnproved = true;
        work.Db.CollectedRequests.Add(new CollectedRequest { RequestId = request.Id, CollectorId = parked.CollectorId, IsUnverified = true, Origin = parked.Origin, Context = parked.Context });
        at.Day.Proved++;
        await DeleteAsync(work.Db.ParkedRequests.Where(row => row.Id == parked.Id), CancellationToken.None);
        await notifications.RaisedAsync(new RequestEvent(work, key, request, self, now), files);
        await work.CommitAsync([Topic.Outbox, Topic.CollectorsOf(at.Desk.Id), .. RequestWriting.NewsForStaff(request), .. await work.NewsOfAsync(account.Id)]);
        return new RaisedRequest(request.Id, request.Key);
    }

    private sealed record RequestToRaise(NewRequest Written, Actor By, DateTimeOffset Now);
}

/// <summary>A request that waits, as its link shows it.</summary>
/// <param name="DeskName">The desk.</param>
/// <param name="Address">The address that was typed.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Description">The rest; may be empty.</param>
/// <param name="Origin">The web site it was typed on.</param>
/// <param name="Files">The files that go with it.</param>
/// <param name="Context">What is sent along.</param>
/// <param name="IsTaken">Whether the desk would take it just now.</param>
public sealed record ParkedSeen(
    string DeskName, string Address, string Summary, string Description, string Origin, IReadOnlyList<ParkedFileSeen> Files, IReadOnlyDictionary<string, string> Context, bool IsTaken);

/// <summary>A file that waits, as the link of its request shows it.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Bytes">Its size.</param>
public sealed record ParkedFileSeen(string FileName, long Bytes);
