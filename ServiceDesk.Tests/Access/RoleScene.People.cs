using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;

namespace ServiceDesk.Tests.Access;

// Who stands in each role.
internal sealed partial class RoleScene
{
    public static NewApiToken Token() => new("Script", ApiScope.RequestsRead, 30);

    /// <summary>A token of somebody's.</summary>
    public async Task<Guid> TokenOfAsync(Guid accountId)
    {
        var (token, _) = ApiToken.Make(accountId, "Script", ApiScope.RequestsRead, TimeSpan.FromDays(30), World.Now);
        await World.ChangeAsync(db => Task.FromResult(db.ApiTokens.Add(token)));
        return token.Id;
    }

    private async Task<Actor> PersonAsync(Role role, Actor karl)
    {
        switch (role)
        {
            case Role.Stranger:
                return Actor.Stranger("192.0.2.9");
            case Role.Customer:
                return karl;
            case Role.Collaborator:
                return await World.StaffAsync(Desk, NewAddress(), DeskRole.Collaborator);
            case Role.Agent:
                return await World.StaffAsync(Desk, NewAddress(), DeskRole.Agent);
            case Role.DeskAdministrator:
                return await World.StaffAsync(Desk, NewAddress(), DeskRole.Administrator);
            case Role.StaffOfAnotherDesk:
                return await World.StaffAsync(await World.DeskAsync("HR"), NewAddress(), DeskRole.Administrator);
            case Role.SiteAdministrator:
                return await MarkedAsync(await World.PersonAsync(NewAddress()));
            case Role.SiteAdministratorWithSeat:
                return await MarkedAsync(await World.PersonAsync(NewAddress(), null, Application.ServiceDesk));
            case Role.SiteAdministratorOnTheDesk:
                return await MarkedAsync(await World.StaffAsync(Desk, NewAddress(), DeskRole.Agent));
            case Role.StaffWithoutSeat:
                var unseated = await World.StaffAsync(Desk, NewAddress(), DeskRole.Administrator);
                await World.ChangeAsync(db => db.Seats.Where(seat => seat.AccountId == unseated.AccountId).ExecuteDeleteAsync());
                return unseated;
            case Role.DeactivatedAdministrator:
                var gone = await MarkedAsync(await World.StaffAsync(Desk, NewAddress(), DeskRole.Administrator));
                await World.JoinAsync(Desk, gone.AccountId!.Value);
                await World.DeactivateAsync(gone.AccountId!.Value);
                return gone;
            default:
                throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role.");
        }
    }

    /// <summary>A file of one customer.</summary>
    public static Stream Csv() => new MemoryStream("email\nnew@example.net\n"u8.ToArray());

    /// <summary>An import of the desk's, begun by a site administrator.</summary>
    public async Task<Guid> ImportAsync(ImportState state)
    {
        var id = (await Get<CustomerImports>().BeginAsync(Desk.Id, "a.csv", Csv(), World.Ada)).Done;
        await World.ChangeAsync(async db =>
        {
            var import = await db.CustomerImports.AsTracking().SingleAsync(import => import.Id == id);
            (import.State, import.Mail) = (state, ImportMail.Later);
        });
        return id;
    }

    /// <summary>A request of Karl's, on the desk that lets others take part.</summary>
    public async Task<Request> SharedRequestAsync()
    {
        await World.ChangeAsync(db => db.Desks.Where(desk => desk.Id == Desk.Id).ExecuteUpdateAsync(set => set.SetProperty(desk => desk.AllowsParticipants, true)));
        return await RequestAsync();
    }

    /// <summary>The address of another customer of the desk.</summary>
    public async Task<string> ListedAddressAsync()
    {
        var address = NewAddress();
        await World.CustomerAsync(Desk, address);
        return address;
    }

    /// <summary>Tries something while the address of whoever tries it is not proved.</summary>
    public async Task<Refusal?> UnprovedAsync(Actor by, Func<Task<Refusal?>> tried)
    {
        await World.ChangeAsync(db => db.Accounts.Where(account => account.Id == by.AccountId).ExecuteUpdateAsync(set => set.SetProperty(account => account.AddressProvedAt, (DateTimeOffset?)null)));
        var refusal = await tried();
        await World.ChangeAsync(db => db.Accounts.Where(account => account.Id == by.AccountId).ExecuteUpdateAsync(set => set.SetProperty(account => account.AddressProvedAt, World.Now)));
        return refusal;
    }

    private async Task<Actor> MarkedAsync(Actor person)
    {
        await World.ChangeAccountAsync(person, account => account.IsSiteAdministrator = true);
        return person;
    }
}
