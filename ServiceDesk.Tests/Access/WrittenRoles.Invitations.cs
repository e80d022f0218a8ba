using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers.Invitations;
using static ServiceDesk.Tests.Access.Role;

namespace ServiceDesk.Tests.Access;

// Inviting customers, and what the invited person does. Whom somebody may invite, the rule book says for each address.
internal static partial class WrittenRoles
{
    private const Role Inviting = Agent | Desk;

    private static readonly WrittenRole[] OfInvitations =
    [
        new("CustomerInvitations.PreviewAsync", Inviting, async (s, by) => (await s.Get<CustomerInvitations>().PreviewAsync(s.Desk.Id, TypedAddresses.Read(RoleScene.NewAddress()), by)).Refusal) { Sees = Collaborator },
        new("CustomerInvitations.InviteAsync", Inviting, async (s, by) => (await s.Get<CustomerInvitations>().InviteAsync(s.Desk.Id, new(TypedAddresses.Read(RoleScene.NewAddress()), null, false), null, by)).Refusal) { Sees = Collaborator },
        new("CustomerInvitations.ListAsync", CustomerList, async (s, by) => (await s.Get<CustomerInvitations>().ListAsync(s.Desk.Id, InvitationFilter.All, null, by)).Refusal),
        new("CustomerInvitations.OpenAsync", CustomerList, async (s, by) => (await s.Get<CustomerInvitations>().OpenAsync(s.Desk.Id, (await s.InvitationAsync()).Id, by)).Refusal),
        new("CustomerInvitations.CountPendingAsync", CustomerList, async (s, by) => (await s.Get<CustomerInvitations>().CountPendingAsync(s.Desk.Id, by)).Refusal),
        new("CustomerInvitations.ResendAsync", Inviting, async (s, by) => (await s.Get<CustomerInvitations>().ResendAsync(s.Desk.Id, [(await s.InvitationAsync()).Id], by)).Refusal) { Sees = Collaborator },
        new("CustomerInvitations.ResendAsync", Inviting, async (s, by) => (await s.Get<CustomerInvitations>().ResendAsync(s.Desk.Id, [Guid.Empty], by)).Refusal) { Sees = Collaborator },
        new("CustomerInvitations.RevokeAsync", Inviting, async (s, by) => (await s.Get<CustomerInvitations>().RevokeAsync(s.Desk.Id, [(await s.InvitationAsync()).Id], by)).Refusal) { Sees = Collaborator },
        new("InvitationAcceptance.LookAsync", Stranger, async (s, by) => (await s.Get<InvitationAcceptance>().LookAsync((await s.InvitationAsync()).Secret, by)).Refusal) { Otherwise = typeof(LogOutFirst) },
        new("InvitationAcceptance.AcceptAsync", Stranger, async (s, by) => (await s.Get<InvitationAcceptance>().AcceptAsync((await s.InvitationAsync()).Secret, "New", Good, by)).Refusal) { Otherwise = typeof(LogOutFirst) },
        new("InvitationAcceptance.SendAgainAsync", Anybody, async (s, by) => (await s.Get<InvitationAcceptance>().SendAgainAsync((await s.InvitationAsync(isExpired: true)).Secret, by)).Refusal),
    ];
}
