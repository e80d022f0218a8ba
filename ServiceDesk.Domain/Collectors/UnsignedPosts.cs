using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Collectors;

/// <summary>Posts with a merely typed address: they wait until it is proved, and are answered alike whatever the site knows of it (design.md 2.2, 4).</summary>
public sealed class UnsignedPosts(DeskWork database, MailWriting writing, SiteLinks links, Limits limits, TimeProvider clock)
{
    internal async Task<Outcome<Collected>> TakeAsync(CollectorPost post, EmailAddress typed) =>
        limits.Mail(Door.CollectorUnsigned, typed, post.By) is { } wait ? wait : await database.RunAsync<Collected>(work => TakeAsync(work, post, typed));

    private async Task<Outcome<Collected>> TakeAsync(Work work, CollectorPost post, EmailAddress typed)
    {
        var now = clock.Now();
        if (await work.CollectorAsync(post.Known.Collector.Id, now) is not { } at)
        {
            return new CollectorIsOff();
        }

        if (await work.TypeOfAsync(at.Collector) is null)
        {
            return new CollectorHasNoType();
        }

        // Sent again because the answer was lost on the way: it waits, or it is a request meanwhile.
        if (await work.Db.ParkedRequests.AnyAsync(parked => parked.Id == post.Form.Id) || await work.Db.Requests.AnyAsync(request => request.Id == post.Form.Id))
        {
            return new Collected(Key: null);
        }

        if (at.IsFull)
        {
            return new CollectorIsFull();
        }

        var decision = RuleBook.Decide(Door.CollectorUnsigned, DoorRole.Stranger, await work.Db.FactsOfAsync(typed, at.Desk.Id, now), at.Settings);
        work.Db.DoorLog.Add(DoorEntry.Of(Door.CollectorUnsigned, decision, at.Desk.Id, typed, post.By, now));
        if (decision.Seen is not DoorScreen.TheUsualScreen)
        {
            await work.CommitAsync();
            return decision is Refused { Reason: RefusedBecause.DomainIsBlocked or RefusedBecause.DomainIsNotAllowed } ? new DomainMayNotBeUsed() : new CollectorDoesNotTakeYou();
        }

        await ParkAsync(work, at, post, typed, isMailed: decision is Allowed, now);
        at.Day.Parked++;
        await work.CommitAsync(Topic.Outbox, Topic.CollectorsOf(at.Desk.Id));
        return new Collected(Key: null);
    }

    // As many questions and rows in each case. What nobody can prove is thrown away with the rest that was not.
    private async Task ParkAsync(Work work, CollectorAtDesk at, CollectorPost post, EmailAddress typed, bool isMailed, DateTimeOffset now)
    {
        var account = await work.Db.WithAddress(typed.Normalized).AsNoTracking().SingleOrDefaultAsync();
        var to = account is null ? Recipient.Of(typed, post.By, at.Desk.Id) : Recipient.Of(account, at.Desk.Id, post.By.Language);
        var (link, secret) = MailedLink.Issue(LinkPurpose.CollectedRequest, to.Address, to.AccountId, at.Desk.Id, fullName: null, returnPath: null, now);
        var mail = writing.Write(MailKind.CollectedProof, to, now, links.To(LinkPurpose.CollectedRequest, secret), link, requestId: null, at.Desk.Name);
        work.AddMailOrAsMuch(link, isMailed ? mail : null, now);

        var form = post.Form;
        work.Db.ParkedRequests.Add(new ParkedRequest
        {
            Id = form.Id,
            CollectorId = at.Collector.Id,
            LinkId = link.Id,
            Address = typed.Typed,
            NormalizedAddress = typed.Normalized,
            FullName = form.CleanName,
            Language = Languages.Include(form.Language) ? form.Language : null,
            Summary = form.CleanSummary,
            Description = form.CleanDescription,
            Origin = post.Origin,
            Context = form.CleanContext()!,
            ParkedAt = now,
        });
        foreach (var (place, file) in form.Files.Index())
        {
            var parked = new ParkedFile { Id = Guid.CreateVersion7(now.AddMilliseconds(place)), ParkedId = form.Id, FileName = file.CleanName, ContentType = file.CleanContentType };
            work.Db.ParkedFiles.Add(parked);
            var position = 0;
            await foreach (var piece in file.Content.PiecesAsync())
            {
                work.Db.ParkedPieces.Add(new ParkedPiece { FileId = parked.Id, Position = position++, Content = piece });
                parked.Bytes += piece.Length;
            }
        }
    }
}
