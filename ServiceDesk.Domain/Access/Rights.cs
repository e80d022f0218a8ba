using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Access;

/// <summary>What an actor is, as the database says now.</summary>
/// <param name="IsSiteAdministrator">Whether they administer the site.</param>
/// <param name="Role">What they are on the desk asked about; null when nothing, or when none was asked about.</param>
public sealed record Rights(bool IsSiteAdministrator, DeskRole? Role)
{
    private static readonly Rights None = new(false, null);

    /// <summary>Whether the table of design.md 2.8 lets them.</summary>
    public bool May(Operation operation) => RoleTable.Allows(operation, Role, IsSiteAdministrator);

    /// <summary>How the rule book calls them, where they act on somebody else's behalf.</summary>
    public DoorRole AtDoor => IsSiteAdministrator ? DoorRole.SiteAdministrator : OnDesk;

    /// <summary>How the rule book calls them by their place on the desk, where administering the site gives none.</summary>
    public DoorRole OnDesk => Role switch
    {
        DeskRole.Administrator => DoorRole.DeskAdministrator,
        DeskRole.Agent => DoorRole.Agent,
        DeskRole.Collaborator => DoorRole.Collaborator,
        _ => DoorRole.Customer,
    };

    /// <summary>Looks up what an actor is on a desk. A stranger, the site itself and a deactivated account are nothing.</summary>
    public static async Task<Rights> OfAsync(DeskDb db, Actor actor, Guid? deskId = null)
    {
        if (actor.AccountId is not { } id)
        {
            return None;
        }

        var found = await db.Accounts.AsNoTracking()
            .Where(account => account.Id == id && account.DeactivatedAt == null)
            .Select(account => new
            {
                account.IsSiteAdministrator,
                IsNamed = db.DeskAgents.Any(agent => agent.AccountId == id && agent.DeskId == deskId),
                IsAdministrator = db.DeskAgents.Any(agent => agent.AccountId == id && agent.DeskId == deskId && agent.IsAdministrator),
                HasServiceDesk = db.Seats.Any(seat => seat.AccountId == id && seat.Application == Application.ServiceDesk),
                HasTeam = db.Seats.Any(seat => seat.AccountId == id && seat.Application == Application.Team),
            })
            .SingleOrDefaultAsync();
        if (found is null)
        {
            return None;
        }

        Application[] seats = [.. found.HasServiceDesk ? [Application.ServiceDesk] : Array.Empty<Application>(), .. found.HasTeam ? [Application.Team] : Array.Empty<Application>()];
        return new Rights(found.IsSiteAdministrator, found.IsNamed ? RightsNow.RoleBySeats(seats, found.IsAdministrator) : null);
    }
}
