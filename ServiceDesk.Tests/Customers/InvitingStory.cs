using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

/// <summary>What stories of invitations have in common.</summary>
internal static class InvitingStory
{
    public static async Task<(World World, Desk Desk, Actor Nora)> OpenDeskWithAgentAsync(this Stages stage, DatabaseProvider database, Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? services = null)
    {
        var world = await stage.WorldAsync(database, services);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        return (world, desk, await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent));
    }

    public static async Task<IReadOnlyList<InviteLine>> InviteAsync(this Story world, Desk desk, Actor by, string pasted, string? message = null, bool isOpenExpected = false) =>
        (await world.Get<CustomerInvitations>().InviteAsync(desk.Id, new(TypedAddresses.Read(pasted), message, isOpenExpected), null, by)).Done;

    public static async Task<InviteEffect> InviteOneAsync(this Story world, Desk desk, Actor by, string address) =>
        Assert.Single(await world.InviteAsync(desk, by, address)).Effect;

    public static Task<List<Invitation>> InvitationsAsync(this Story world) => world.ReadAsync(db => db.Invitations.OrderBy(invitation => invitation.Address).ToListAsync());

    public static async Task<IReadOnlyList<InvitationRow>> RowsAsync(this Story world, Desk desk, InvitationFilter filter = InvitationFilter.Pending) =>
        (await world.Get<CustomerInvitations>().ListAsync(desk.Id, filter, null, world.Ada)).Done.Rows;

    public static async Task<InvitationState> StateAsync(this Story world, Desk desk, string address) =>
        Assert.Single(await world.RowsAsync(desk, InvitationFilter.All), row => row.Address == address).State;

    /// <summary>Invites and returns the secret in the mailed link.</summary>
    public static async Task<string> InvitedSecretAsync(this Story world, Desk desk, Actor by, string address, string? message = null)
    {
        Assert.True(Assert.Single(await world.InviteAsync(desk, by, address, message)).IsMailed);
        return (await world.LinkMailedToAsync(Assert.Single(TypedAddresses.Read(address)).Address!.Typed)).Segments[^1];
    }
}
