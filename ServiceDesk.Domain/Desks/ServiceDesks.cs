using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Desks;

/// <summary>The site's desks: making, naming and archiving them (design.md 2.8).</summary>
public sealed class ServiceDesks(DeskWork database, TimeProvider clock, ApprovalMail mail)
{
    /// <summary>Every desk by name, archived ones last; for site administrators.</summary>
    public async Task<Outcome<IReadOnlyList<DeskRow>>> ListAsync(Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.MakeDesks))
        {
            return new NotFound();
        }

        var isPublicSignupOn = (await db.Site.SingleAsync()).IsPublicSignupOn;
        var desks = await db.Desks.ToListAsync();
        var agents = (await db.DeskAgents
            .Select(agent => new
            {
                agent.DeskId,
                agent.Account.FullName,
                agent.Account.SortName,
                Administers = agent.IsAdministrator && agent.Account.DeactivatedAt == null
                    && db.Seats.Any(seat => seat.AccountId == agent.AccountId && seat.Application == Application.ServiceDesk),
            })
            .ToListAsync())
            .ToLookup(agent => agent.DeskId);

        return desks
            .OrderBy(desk => desk.ArchivedAt is not null).ThenBy(desk => SortText.Fold(desk.Name), StringComparer.Ordinal).ThenBy(desk => desk.Key, StringComparer.Ordinal)
            .Select(desk => new DeskRow(
                desk.Id,
                desk.Key,
                desk.Name,
                desk.Access,
                desk.SuspendedAt is not null,
                desk.IsOpen(isPublicSignupOn),
                desk.ArchivedAt,
                [.. agents[desk.Id].Where(agent => agent.Administers).OrderBy(agent => agent.SortName, StringComparer.Ordinal).Select(agent => agent.FullName)],
                agents[desk.Id].Count(),
                desk.Version))
            .ToList();
    }

    /// <summary>The settings of a desk in use; for who may change them.</summary>
    public async Task<Outcome<DeskOptions>> OptionsAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by, deskId)).May(Operation.AdministerDesk)
            || await db.Desks.InUse().SingleOrDefaultAsync(desk => desk.Id == deskId) is not { } found)
        {
            return new NotFound();
        }

        return new DeskOptions(found.Id, found.Key, found.Name, found.AgentsMayInviteWhileNotOpen, found.AllowsParticipants, found.Version) { NeedsApproval = found.NeedsApproval };
    }

    /// <summary>Makes a desk: restricted, with nobody on it and a few request types to begin with. Its id when done.</summary>
    /// <param name="key">As typed; small letters become capital.</param>
    /// <param name="name">As typed.</param>
    /// <param name="by">Who makes it.</param>
    public Task<Outcome<Guid>> MakeAsync(string? key, string? name, Actor by) =>
        database.RunAsync<Guid>(async work =>
        {
            if (!(await Rights.OfAsync(work.Db, by)).May(Operation.MakeDesks))
            {
                return new NotFound();
            }

            if (await WhyNotThisKeyAsync(work.Db, key) is { } no)
            {
                return no;
            }

            if (WhyNotThisName(name) is { } nameless)
            {
                return nameless;
            }

            var now = clock.Now();
            var desk = Desk.Open(DeskKey.Read(key)!, OneLine.Of(name), now);
            work.Db.Desks.Add(desk);
            work.Db.RequestCounters.Add(new RequestCounter { DeskId = desk.Id });
            work.Db.RequestTypes.AddRange(RequestTypes.StartingTypes(desk.Id, by, now));
            work.Db.Audit.Add(AuditEntry.Of(Changes.DeskMade, by, now, desk.Id, details: new { desk.Key, desk.Name }));
            await work.CommitAsync(Topic.Desks, Topic.Desk(desk.Id));
            return desk.Id;
        });

    /// <summary>Changes a desk's name and options. Sign-ups that wait are refused when none has to wait any more.</summary>
    public Task<Outcome<Done>> ChangeAsync(DeskOptions wanted, Actor by) =>
        ChangeAsync(wanted.Id, wanted.Version, Operation.AdministerDesk, by, desk => desk.ArchivedAt is not null ? new NotFound() : WhyNotThisName(wanted.Name), (desk, now) =>
        {
            var before = Told(desk);
            (desk.Name, desk.AgentsMayInviteWhileNotOpen, desk.AllowsParticipants) =
                (OneLine.Of(wanted.Name), wanted.AgentsMayInviteWhileNotOpen, wanted.AllowsParticipants);
            desk.NeedsApproval = wanted.NeedsApproval;
            return before.Equals(Told(desk)) ? null : AuditEntry.Of(Changes.DeskChanged, by, now, desk.Id, details: new { desk.Key, Before = before, After = Told(desk) });
        }, (work, desk, now) => wanted.NeedsApproval ? Task.FromResult<IReadOnlyList<Topic>>([]) : work.RefuseWaitingAsync(desk, mail, by, now));

    /// <summary>Puts a desk away: nobody gets in by any door, nothing is lost.</summary>
    public Task<Outcome<Done>> ArchiveAsync(Guid deskId, int version, Actor by) =>
        ChangeAsync(deskId, version, Operation.MakeDesks, by, _ => null, (desk, now) =>
        {
            if (desk.ArchivedAt is not null)
            {
                return null;
            }

            desk.ArchivedAt = now;
            return AuditEntry.Of(Changes.DeskArchived, by, now, desk.Id, details: new { desk.Key });
        });

    /// <summary>Puts an archived desk to use again, with the access it had.</summary>
    public Task<Outcome<Done>> UnarchiveAsync(Guid deskId, int version, Actor by) =>
        ChangeAsync(deskId, version, Operation.MakeDesks, by, _ => null, (desk, now) =>
        {
            if (desk.ArchivedAt is null)
            {
                return null;
            }

            desk.ArchivedAt = null;
            return AuditEntry.Of(Changes.DeskUnarchived, by, now, desk.Id, details: new { desk.Key });
        });

    private Task<Outcome<Done>> ChangeAsync(Guid deskId, int version, Operation operation, Actor by, Func<Desk, Refusal?> whyNot, Func<Desk, DateTimeOffset, AuditEntry?> change, Func<Work, Desk, DateTimeOffset, Task<IReadOnlyList<Topic>>>? following = null) =>
        database.RunAsync<Done>(async work =>
        {
            if (await work.DeskToChangeAsync(deskId) is not { } desk || !(await Rights.OfAsync(work.Db, by, deskId)).May(operation))
            {
                return new NotFound();
            }

            if (whyNot(desk) is { } no)
            {
                return no;
            }

            if (desk.Version != version)
            {
                return new ChangedMeanwhile();
            }

            var now = clock.Now();
            if (change(desk, now) is { } entry)
            {
                work.Db.Audit.Add(entry);
                await work.CommitAsync([Topic.Desks, Topic.Desk(deskId), .. following is null ? [] : await following(work, desk, now)]);
            }

            return default(Done);
        });

    private static async Task<Refusal?> WhyNotThisKeyAsync(DeskDb db, string? typed)
    {
        if (DeskKey.Read(typed) is not { } key)
        {
            return new NotADeskKey();
        }

        if (DeskKey.IsReserved(key))
        {
            return new DeskKeyIsReserved(key);
        }

        return await db.Desks.AnyAsync(desk => desk.Key == key) ? new DeskKeyInUse(key) : null;
    }

    private static object Told(Desk desk) => new { desk.Name, desk.AgentsMayInviteWhileNotOpen, desk.AllowsParticipants, desk.NeedsApproval };

    private static Refusal? WhyNotThisName(string? typed) => OneLine.Of(typed).Length switch
    {
        0 => new Missing(),
        > Desk.MostNameCharacters => new TooLong(Desk.MostNameCharacters),
        _ => null,
    };
}
