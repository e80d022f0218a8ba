using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;

namespace ServiceDesk.Domain.Accounts;

/// <summary>What a merge would move.</summary>
public sealed record MergePreview
{
    /// <summary>The account that is given up.</summary>
    public required Guid FromId { get; init; }

    /// <summary>The address that is given up as an account's own and becomes a further one.</summary>
    public required string From { get; init; }

    /// <summary>The address of the account that stays.</summary>
    public required string Into { get; init; }

    /// <summary>Whether nobody has proved the address that is given up: what came in its name would be shown to who holds the other.</summary>
    public required bool IsFromUnproved { get; init; }

    /// <summary>How many requests get another reporter.</summary>
    public required int Requests { get; init; }

    /// <summary>How many requests get another assignee.</summary>
    public required int Assigned { get; init; }

    /// <summary>How many comments get another author.</summary>
    public required int Comments { get; init; }

    /// <summary>In how many requests the account takes part.</summary>
    public required int Participations { get; init; }

    /// <summary>The desks on whose customer lists it stands.</summary>
    public required IReadOnlyList<string> CustomerOf { get; init; }

    /// <summary>The desks on whose agents lists it stands.</summary>
    public required IReadOnlyList<string> AgentOf { get; init; }

    /// <summary>The seats that move.</summary>
    public required IReadOnlyList<Application> SeatsMoved { get; init; }

    /// <summary>The seats that become free, because the other account holds one.</summary>
    public required IReadOnlyList<Application> SeatsFreed { get; init; }

    /// <summary>Whether the account that stays becomes a site administrator by it.</summary>
    public required bool MakesSiteAdministrator { get; init; }

    internal static async Task<MergePreview> OfAsync(DeskDb db, Account from, Account into)
    {
        var held = await db.Seats.Where(seat => seat.AccountId == from.Id).Select(seat => seat.Application).ToListAsync();
        var others = await db.Seats.Where(seat => seat.AccountId == into.Id).Select(seat => seat.Application).ToListAsync();
        return new MergePreview
        {
            FromId = from.Id,
            From = from.Email!,
            Into = into.Email!,
            IsFromUnproved = from.AddressProvedAt is null,
            Requests = await db.Requests.CountAsync(row => row.ReporterId == from.Id),
            Assigned = await db.Requests.CountAsync(row => row.AssigneeId == from.Id),
            Comments = await db.Comments.CountAsync(row => row.AuthorId == from.Id),
            Participations = await db.Participants.CountAsync(row => row.AccountId == from.Id),
            CustomerOf = await db.DeskCustomers.Where(row => row.AccountId == from.Id).Join(db.Desks, row => row.DeskId, desk => desk.Id, (_, desk) => desk.Name).Order().ToListAsync(),
            AgentOf = await db.DeskAgents.Where(row => row.AccountId == from.Id).Join(db.Desks, row => row.DeskId, desk => desk.Id, (_, desk) => desk.Name).Order().ToListAsync(),
            SeatsMoved = [.. held.Except(others).Order()],
            SeatsFreed = [.. held.Intersect(others).Order()],
            MakesSiteAdministrator = from.IsSiteAdministrator && !into.IsSiteAdministrator,
        };
    }
}
