using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Desks;

/// <summary>
/// Who staffs a desk (design.md 1, 2.8). Desk administrators put seat holders on the list and take them off; who administers a desk is
/// named, and taken off, by site administrators.
/// </summary>
public sealed class DeskAgents(DeskWork database, TimeProvider clock)
{
    /// <summary>The agents list of a desk in use.</summary>
    public async Task<Outcome<AgentsOfDesk>> ListAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        var rights = await Rights.OfAsync(db, by, deskId);
        if (!rights.May(Operation.AdministerDesk) || !await db.Desks.InUse().AnyAsync(desk => desk.Id == deskId))
        {
            return new NotFound();
        }

        var agents = await db.DeskAgents.Where(agent => agent.DeskId == deskId)
            .Select(agent => new
            {
                agent.AccountId,
                agent.Account.FullName,
                agent.Account.SortName,
                Address = agent.Account.Email!,
                agent.IsAdministrator,
                IsActive = agent.Account.DeactivatedAt == null,
                agent.Since,
                agent.Version,
                Seats = db.Seats.Where(seat => seat.AccountId == agent.AccountId).Select(seat => seat.Application).ToList(),
            })
            .ToListAsync();

        return new AgentsOfDesk(
            [
                .. agents
                    .OrderBy(agent => agent.SortName, StringComparer.Ordinal).ThenBy(agent => agent.AccountId)
                    .Select(agent => new AgentRow(
                        agent.AccountId, agent.FullName, agent.Address, RightsNow.RoleBySeats(agent.Seats, agent.IsAdministrator), agent.IsAdministrator, agent.IsActive, agent.Since, agent.Version))
                    .OrderByDescending(agent => agent.Role ?? (DeskRole)(-1)),
            ],
            rights.May(Operation.MakeDesks));
    }

    /// <summary>The active seat holders who are not on the list, by name.</summary>
    public async Task<Outcome<IReadOnlyList<Candidate>>> CandidatesAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by, deskId)).May(Operation.AdministerDesk) || !await db.Desks.InUse().AnyAsync(desk => desk.Id == deskId))
        {
            return new NotFound();
        }

        var holders = await db.Seats
            .Where(seat => seat.Account.DeactivatedAt == null && !db.DeskAgents.Any(agent => agent.DeskId == deskId && agent.AccountId == seat.AccountId))
            .Select(seat => new { seat.AccountId, seat.Account.FullName, seat.Account.SortName, Address = seat.Account.Email!, seat.Application })
            .ToListAsync();

        return holders
            .GroupBy(holder => holder.AccountId)
            .OrderBy(person => person.First().SortName, StringComparer.Ordinal).ThenBy(person => person.Key)
            .Select(person => new Candidate(
                person.Key, person.First().FullName, person.First().Address, RightsNow.RoleBySeats(person.Select(seat => seat.Application), isAdministrator: false)!.Value))
            .ToList();
    }

    /// <summary>Puts a seat holder on the list.</summary>
    public Task<Outcome<Done>> AddAsync(Guid deskId, Guid accountId, Actor by) =>
        ChangeAsync(deskId, accountId, by, async (work, _, place, seats) =>
        {
            var person = await work.Db.Accounts.AsNoTracking().SingleOrDefaultAsync(account => account.Id == accountId && account.DeactivatedAt == null);
            if (person is null)
            {
                return new NotFound();
            }

            if (place is not null)
            {
                return new AlreadyOnTheDesk(person.FullName);
            }

            if (RightsNow.RoleBySeats(seats, isAdministrator: false) is not { } role)
            {
                return new HoldsNoSeat(person.FullName);
            }

            var now = clock.Now();
            work.Db.DeskAgents.Add(new DeskAgent { DeskId = deskId, AccountId = accountId, Since = now });
            return AuditEntry.Of(Changes.AgentNamed, by, now, deskId, accountId, new { person.FullName, Role = $"{role}" });
        });

    /// <summary>Takes somebody off the list; an administrator only by a site administrator.</summary>
    public Task<Outcome<Done>> RemoveAsync(Guid deskId, Guid accountId, Actor by) =>
        ChangeAsync(deskId, accountId, by, async (work, rights, place, _) =>
        {
            if (place is null)
            {
                return new NotFound();
            }

            if (place.IsAdministrator && !rights.May(Operation.MakeDesks))
            {
                return new AdministratorsAreNamedByTheSite();
            }

            var name = await work.Db.Accounts.Where(account => account.Id == accountId).Select(account => account.FullName).SingleAsync();
            work.Db.DeskAgents.Remove(place);
            return AuditEntry.Of(Changes.AgentRemoved, by, clock.Now(), deskId, accountId, new { FullName = name });
        });

    /// <summary>Gives an agent the administrator mark, or takes it. A desk may be left without an administrator: the site's administrators still reach it.</summary>
    public Task<Outcome<Done>> MarkAsync(Guid deskId, Guid accountId, bool administers, int version, Actor by) =>
        ChangeAsync(deskId, accountId, by, async (work, rights, place, seats) =>
        {
            if (place is null)
            {
                return new NotFound();
            }

            if (!rights.May(Operation.MakeDesks))
            {
                return new AdministratorsAreNamedByTheSite();
            }

            if (place.Version != version)
            {
                return new ChangedMeanwhile();
            }

            var name = await work.Db.Accounts.Where(account => account.Id == accountId).Select(account => account.FullName).SingleAsync();
            if (administers && !seats.Contains(Application.ServiceDesk))
            {
                return new HoldsNoAgentSeat(name);
            }

            place.IsAdministrator = administers;
            var role = RightsNow.RoleBySeats(seats, administers);
            return AuditEntry.Of(Changes.AgentNamed, by, clock.Now(), deskId, accountId, new { FullName = name, Role = $"{role}" });
        });

    private Task<Outcome<Done>> ChangeAsync(Guid deskId, Guid accountId, Actor by, Func<Work, Rights, DeskAgent?, List<Application>, Task<Outcome<AuditEntry>>> change) =>
        database.RunAsync<Done>(async work =>
        {
            var desk = await work.DeskToChangeAsync(deskId);
            var rights = await Rights.OfAsync(work.Db, by, deskId);
            if (desk is not { ArchivedAt: null } || !rights.May(Operation.AdministerDesk))
            {
                return new NotFound();
            }

            var place = await work.Db.DeskAgents.AsTracking().SingleOrDefaultAsync(agent => agent.DeskId == deskId && agent.AccountId == accountId);
            var seats = await work.Db.Seats.Where(seat => seat.AccountId == accountId).Select(seat => seat.Application).ToListAsync();
            var changed = await change(work, rights, place, seats);
            if (!changed.IsDone)
            {
                return changed.Refusal;
            }

            work.Db.Audit.Add(changed.Done);
            await work.CommitAsync(Topic.Desk(deskId), Topic.Desks, Topic.Account(accountId));
            return default(Done);
        });
}
