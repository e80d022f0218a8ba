using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Tests.Access;

// Whose sign-up a desk has not approved.
internal sealed partial class RoleScene
{
    /// <summary>Somebody whose sign-up waits for the desk.</summary>
    public async Task<Guid> WaitingAsync()
    {
        var person = await UserAsync();
        await World.ChangeAsync(db => Task.FromResult(db.HeldSignUps.Add(new HeldSignUp { DeskId = Desk.Id, AccountId = person, AskedAt = World.Now })));
        return person;
    }

    /// <summary>The desks that hold somebody's sign-up back, where one does.</summary>
    public async Task<IReadOnlyList<HeldDesk>> HeldBackAsync(Actor by)
    {
        var other = await World.DeskAsync(NewKey(), CustomerAccess.Everyone);
        await World.ChangeAsync(async db =>
        {
            (await db.Desks.AsTracking().SingleAsync(desk => desk.Id == other.Id)).NeedsApproval = true;
            if (by.AccountId is { } id)
            {
                db.HeldSignUps.Add(new HeldSignUp { DeskId = other.Id, AccountId = id, AskedAt = World.Now });
            }
        });
        var held = await Get<CustomerPortals>().HeldBackAsync(by);
        await World.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync(desk => desk.Id == other.Id)).ArchivedAt = World.Now);
        return held;
    }
}
