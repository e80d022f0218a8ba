using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>What a merge moves from one account to the other, by id, so that exactly that can go back.</summary>
internal sealed partial record MovedRows
{
    /// <summary>Requests whose reporter changed.</summary>
    public required IReadOnlyList<Guid> Requests { get; init; }

    /// <summary>Requests whose assignee changed.</summary>
    public required IReadOnlyList<Guid> Assigned { get; init; }

    /// <summary>Comments whose author changed.</summary>
    public required IReadOnlyList<Guid> Comments { get; init; }

    /// <summary>Files whose uploader changed.</summary>
    public required IReadOnlyList<Guid> Files { get; init; }

    /// <summary>Parts taken in requests.</summary>
    public required IReadOnlyList<PartTaken> Parts { get; init; }

    /// <summary>Places on customer lists.</summary>
    public required IReadOnlyList<PlaceMoved> Places { get; init; }

    /// <summary>Places on agents lists.</summary>
    public required IReadOnlyList<RoleMoved> Roles { get; init; }

    /// <summary>Seats.</summary>
    public required IReadOnlyList<SeatMoved> Seats { get; init; }

    /// <summary>Accounts that had been merged into the one that is given up, and are now the other's.</summary>
    public required IReadOnlyList<Guid> Merged { get; init; }

    /// <summary>Whether the one that stays became a site administrator by it.</summary>
    public required bool MadeSiteAdministrator { get; init; }

    /// <summary>Moves everything within a work.</summary>
    public static async Task<MovedRows> MoveAsync(Work work, Account from, Account into, Actor by, DateTimeOffset now)
    {
        var db = work.Db;
        var moved = new MovedRows
        {
            Requests = await db.Requests.Where(row => row.ReporterId == from.Id).Select(row => row.Id).ToListAsync(),
            Assigned = await db.Requests.Where(row => row.AssigneeId == from.Id).Select(row => row.Id).ToListAsync(),
            Comments = await db.Comments.Where(row => row.AuthorId == from.Id).Select(row => row.Id).ToListAsync(),
            Files = await db.Attachments.Where(row => row.UploadedById == from.Id).Select(row => row.Id).ToListAsync(),
            Parts = await PartsAsync(db, from, into),
            Places = await PlacesAsync(db, from, into),
            Roles = await RolesAsync(db, from, into),
            Seats = await SeatsAsync(db, from, into),
            Merged = await db.Accounts.Where(row => row.MergedIntoId == from.Id).Select(row => row.Id).ToListAsync(),
            MadeSiteAdministrator = from.IsSiteAdministrator && !into.IsSiteAdministrator,
        };

        await moved.WriteAuthorsAsync(db, from.Id, into.Id);
        await moved.MoveListsAsync(work, from, into);
        await work.TakeSeatsAsync(from.Id, Applications.All, by, now);
        foreach (var seat in moved.Seats.Where(seat => seat.IsMoved))
        {
            db.Seats.Add(new Seat { Application = seat.Application, AccountId = into.Id, Since = seat.Since });
        }

        into.IsSiteAdministrator |= moved.MadeSiteAdministrator;
        await db.Accounts.Where(row => moved.Merged.Contains(row.Id)).ExecuteUpdateAsync(row => row.SetProperty(a => a.MergedIntoId, into.Id));
        return moved;
    }

    /// <summary>The desks whose pages show any of it.</summary>
    public async Task<IReadOnlyList<Topic>> NewsAsync(DeskDb db)
    {
        var requests = await db.Requests
            .Where(row => Requests.Contains(row.Id) || Assigned.Contains(row.Id) || db.Comments.Any(comment => comment.RequestId == row.Id && Comments.Contains(comment.Id)))
            .Select(row => new { row.Id, row.DeskId }).ToListAsync();
        return
        [
            .. requests.Select(row => Topic.Request(row.Id)), .. requests.Select(row => Topic.RequestsOf(row.DeskId)).Distinct(),
            .. Places.Select(place => Topic.CustomersOf(place.DeskId)), .. Roles.Select(role => Topic.Desk(role.DeskId)),
        ];
    }

    // Two passes of the same rows, forth and back: only those that still are the one's become the other's.
    private async Task WriteAuthorsAsync(DeskDb db, Guid one, Guid other)
    {
        await db.Requests.Where(row => Requests.Contains(row.Id) && row.ReporterId == one)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.ReporterId, other).SetProperty(r => r.Version, r => r.Version + 1));
        await db.Requests.Where(row => Assigned.Contains(row.Id) && row.AssigneeId == one)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.AssigneeId, other).SetProperty(r => r.Version, r => r.Version + 1));
        await db.Comments.Where(row => Comments.Contains(row.Id) && row.AuthorId == one).ExecuteUpdateAsync(row => row.SetProperty(c => c.AuthorId, other));
        await db.Attachments.Where(row => Files.Contains(row.Id) && row.UploadedById == one).ExecuteUpdateAsync(row => row.SetProperty(a => a.UploadedById, other));
    }

    private async Task MoveListsAsync(Work work, Account from, Account into)
    {
        var db = work.Db;
        await db.Participants.Where(row => row.AccountId == from.Id).ExecuteDeleteAsync();
        db.Participants.AddRange(Parts.Where(part => part.IsMoved).Select(part => new Participant { RequestId = part.RequestId, AccountId = into.Id, Since = part.Since }));
        await db.DeskAgents.Where(row => row.AccountId == from.Id).ExecuteDeleteAsync();
        foreach (var role in Roles)
        {
            var place = await db.DeskAgents.AsTracking().SingleOrDefaultAsync(row => row.DeskId == role.DeskId && row.AccountId == into.Id)
                ?? db.DeskAgents.Add(new DeskAgent { DeskId = role.DeskId, AccountId = into.Id, Since = role.Since }).Entity;
            place.IsAdministrator |= role.IsAdministrator;
        }

        foreach (var place in Places)
        {
            await work.LeaveAsync(place.DeskId, from.Id);
            if (place.IsMoved)
            {
                work.Db.DeskCustomers.Add(place.Of(into));
            }
        }
    }

    private static async Task<IReadOnlyList<PartTaken>> PartsAsync(DeskDb db, Account from, Account into) => await db.Participants
        .Where(part => part.AccountId == from.Id)
        .Select(part => new PartTaken(part.RequestId, part.Since,
            !db.Participants.Any(other => other.RequestId == part.RequestId && other.AccountId == into.Id)
            && !db.Requests.Any(request => request.Id == part.RequestId && request.ReporterId == into.Id)))
        .ToListAsync();

    private static async Task<IReadOnlyList<PlaceMoved>> PlacesAsync(DeskDb db, Account from, Account into) => await db.DeskCustomers
        .Where(place => place.AccountId == from.Id)
        .Select(place => new PlaceMoved(place.DeskId, place.JoinedAt, place.CameBy, place.AddedById, !db.DeskCustomers.Any(other => other.DeskId == place.DeskId && other.AccountId == into.Id)))
        .ToListAsync();

    private static async Task<IReadOnlyList<RoleMoved>> RolesAsync(DeskDb db, Account from, Account into) => await db.DeskAgents
        .Where(role => role.AccountId == from.Id)
        .Select(role => new RoleMoved(role.DeskId, role.Since, role.IsAdministrator,
            !db.DeskAgents.Any(other => other.DeskId == role.DeskId && other.AccountId == into.Id),
            role.IsAdministrator && !db.DeskAgents.Any(other => other.DeskId == role.DeskId && other.AccountId == into.Id && other.IsAdministrator)))
        .ToListAsync();

    private static async Task<IReadOnlyList<SeatMoved>> SeatsAsync(DeskDb db, Account from, Account into) => await db.Seats
        .Where(seat => seat.AccountId == from.Id)
        .Select(seat => new SeatMoved(seat.Application, seat.Since, !db.Seats.Any(other => other.Application == seat.Application && other.AccountId == into.Id)))
        .ToListAsync();
}

/// <summary>A part taken in a request; not moved where the other took part already.</summary>
internal sealed record PartTaken(Guid RequestId, DateTimeOffset Since, bool IsMoved);

/// <summary>A place on a customer list; not moved where the other had one.</summary>
internal sealed record PlaceMoved(Guid DeskId, DateTimeOffset JoinedAt, Door CameBy, Guid? AddedById, bool IsMoved)
{
    /// <summary>The place as somebody's.</summary>
    public DeskCustomer Of(Account account) => new() { DeskId = DeskId, AccountId = account.Id, SortName = account.SortName, JoinedAt = JoinedAt, CameBy = CameBy, AddedById = AddedById };
}

/// <summary>A place on an agents list; not moved where the other had one, who may have been given its mark.</summary>
internal sealed record RoleMoved(Guid DeskId, DateTimeOffset Since, bool IsAdministrator, bool IsMoved, bool GaveTheMark);

/// <summary>A seat; not moved, but freed, where the other held one.</summary>
internal sealed record SeatMoved(Application Application, DateTimeOffset Since, bool IsMoved);
