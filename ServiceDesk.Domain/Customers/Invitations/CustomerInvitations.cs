using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>Invites people to become customers of a desk, and looks after what is pending (design.md 2.2, 2.4). The rule book decides for each address.</summary>
public sealed partial class CustomerInvitations(DeskWork database, TimeProvider clock, InvitationSending sending, Limits limits)
{
    // So many in one commit: others who write wait no longer than a moment, and the person sees it go on.
    private const int AtOnce = 100;

    /// <summary>What inviting these people would do just now; changes nothing.</summary>
    public async Task<Outcome<InvitePreview>> PreviewAsync(Guid deskId, IReadOnlyList<TypedAddress> people, Actor by)
    {
        if (people.Count > TypedAddresses.Most)
        {
            return new TooManyAddresses(TypedAddresses.Most);
        }

        await using var db = database.Read();
        var allowed = await AllowedAsync(db, deskId, await db.Desks.SingleOrDefaultAsync(desk => desk.Id == deskId), by);
        if (allowed.Refusal is { } no)
        {
            return no;
        }

        var facts = await FactsAsync(db, await db.Site.SingleAsync(), allowed.Done, people);
        return new InvitePreview(
            [.. people.Select(person => person.Address is { } address ? facts.LineOf(person, facts.Decide(address)) : new InviteLine(person, InviteEffect.NotAnAddress))],
            facts.Closed);
    }

    /// <summary>
    /// Invites people, a hundred in each commit: invitations, mails, audit, door log and news. Who has an account is put on the list and told;
    /// a pending invitation is renewed. When the door closes meanwhile, or somebody stops it, the rest is left as it was and said so.
    /// </summary>
    /// <param name="deskId">The desk.</param>
    /// <param name="asked">Whom, and what to write to them.</param>
    /// <param name="progress">Told after each commit how many are done; null when nobody looks.</param>
    /// <param name="by">Who invites.</param>
    /// <param name="cancel">Stops it before the next commit.</param>
    public Task<Outcome<IReadOnlyList<InviteLine>>> InviteAsync(Guid deskId, NewInvitations asked, IProgress<int>? progress, Actor by, CancellationToken cancel = default)
    {
        var message = CleanText.Lines(asked.Message);
        return message.Length > Invitation.MostMessageCharacters
            ? Task.FromResult<Outcome<IReadOnlyList<InviteLine>>>(new TooLong(Invitation.MostMessageCharacters))
            : SendAsync(deskId, asked.People.Select(person => (person, message)).ToList(), asked.IsOpenExpected, progress, by, cancel);
    }

    private async Task<Outcome<IReadOnlyList<InviteLine>>> SendAsync(Guid deskId, List<(TypedAddress Person, string Message)> people, bool isOpenExpected, IProgress<int>? progress, Actor by, CancellationToken cancel)
    {
        if (people.Count > TypedAddresses.Most)
        {
            return new TooManyAddresses(TypedAddresses.Most);
        }

        var lines = new List<InviteLine>();
        foreach (var chunk in people.Chunk(AtOnce))
        {
            var sent = cancel.IsCancellationRequested
                ? chunk.Select(one => new InviteLine(one.Person, InviteEffect.NotSent)).ToList()
                : await SendChunkAsync(deskId, chunk, isOpenExpected, by);
            if (sent.Refusal is { } no && lines.Count == 0)
            {
                return no;
            }

            lines.AddRange(sent.IsDone ? sent.Done : NotSent(chunk, sent.Refusal));
            progress?.Report(lines.Count);
        }

        return lines;
    }

    private async Task<Outcome<List<InviteLine>>> SendChunkAsync(Guid deskId, (TypedAddress Person, string Message)[] chunk, bool isOpenExpected, Actor by)
    {
        var (taken, tooMany) = limits.Invitations(chunk.Length, by);
        if (taken == 0 && tooMany is not null)
        {
            return tooMany;
        }

        var (now, later) = (chunk[..taken], NotSent(chunk[taken..], tooMany));
        return await database.RunAsync<List<InviteLine>>(async work =>
        {
            var site = await work.SiteAsync();
            var allowed = await AllowedAsync(work.Db, deskId, await work.DeskToChangeAsync(deskId), by);
            if (allowed.Refusal is { } no)
            {
                return no;
            }

            var facts = await FactsAsync(work.Db, site, allowed.Done, now.Select(one => one.Person));
            if (isOpenExpected && facts.Closed is { } closed)
            {
                return chunk.Select(one => new InviteLine(one.Person, InviteEffect.Refused, closed)).ToList();
            }

            var lines = await sending.SendAsync(work, allowed.Done.Desk, facts, now, by, clock.Now());
            await work.CommitAsync(Topic.CustomersOf(deskId), Topic.Outbox);
            return lines.Concat(later).ToList();
        });
    }

    private static IEnumerable<InviteLine> NotSent(IEnumerable<(TypedAddress Person, string Message)> people, Refusal? why) =>
        people.Select(one => new InviteLine(one.Person, InviteEffect.NotSent, Refusal: why));

    private static async Task<Outcome<(Desk Desk, DoorRole Role)>> AllowedAsync(DeskDb db, Guid deskId, Desk? desk, Actor by)
    {
        var rights = await Rights.OfAsync(db, by, deskId);
        if (desk is not { ArchivedAt: null } || !rights.May(Operation.SeeCustomers))
        {
            return new NotFound();
        }

        return rights.May(Operation.InviteCustomers) ? (desk, rights.AtDoor) : new NotAllowed();
    }

    private Task<InvitedFacts> FactsAsync(DeskDb db, Site site, (Desk Desk, DoorRole Role) allowed, IEnumerable<TypedAddress> people) =>
        InvitedFacts.ReadAsync(db, site, allowed.Desk, allowed.Role, people.Select(person => person.Address).OfType<EmailAddress>(), clock.Now());
}
