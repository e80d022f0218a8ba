using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using static ServiceDesk.Tests.Access.Role;

namespace ServiceDesk.Tests.Access;

// Requests, as staff works on them and as the portal shows them; files on their way there.
internal static partial class WrittenRoles
{
    private const Role PlacedOnTheDesk = Customer | Collaborator | Agent | DeskAdministrator | SiteAdministratorOnTheDesk;

    private static readonly WrittenRole[] OfRequests =
    [
        new("Queue.ListAsync", Reading, async (s, by) => (await s.Get<Queue>().ListAsync(s.Desk.Key, new RequestFilter(QueueFilter.Open, RequestStatus.Open, s.World.Now.AddDays(-1)), by)).Refusal),
        new("Queue.ListAsync", Reading, async (s, by) => (await s.Get<Queue>().ListAsync(s.Desk.Key, new RequestFilter { TypeId = s.Type, AssigneeId = s.Nora }, by)).Refusal),
        new("Queue.ListAsync", Reading, async (s, by) => (await s.Get<Queue>().ListAsync(s.Desk.Key, new RequestFilter { Reporter = EmailAddress.Parse("karl@kunde.test"), IsUnassigned = true }, by)).Refusal),
        new("Queue.ListAsync", Reading, async (s, by) => (await s.Get<Queue>().ListAsync(s.Desk.Key, new RequestFilter { ReporterId = s.Karl }, by)).Refusal),
        new("Queue.ReadAsync", Reading, async (s, by) => (await s.Get<Queue>().ReadAsync(s.Desk.Key, QueueFilter.All, by)).Refusal),
        new("AgentRequests.OpenAsync", Reading, async (s, by) => (await s.Get<AgentRequests>().OpenAsync((await s.RequestAsync()).Key, by)).Refusal),
        new("AgentRequests.AgentsAsync", Reading, async (s, by) => (await s.Get<AgentRequests>().AgentsAsync(s.Desk.Id, by)).Refusal),
        new("AgentRequests.NoteAsync", Reading, async (s, by) => (await s.Get<AgentRequests>().NoteAsync(RoleScene.Comment(await s.RequestAsync()), by)).Refusal),
        new("AgentRequests.ReplyAsync", Serving, async (s, by) => (await s.Get<AgentRequests>().ReplyAsync(RoleScene.Comment(await s.RequestAsync()), RoleScene.First, by)).Refusal) { Sees = Collaborator },
        new("AgentRequests.AssignAsync", Serving, async (s, by) => (await s.Get<AgentRequests>().AssignAsync((await s.RequestAsync()).Id, s.Nora, RoleScene.First, by)).Refusal) { Sees = Collaborator },
        new("AgentRequests.MoveAsync", Serving, async (s, by) => (await s.Get<AgentRequests>().MoveAsync((await s.RequestAsync()).Id, RequestStatus.Resolved, RoleScene.First, by)).Refusal) { Sees = Collaborator },
        new("RequestsOnBehalf.OpenAsync", Serving, async (s, by) => (await s.Get<RequestsOnBehalf>().OpenAsync(s.Desk.Key, by)).Refusal) { Sees = Collaborator },
        new("RequestsOnBehalf.LookAsync", Serving, async (s, by) => (await s.Get<RequestsOnBehalf>().LookAsync(s.Desk.Id, "karl@kunde.test", by)).Refusal) { Sees = Collaborator },
        new("RequestsOnBehalf.RaiseAsync", Serving, async (s, by) => (await s.Get<RequestsOnBehalf>().RaiseAsync(new(Guid.CreateVersion7(), s.Desk.Key, s.Type, "No paper", "", []), "karl@kunde.test", null, by)).Refusal) { Sees = Collaborator },
        new("RequestParticipants.AddAsync", Customer | Serving, async (s, by) => (await s.Get<RequestParticipants>().AddAsync((await s.SharedRequestAsync()).Id, await s.ListedAddressAsync(), by)).Refusal) { Sees = Collaborator },
        new("RequestParticipants.RemoveAsync", Customer | Serving, async (s, by) => (await s.Get<RequestParticipants>().RemoveAsync((await s.RequestAsync()).Id, s.Nora, by)).Refusal) { Sees = Collaborator },
        new("AgentRequests.ColleaguesAsync", Reading, async (s, by) => (await s.Get<AgentRequests>().ColleaguesAsync(s.Desk.Id, by)).Refusal),
        new("NotificationSettings.ChooseOfAsync", Customer | Reading, async (s, by) => (await s.Get<NotificationSettings>().ChooseOfAsync((await s.RequestAsync()).Id, wantsMails: false, by)).Refusal),
        new("Attachments.FindForStaffAsync", Reading, async (s, by) => (await s.Get<Attachments>().FindForStaffAsync(await s.FileAsync(s.Karl, await s.RequestAsync()), by)).Refusal),
        new("Attachments.FindForStaffAsync", Reading, async (s, by) => (await s.Get<Attachments>().FindForStaffAsync(await s.InternalFileAsync(), by)).Refusal),
    ];

    private static readonly WrittenRole[] OfThePortal =
    [
        new("CustomerPortals.ListAsync", PlacedOnTheDesk, async (s, by) => Shown((await s.Get<CustomerPortals>().ListAsync(by)).Where(desk => desk.Id == s.Desk.Id).ToList())),
        new("CustomerPortals.OpenAsync", PlacedOnTheDesk, async (s, by) => (await s.Get<CustomerPortals>().OpenAsync(s.Desk.Key, by)).Refusal),
        new("CustomerPortals.HeldBackAsync", Members, async (s, by) => Shown(await s.HeldBackAsync(by))),
        new("CustomerRequests.ListAsync", Customer, async (s, by) => Shown((await s.Get<CustomerRequests>().ListAsync(by)).Rows)),
        new("CustomerRequests.OpenAsync", Customer, async (s, by) => (await s.Get<CustomerRequests>().OpenAsync((await s.RequestAsync()).Key, by)).Refusal),
        new("CustomerRequests.RaiseAsync", Customer, async (s, by) => (await s.Get<CustomerRequests>().RaiseAsync(new(Guid.CreateVersion7(), s.Desk.Key, s.Type, "No paper", "", []), by)).Refusal)
        {
            Sees = PlacedOnTheDesk,
        },
        new("CustomerRequests.CommentAsync", Customer, async (s, by) => (await s.Get<CustomerRequests>().CommentAsync(RoleScene.Comment(await s.RequestAsync()), by)).Refusal),
        new("Attachments.FindForCustomerAsync", Customer, async (s, by) => (await s.Get<Attachments>().FindForCustomerAsync(await s.FileAsync(s.Karl, await s.RequestAsync()), by)).Refusal),
        new("Attachments.FindForCustomerAsync", Nobody, async (s, by) => (await s.Get<Attachments>().FindForCustomerAsync(await s.InternalFileAsync(), by)).Refusal),
        new("Uploads.TakeAsync", Members, async (s, by) => (await s.Get<Uploads>().TakeAsync("a.txt", null, new MemoryStream([1]), by)).Refusal) { Otherwise = typeof(NotAllowed) },
        new("Uploads.TakeBackAsync", Members, async (s, by) => (await s.Get<Uploads>().TakeBackAsync(await s.FileAsync(by.AccountId ?? s.Karl), by)).Refusal),
        new("Uploads.TakeBackAsync", Nobody, async (s, by) => (await s.Get<Uploads>().TakeBackAsync(await s.FileAsync(await s.UserAsync()), by)).Refusal),
        new("Uploads.StillHereAsync", Members, async (s, by) => Shown(await s.Get<Uploads>().StillHereAsync([await s.FileAsync(by.AccountId ?? s.Karl)], by))),
        new("Uploads.StillHereAsync", Nobody, async (s, by) => Shown(await s.Get<Uploads>().StillHereAsync([await s.FileAsync(await s.UserAsync())], by))),
    ];

    // A list says no by being empty.
    private static NotFound? Shown<T>(IReadOnlyCollection<T> rows) => rows.Count == 0 ? new NotFound() : null;
}
