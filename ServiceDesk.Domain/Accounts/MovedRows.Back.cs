using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

// Undoing: what was changed by others meanwhile stays as they left it.
internal sealed partial record MovedRows
{
    /// <summary>Moves everything back that is still where it was moved to.</summary>
    public async Task MoveBackAsync(Work work, Account from, Account into, Actor by, DateTimeOffset now)
    {
        var db = work.Db;
        await WriteAuthorsAsync(db, into.Id, from.Id);
        await PartsBackAsync(db, from, into);
        await PlacesBackAsync(work, from, into);
        await RolesBackAsync(db, from, into);
        await SeatsBackAsync(work, from, into, by, now);
        into.IsSiteAdministrator &= !MadeSiteAdministrator;
        await db.Accounts.Where(row => Merged.Contains(row.Id) && row.MergedIntoId == into.Id).ExecuteUpdateAsync(row => row.SetProperty(a => a.MergedIntoId, from.Id));
    }

    private async Task PartsBackAsync(DeskDb db, Account from, Account into)
    {
        foreach (var part in Parts)
        {
            var isThere = !part.IsMoved || await db.Participants.Where(row => row.RequestId == part.RequestId && row.AccountId == into.Id).ExecuteDeleteAsync() > 0;
            if (isThere)
            {
                db.Participants.Add(new Participant { RequestId = part.RequestId, AccountId = from.Id, Since = part.Since });
            }
        }
    }

    private async Task PlacesBackAsync(Work work, Account from, Account into)
    {
        foreach (var place in Places)
        {
            if (!place.IsMoved || await work.LeaveAsync(place.DeskId, into.Id))
            {
                work.Db.DeskCustomers.Add(place.Of(from));
            }
        }
    }

    private async Task RolesBackAsync(DeskDb db, Account from, Account into)
    {
        foreach (var role in Roles)
        {
            var place = await db.DeskAgents.AsTracking().SingleOrDefaultAsync(row => row.DeskId == role.DeskId && row.AccountId == into.Id);
            if (role.IsMoved && place is null)
            {
                continue;
            }

            if (role.IsMoved)
            {
                db.DeskAgents.Remove(place!);
            }
            else if (place is not null)
            {
                place.IsAdministrator &= !role.GaveTheMark;
            }

            db.DeskAgents.Add(new DeskAgent { DeskId = role.DeskId, AccountId = from.Id, IsAdministrator = role.IsAdministrator, Since = role.Since });
        }
    }

    // A seat that was freed is given anew only while one is free; the rest of the merge is undone all the same.
    private async Task SeatsBackAsync(Work work, Account from, Account into, Actor by, DateTimeOffset now)
    {
        foreach (var seat in Seats.OrderBy(seat => seat.Application))
        {
            if (!seat.IsMoved)
            {
                await work.GiveSeatsAsync(from.Id, [seat.Application], by, now);
            }
            else if (await work.Db.Seats.AnyAsync(held => held.Application == seat.Application && held.AccountId == into.Id))
            {
                await work.TakeSeatsAsync(into.Id, [seat.Application], by, now);
                work.Db.Seats.Add(new Seat { Application = seat.Application, AccountId = from.Id, Since = seat.Since });
            }
        }
    }
}
