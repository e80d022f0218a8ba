using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Desks;

/// <summary>Calls every operation on switches, desks and customer lists in every role, and compares with design.md 2.8.</summary>
public sealed class WhoMayDoWhatAtADeskTests(Stages stage)
{
    private static readonly string[] Roles =
        ["stranger", "customer", "collaborator", "agent", "desk administrator", "administrator of another desk", "agent without a seat", "deactivated administrator", "site administrator"];

    // 2.8, row by row: who may. Everybody else is refused.
    private static readonly string[] Site = ["site administrator"];
    private static readonly string[] Desk = ["desk administrator", "site administrator"];
    private static readonly string[] Staff = ["collaborator", "agent", "desk administrator", "site administrator"];

    private static readonly (string Operation, string[] May, Func<Scene, Actor, Task<Refusal?>> Ask)[] Operations =
    [
        ("see the consequences of the switch", Site, async (s, by) => (await s.Get<PublicSignup>().ConsequencesAsync(by)).Refusal),
        ("turn Public signup on", Site, async (s, by) => (await s.Get<PublicSignup>().TurnOnAsync(s.SiteVersion, [], by)).Refusal),
        ("turn Public signup off", Site, async (s, by) => (await s.Get<PublicSignup>().TurnOffAsync(s.SiteVersion, true, by)).Refusal),
        ("see the settings", Site, async (s, by) => (await s.Get<SiteSettings>().NowAsync(by)).Refusal),
        ("choose the site mode", Site, async (s, by) => (await s.Get<SiteSettings>().ChooseModeAsync(SiteMode.Public, true, true, s.SiteVersion, by)).Refusal),
        ("let agents create customers", Site, async (s, by) => (await s.Get<SiteSettings>().LetAgentsCreateCustomersAsync(false, s.SiteVersion, by)).Refusal),
        ("verify addresses", Site, async (s, by) => (await s.Get<SiteSettings>().VerifyAddressesAsync(false, s.SiteVersion, by)).Refusal),
        ("list the desks", Site, async (s, by) => (await s.Get<ServiceDesks>().ListAsync(by)).Refusal),
        ("make a desk", Site, async (s, by) => (await s.Get<ServiceDesks>().MakeAsync("NEW", "New", by)).Refusal),
        ("archive a desk", Site, async (s, by) => (await s.Get<ServiceDesks>().ArchiveAsync(s.Desk.Id, s.DeskVersion, by)).Refusal),
        ("put a desk to use again", Site, async (s, by) => (await s.Get<ServiceDesks>().UnarchiveAsync(s.Desk.Id, s.DeskVersion, by)).Refusal),
        ("name an administrator", Site, async (s, by) => (await s.Get<DeskAgents>().MarkAsync(s.Desk.Id, s.Agent, true, s.AgentVersion, by)).Refusal),
        ("remove an administrator", Site, async (s, by) => (await s.Get<DeskAgents>().RemoveAsync(s.Desk.Id, s.Administrator, by)).Refusal),
        ("see the desk's settings", Desk, async (s, by) => (await s.Get<ServiceDesks>().OptionsAsync(s.Desk.Id, by)).Refusal),
        ("change the desk", Desk, async (s, by) => (await s.Get<ServiceDesks>().ChangeAsync(new DeskOptions(s.Desk.Id, "IT", "Other", true, true, s.DeskVersion), by)).Refusal),
        ("see the agents", Desk, async (s, by) => (await s.Get<DeskAgents>().ListAsync(s.Desk.Id, by)).Refusal),
        ("see who could be an agent", Desk, async (s, by) => (await s.Get<DeskAgents>().CandidatesAsync(s.Desk.Id, by)).Refusal),
        ("add an agent", Desk, async (s, by) => (await s.Get<DeskAgents>().AddAsync(s.Desk.Id, s.SeatHolder, by)).Refusal),
        ("remove an agent", Desk, async (s, by) => (await s.Get<DeskAgents>().RemoveAsync(s.Desk.Id, s.Agent, by)).Refusal),
        ("see the consequences of a choice", Desk, async (s, by) => (await s.Get<DeskAccess>().ConsequencesAsync(s.Desk.Id, CustomerAccess.Everyone, by)).Refusal),
        ("choose customer access", Desk, async (s, by) => (await s.Get<DeskAccess>().ChooseAsync(s.Desk.Id, CustomerAccess.Everyone, s.DeskVersion, by)).Refusal),
        ("remove a customer", Desk, async (s, by) => (await s.Get<DeskCustomers>().RemoveAsync(s.Desk.Id, s.Customer, by)).Refusal),
        ("see who can do what", Staff, async (s, by) => (await s.Get<DeskAccess>().NowAsync(s.Desk.Id, by)).Refusal),
        ("see the customer list", Staff, async (s, by) => (await s.Get<DeskCustomers>().FindAsync(s.Desk.Id, "k", null, by)).Refusal),
        ("count the customers", Staff, async (s, by) => (await s.Get<DeskCustomers>().CountAsync(s.Desk.Id, by)).Refusal),
    ];

    public static TheoryData<DatabaseProvider, string> EveryRole() =>
        new(from database in new[] { DatabaseProvider.Sqlite, DatabaseProvider.Postgres } from role in Roles select (database, role));

    [Theory, MemberData(nameof(EveryRole))]
    public async Task Each_role_may_what_the_table_says_and_nothing_else(DatabaseProvider database, string role)
    {
        await using var world = await stage.WorldAsync(database);
        foreach (var (operation, may, ask) in Operations)
        {
            var scene = await Scene.SetAsync(world);

            var refusal = await ask(scene, scene.People[role]);

            var isShutOut = refusal is NotFound or NotAllowed or AdministratorsAreNamedByTheSite;
            Assert.True(may.Contains(role) != isShutOut, $"{role}: {operation}: {refusal?.ToString() ?? "done"}");
        }
    }

    [Theory, OnBothDatabases]
    public async Task What_a_person_may_not_see_answers_as_if_it_did_not_exist(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var scene = await Scene.SetAsync(world);
        foreach (var role in Roles.Except(Staff))
        {
            foreach (var (operation, _, ask) in Operations)
            {
                var refusal = await ask(scene, scene.People[role]);
                Assert.True(refusal is NotFound, $"{role}: {operation}: {refusal?.ToString() ?? "done"}");
            }
        }
    }

    private sealed record Scene(World World, Desk Desk, Dictionary<string, Actor> People, Guid Agent, Guid Administrator, Guid Customer, Guid SeatHolder, int SiteVersion, int DeskVersion, int AgentVersion)
    {
        private static int _count;

        public T Get<T>()
            where T : notnull => World.Get<T>();

        /// <summary>A fresh desk with people in every role, so that no operation meets what an earlier one left.</summary>
        public static async Task<Scene> SetAsync(World world)
        {
            var n = Interlocked.Increment(ref _count);
            var desk = await world.DeskAsync($"D{n}");
            var other = await world.DeskAsync($"E{n}");
            var agent = await world.StaffAsync(desk, $"agent{n}@desk.test", DeskRole.Agent);
            var administrator = await world.StaffAsync(desk, $"administrator{n}@desk.test", DeskRole.Administrator);
            var unseated = await world.StaffAsync(desk, $"unseated{n}@desk.test", DeskRole.Administrator);
            var gone = await world.StaffAsync(desk, $"gone{n}@desk.test", DeskRole.Administrator);
            var customer = await world.CustomerAsync(desk, $"karl{n}@kunde.test");
            var holder = await world.PersonAsync($"holder{n}@desk.test", null, Application.Team);
            await world.ChangeAsync(async db =>
            {
                await db.Seats.Where(seat => seat.AccountId == unseated.AccountId).ExecuteDeleteAsync();
                (await db.Accounts.AsTracking().SingleAsync(a => a.Id == gone.AccountId)).DeactivatedAt = world.Now;
                (await db.Accounts.AsTracking().SingleAsync(a => a.Id == gone.AccountId)).IsSiteAdministrator = true;
                (await db.Site.AsTracking().SingleAsync()).TurnPublicSignup(false, world.Ada.AccountId!.Value, world.Now);
            });

            return new Scene(
                world,
                desk,
                new Dictionary<string, Actor>
                {
                    ["stranger"] = Actor.Stranger("192.0.2.9"),
                    ["customer"] = customer,
                    ["collaborator"] = await world.StaffAsync(desk, $"collaborator{n}@desk.test", DeskRole.Collaborator),
                    ["agent"] = agent,
                    ["desk administrator"] = administrator,
                    ["administrator of another desk"] = await world.StaffAsync(other, $"other{n}@desk.test", DeskRole.Administrator),
                    ["agent without a seat"] = unseated,
                    ["deactivated administrator"] = gone,
                    ["site administrator"] = world.Ada,
                },
                agent.AccountId!.Value,
                administrator.AccountId!.Value,
                customer.AccountId!.Value,
                holder.AccountId!.Value,
                await world.ReadAsync(db => db.Site.Select(site => site.Version).SingleAsync()),
                await world.ReadAsync(db => db.Desks.Where(d => d.Id == desk.Id).Select(d => d.Version).SingleAsync()),
                await world.ReadAsync(db => db.DeskAgents.Where(a => a.AccountId == agent.AccountId).Select(a => a.Version).SingleAsync()));
        }
    }
}
