using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Demo;

/// <summary>Fills an empty site with something to look at (design.md 6, <c>--demo</c>): two desks, thirty people, forty requests, sign-ups and invitations under way.</summary>
public sealed class DemoSite(DeskWork database, RightsNow rights, SignUps signUps, CustomerInvitations invitations, IPasswordHasher<Account> hasher, TimeProvider clock)
{
    private const string PasswordLetters = "abcdefghjkmnpqrstuvwxyz23456789";
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromHours(11);

    /// <summary>The addresses of those who cannot log in before they have claimed their account.</summary>
    public static IReadOnlyList<string> Contacts => [.. DemoPeople.All.Where(person => IsContact(person.Part)).Select(person => person.Address)];

    /// <summary>
    /// Fills the site, in one commit. Returns who can log in, with passwords that are told nowhere else. Throws <see cref="CannotStartException"/> on a
    /// database that has data: the demo never mixes with anybody's own.
    /// </summary>
    public async Task<IReadOnlyList<DemoLogIn>> FillAsync()
    {
        await using var work = await database.BeginAsync();
        var site = await work.SiteToChangeAsync();
        if (site.SetUpAt is not null || await work.Db.Accounts.AnyAsync())
        {
            throw new CannotStartException("The demo (--demo) wants an empty database, and this one has data. Give it a folder of its own, such as --Site:DataFolder=demo.");
        }

        var now = clock.Now();
        var people = DemoPeople.All.Select(person => (person, account: Make(person, now))).ToList();
        var logIns = GivePasswords(people);
        work.Db.Accounts.AddRange(people.Select(p => p.account));
        var ada = people.Single(p => p.person == DemoPeople.Administrator).account;
        ada.IsSiteAdministrator = true;
        site.SetUpAt = now;
        PublicSignup.TurnOn(work, site, reopened: 0, Actor.Person(ada.Id, network: null), now);

        var it = Open(work.Db, "IT", "IT support", CustomerAccess.EveryoneMaySignUp, ada, now);
        var hr = Open(work.Db, "HR", "People and contracts", CustomerAccess.Restricted, ada, now);
        await work.SaveAsync();
        await PlaceAsync(work, it, people, (DemoPart.ItAgent, DemoPart.ItCollaborator), (DemoPart.ItCustomer, DemoPart.ItContact), now);
        await PlaceAsync(work, hr, people, (DemoPart.HrAdministrator, DemoPart.HrAdministrator), (DemoPart.HrCustomer, DemoPart.HrContact), now);

        List<Account> Of(params DemoPart[] parts) => [.. people.Where(p => parts.Contains(p.person.Part)).Select(p => p.account)];
        new DemoConversations(work.Db, it, now).Write(DemoRequests.It, Of(DemoPart.ItCustomer), Of(DemoPart.ItAgent), BetweenRequests);
        new DemoConversations(work.Db, hr, now).Write(DemoRequests.Hr, Of(DemoPart.HrCustomer), Of(DemoPart.HrAdministrator), BetweenRequests);
        await work.CommitAsync(Topic.Everything);
        await rights.RefreshAsync(new HashSet<Topic> { Topic.Everything });
        return logIns;
    }

    /// <summary>Lets some strangers ask to sign up, as they would themselves; the site has to be listening, for the links in their mails.</summary>
    public async Task AskToSignUpAsync()
    {
        foreach (var (address, name) in DemoPeople.SigningUp)
        {
            await signUps.AskAsync("IT", address, name, password: null, returnPath: null, by: Actor.Stranger(null));
        }
    }

    /// <summary>Lets an agent invite some people, one of whom cannot be reached; the site has to be listening, for the links in their mails.</summary>
    public async Task InviteAsync()
    {
        await using var db = database.Read();
        var desk = await db.Desks.SingleAsync(desk => desk.Key == "IT");
        var agent = await db.DeskAgents.Where(agent => agent.DeskId == desk.Id && !agent.IsAdministrator && db.Seats.Any(seat => seat.AccountId == agent.AccountId && seat.Application == Application.ServiceDesk))
            .OrderBy(agent => agent.Account.SortName).Select(agent => agent.AccountId).FirstAsync();
        await invitations.InviteAsync(desk.Id, new(TypedAddresses.Read(DemoPeople.Invited), "From now on please raise your requests here.", IsOpenExpected: true), progress: null, Actor.Person(agent, network: null));
        var bounced = await db.Outbox.SingleAsync(mail => mail.To == DemoPeople.Bounced);
        await invitations.MarkBouncedAsync(bounced.MessageId, "550 5.1.1 No such user here");
    }

    private static Account Make(DemoPerson person, DateTimeOffset now) => Account.Make(EmailAddress.Parse(person.Address), person.Name, now - TimeSpan.FromDays(30));

    private static bool IsContact(DemoPart part) => part is DemoPart.ItContact or DemoPart.HrContact;

    private List<DemoLogIn> GivePasswords(IReadOnlyList<(DemoPerson Person, Account Account)> people)
    {
        var logIns = people.Where(p => !IsContact(p.Person.Part))
            .Select(p => (p.Account, LogIn: new DemoLogIn(p.Account.FullName, p.Person.Address, $"{p.Person.Part}", RandomNumberGenerator.GetString(PasswordLetters, 14))))
            .ToList();
        Parallel.ForEach(logIns, p =>
        {
            p.Account.ChoosePassword(hasher.HashPassword(p.Account, p.LogIn.Password));
            p.Account.AddressProvedAt = p.Account.MadeAt;
        });
        return [.. logIns.Select(p => p.LogIn)];
    }

    private static Desk Open(DeskDb db, string key, string name, CustomerAccess access, Account by, DateTimeOffset now)
    {
        var desk = Desk.Open(key, name, now - TimeSpan.FromDays(30));
        desk.Choose(access, isPublicSignupOn: true, by.Id, now);
        db.Desks.Add(desk);
        db.RequestCounters.Add(new RequestCounter { DeskId = desk.Id });
        db.RequestTypes.AddRange(RequestTypes.StartingTypes(desk.Id, Actor.Site, now));
        db.DeskAgents.Add(new DeskAgent { DeskId = desk.Id, AccountId = by.Id, IsAdministrator = true, Since = now });
        if (key == "IT")
        {
            desk.AllowsParticipants = true;
            db.Seats.Add(new Seat { Application = Application.ServiceDesk, AccountId = by.Id, Since = now });
        }

        return desk;
    }

    private static async Task PlaceAsync(Work work, Desk desk, IEnumerable<(DemoPerson Person, Account Account)> people, (DemoPart One, DemoPart Other) staff, (DemoPart One, DemoPart Other) customers, DateTimeOffset now)
    {
        var joined = 0;
        foreach (var (person, account) in people)
        {
            if (person.Part == staff.One || person.Part == staff.Other)
            {
                var application = person.Part is DemoPart.ItCollaborator ? Application.Team : Application.ServiceDesk;
                work.Db.Seats.Add(new Seat { Application = application, AccountId = account.Id, Since = now });
                work.Db.DeskAgents.Add(new DeskAgent { DeskId = desk.Id, AccountId = account.Id, IsAdministrator = person.Part is DemoPart.HrAdministrator, Since = now });
            }
            else if (person.Part == customers.One || person.Part == customers.Other)
            {
                // They came one after the other, and most were here lately.
                var came = now - TimeSpan.FromHours(700 - (joined * 31));
                account.LastSeenAt = account.IsContact || joined % 7 == 5 ? null : now - TimeSpan.FromHours(joined * 7);
                joined++;
                await work.JoinAsync(desk.Id, account, account.IsContact ? Door.Import : Door.SignUpLink, Actor.Site, came);
            }
        }
    }
}

/// <summary>Somebody of the demo who can log in.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Address">The mail address.</param>
/// <param name="Part">What they are.</param>
/// <param name="Password">The password, made at random and told this once.</param>
public sealed record DemoLogIn(string Name, string Address, string Part, string Password);
