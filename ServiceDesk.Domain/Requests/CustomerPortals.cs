using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>The portals of the desks, as somebody who is logged in sees them.</summary>
public sealed class CustomerPortals(DeskWork database)
{
    /// <summary>The desks whose portal the person may use, by name; none for a stranger.</summary>
    public async Task<IReadOnlyList<PortalDesk>> ListAsync(Actor by)
    {
        await using var db = database.Read();
        if (await db.PortalPersonAsync(by) is not { } person)
        {
            return [];
        }

        var desks = await db.Desks.ReadableBy(db, person).Select(desk => new PortalDesk(desk.Id, desk.Key, desk.Name)).ToListAsync();
        return [.. desks.OrderBy(desk => SortText.Fold(desk.Name), StringComparer.Ordinal).ThenBy(desk => desk.Key, StringComparer.Ordinal)];
    }

    /// <summary>The desks at which the person signed up and which have not approved it, by name; none for a stranger.</summary>
    public async Task<IReadOnlyList<HeldDesk>> HeldBackAsync(Actor by)
    {
        await using var db = database.Read();
        return await db.PortalPersonAsync(by) is { } person ? await HeldBackAsync(db, person) : [];
    }

    /// <summary>A desk's portal with the request types it offers, in their order.</summary>
    public async Task<Outcome<CustomerPortal>> OpenAsync(string deskKey, Actor by)
    {
        await using var db = database.Read();
        var key = deskKey.ToUpperInvariant();
        if (await db.PortalPersonAsync(by) is not { } person)
        {
            return new NotFound();
        }

        if (await db.Desks.ReadableBy(db, person).Where(desk => desk.Key == key).Select(desk => new PortalDesk(desk.Id, desk.Key, desk.Name)).SingleOrDefaultAsync() is not { } found)
        {
            return (await HeldBackAsync(db, person)).FirstOrDefault(held => held.Key == key) switch
            {
                null => new NotFound(),
                { IsRefused: true } held => new SignUpIsNotApproved(held.Name),
                var held => new SignUpWaits(held.Name),
            };
        }

        return new CustomerPortal(found, await db.OfferedBy(found.Id).ToListAsync());
    }

    private static async Task<IReadOnlyList<HeldDesk>> HeldBackAsync(DeskDb db, PortalPerson person) => await db.HeldBack(person)
        .Join(db.Desks, held => held.DeskId, desk => desk.Id, (held, desk) => new { desk.Key, desk.Name, IsRefused = held.RefusedAt != null })
        .OrderBy(held => held.Key)
        .Select(held => new HeldDesk(held.Key, held.Name, held.IsRefused))
        .ToListAsync();
}

/// <summary>A desk in the portal.</summary>
/// <param name="Id">The desk.</param>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
public sealed record PortalDesk(Guid Id, string Key, string Name);

/// <summary>A desk that has not approved somebody's sign-up.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsRefused">Whether it was refused; else it waits.</param>
public sealed record HeldDesk(string Key, string Name, bool IsRefused);

/// <summary>The person signed up, and the desk has not decided yet.</summary>
/// <param name="Desk">The desk's name.</param>
public sealed record SignUpWaits(string Desk) : Refusal;

/// <summary>The person signed up, and the desk has not approved it.</summary>
/// <param name="Desk">The desk's name.</param>
public sealed record SignUpIsNotApproved(string Desk) : Refusal;

/// <summary>A desk's portal.</summary>
/// <param name="Desk">The desk.</param>
/// <param name="Types">What it offers, in its order; may be empty.</param>
public sealed record CustomerPortal(PortalDesk Desk, IReadOnlyList<OfferedType> Types);

/// <summary>A request type as the portal offers it.</summary>
/// <param name="Id">The type.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Icon">One of <see cref="RequestIcons.All"/>.</param>
public sealed record OfferedType(Guid Id, string Name, string Description, string Icon);
