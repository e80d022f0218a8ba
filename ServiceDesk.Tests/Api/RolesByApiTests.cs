using System.Net.Http.Json;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Domain.Access.Operation;

namespace ServiceDesk.Tests.Api;

/// <summary>The API answers each role as the table of design.md 2.8 says, for every operation that it offers.</summary>
public sealed class RolesByApiTests(Stages stage)
{
    private static int _count;

    // What is asked for, the row it is of, and the row of seeing what it is about.
    private static readonly (Operation Row, Operation Seeing, string What, Func<ApiProgram, Things, Task<ApiAnswered>> Ask)[] Asked =
    [
        (SeeCustomers, SeeCustomers, "list customers", (p, _) => p.GetAsync("desks/IT/customers")),
        (SeeCustomers, SeeCustomers, "read a customer", (p, things) => p.GetAsync($"desks/IT/customers/{things.Scene.Karl.AccountId}")),
        (SeeCustomers, SeeCustomers, "read an invitation", async (p, things) => await p.GetAsync($"desks/IT/invitations/{await things.InvitationAsync()}")),
        (SeeCustomers, SeeCustomers, "list invitations", (p, _) => p.GetAsync("desks/IT/invitations")),
        (InviteCustomers, SeeCustomers, "invite", (p, _) => p.PostAsync("desks/IT/invitations", new { people = new[] { new { email = New() } } })),
        (InviteCustomers, SeeCustomers, "resend", async (p, things) => await p.PostAsync($"desks/IT/invitations/{await things.InvitationAsync()}/resend", null)),
        (InviteCustomers, SeeCustomers, "revoke", async (p, things) => await p.PostAsync($"desks/IT/invitations/{await things.InvitationAsync()}/revoke", null)),
        (ChangeCustomers, SeeCustomers, "add silently", (p, _) => p.PostAsync("desks/IT/customers", new { people = new[] { new { email = New() } } })),
        (SetTemporaryPassword, SeeCustomers, "add with a password", (p, _) => p.PostAsync("desks/IT/customers", new { people = new[] { new { email = New(), temporaryPassword = AccountStory.Good } } })),
        (ChangeCustomers, SeeCustomers, "remove", async (p, things) => await p.SendAsync(HttpMethod.Delete, $"desks/IT/customers/{await things.CustomerAsync()}", null)),
        (ChangeCustomers, SeeCustomers, "list imports", (p, _) => p.GetAsync("desks/IT/imports")),
        (ChangeCustomers, SeeCustomers, "import", (p, _) => p.UploadAsync("desks/IT/imports?fileName=a.csv", "email\nkim@kunde.test\n"u8.ToArray(), "text/csv")),
        (ReadRequests, ReadRequests, "list requests", (p, _) => p.GetAsync("desks/IT/requests")),
        (ReadRequests, ReadRequests, "read a request", (p, _) => p.GetAsync("requests/IT-1")),
        (ReadRequests, ReadRequests, "read comments", (p, _) => p.GetAsync("requests/IT-1/comments")),
        (WriteInternally, ReadRequests, "note", (p, _) => p.PostAsync("requests/IT-1/comments", new { text = "Note", @internal = true })),
        (ServeRequests, ReadRequests, "reply", (p, _) => p.PostAsync("requests/IT-1/comments", new { text = "Reply" })),
        (ServeRequests, ReadRequests, "move", (p, _) => p.PostAsync("requests/IT-1/transitions", new { status = "inProgress" }, ("If-Match", "*"))),
        (ReadRequests, ReadRequests, "list agents", (p, _) => p.GetAsync("desks/IT/agents")),
        (ReadRequests, ReadRequests, "list participants", (p, _) => p.GetAsync("requests/IT-1/participants")),
        (ServeRequests, ReadRequests, "assign", (p, things) => p.SendAsync(HttpMethod.Put, "requests/IT-1/assignee", JsonContent.Create(new { accountId = things.Scene.Nora.AccountId }), ("If-Match", "*"))),
        (ServeRequests, ReadRequests, "unassign", (p, _) => p.SendAsync(HttpMethod.Delete, "requests/IT-1/assignee", null, ("If-Match", "*"))),
        (ServeRequests, ReadRequests, "remove a participant", (p, things) => p.SendAsync(HttpMethod.Delete, $"requests/IT-1/participants/{things.Scene.Nora.AccountId}", null)),
        (RaiseOnBehalf, ReadRequests, "raise on behalf", (p, things) => p.PostAsync("requests", new { deskKey = "IT", typeId = things.Scene.Type, summary = "Called", onBehalfOf = new { email = "karl@kunde.test" } })),
        (AdministerSite, AdministerSite, "list users", (p, _) => p.GetAsync("users")),
        (AdministerSite, AdministerSite, "read a user", (p, things) => p.GetAsync($"users/{things.Scene.Karl.AccountId}")),
    ];

    [Theory, OnBothDatabases]
    public async Task Each_role_may_what_the_table_says(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        await scene.RaiseAsync();
        var site = scene.Site;
        var marked = await site.StaffAsync(scene.Desk, "mia@desk.test", DeskRole.Agent);
        var plain = await site.PersonAsync("root@desk.test");
        foreach (var administrator in (Actor[])[marked, plain])
        {
            await site.ChangeAccountAsync(administrator, account => account.IsSiteAdministrator = true);
        }

        var roles = new (string Name, Actor Person, DeskRole? OnDesk, bool IsSite)[]
        {
            ("customer", await site.CustomerAsync(scene.Desk, "lena@kunde.test"), null, false),
            ("somebody", await site.PersonAsync("somebody@kunde.test"), null, false),
            ("collaborator", await site.StaffAsync(scene.Desk, "cora@desk.test", DeskRole.Collaborator), DeskRole.Collaborator, false),
            ("agent", scene.Nora, DeskRole.Agent, false),
            ("desk administrator", scene.Dora, DeskRole.Administrator, false),
            ("staff of another desk", await site.StaffAsync(await site.DeskAsync("HR"), "hanna@desk.test", DeskRole.Administrator), null, false),
            ("site administrator", plain, null, true),
            ("site administrator who is an agent", marked, DeskRole.Agent, true),
        };
        await site.Get<RightsNow>().RefreshAsync(new HashSet<Topic> { Topic.Everything });
        var things = new Things(scene);
        var different = new List<string>();
        foreach (var role in roles)
        {
            using var program = await ApiProgram.OfAsync(site, role.Person);
            foreach (var (row, seeing, what, ask) in Asked)
            {
                var answer = await ask(program, things);
                // Who sees the desk's portal is told that raising for others is not theirs to do.
                var sees = RoleTable.Allows(seeing, role.OnDesk, role.IsSite) || (row is RaiseOnBehalf && (role.Name is "customer" || role.OnDesk is not null));
                var expected = RoleTable.Allows(row, role.OnDesk, role.IsSite) ? "done" : sees ? "403" : "404";
                var found = answer.Status < 300 ? "done" : $"{answer.Status}";
                if (found != expected)
                {
                    different.Add($"{role.Name}: {what}: {found} instead of {expected}: {answer.Text}");
                }
            }
        }

        Assert.Empty(different);
    }

    private static string New() => $"new{Interlocked.Increment(ref _count)}@example.net";

    /// <summary>Things to be asked about, each time anew.</summary>
    private sealed record Things(ApiScene Scene)
    {
        public async Task<Guid> InvitationAsync()
        {
            var invitations = Scene.Site.Get<CustomerInvitations>();
            await invitations.InviteAsync(Scene.Desk.Id, new(TypedAddresses.Read(New()), null, IsOpenExpected: false), progress: null, by: Scene.Dora);
            return (await invitations.ListAsync(Scene.Desk.Id, InvitationFilter.Pending, after: null, by: Scene.Dora)).Done.Rows[0].Id;
        }

        public async Task<Guid> CustomerAsync() => (await Scene.Site.CustomerAsync(Scene.Desk, New())).AccountId!.Value;
    }
}
