using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;

namespace ServiceDesk.Domain.Live;

/// <summary>Keeps the node's <see cref="RightsSnapshot"/>, replaced by the feed before any page is told.</summary>
public sealed class RightsNow(DeskDatabase database)
{
    private volatile RightsSnapshot _current = RightsSnapshot.Empty;

    /// <summary>Called with the topics of each burst that changes rights, after the snapshot was replaced and before pages are told; null until somebody asks to be.</summary>
    public Action<IReadOnlySet<Topic>>? Replaced { get; set; }

    /// <summary>The rights as of the latest news.</summary>
    public RightsSnapshot Current => _current;

    /// <summary>Reads the rights again.</summary>
    public async Task RefreshAsync(IReadOnlySet<Topic> because, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var site = await db.Site.SingleAsync(cancel);
        var desks = await db.Desks.Where(desk => desk.ArchivedAt == null).ToListAsync(cancel);
        var agents = await db.DeskAgents.Where(agent => agent.Account.DeactivatedAt == null)
            .Select(agent => new { agent.AccountId, agent.DeskId, agent.IsAdministrator }).ToListAsync(cancel);
        var seats = await db.Seats.Select(seat => new { seat.AccountId, seat.Application }).ToListAsync(cancel);
        var administrators = await db.Accounts.Where(account => account.IsSiteAdministrator && account.DeactivatedAt == null)
            .Select(account => account.Id).ToListAsync(cancel);

        var seatsByPerson = seats.ToLookup(seat => seat.AccountId, seat => seat.Application);
        var rolesByPerson = agents
            .Select(agent => (agent.AccountId, agent.DeskId, Role: RoleBySeats(seatsByPerson[agent.AccountId], agent.IsAdministrator)))
            .Where(row => row.Role is not null)
            .ToLookup(row => row.AccountId);

        _current = new RightsSnapshot(
            _current.Version + 1,
            site.IsPublicSignupOn,
            site.SetUpAt is not null,
            desks.ToFrozenDictionary(
                desk => desk.Id,
                desk => new DeskNow(desk.Id, desk.Key, desk.Name, desk.Access, desk.SuspendedAt, desk.IsOpen(site.IsPublicSignupOn), desk.Version)),
            administrators.Concat(rolesByPerson.Select(rows => rows.Key)).Distinct().ToFrozenDictionary(
                id => id,
                id => new StaffNow(administrators.Contains(id), rolesByPerson[id].ToFrozenDictionary(row => row.DeskId, row => row.Role!.Value))))
        {
            CaptchaBits = site.IsCaptchaOn ? site.ProofOfWorkBits : null,
        };

        Replaced?.Invoke(because);
    }

    /// <summary>What a place on an agents list makes of somebody with these seats; null when it makes nothing of them.</summary>
    internal static DeskRole? RoleBySeats(IEnumerable<Application> seats, bool isAdministrator)
    {
        var held = seats.ToList();
        return held.Contains(Application.ServiceDesk)
            ? isAdministrator ? DeskRole.Administrator : DeskRole.Agent
            : held.Contains(Application.Team) ? DeskRole.Collaborator : null;
    }
}
