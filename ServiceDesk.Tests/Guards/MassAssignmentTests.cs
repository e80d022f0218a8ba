using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Guards;

/// <summary>Fields that a form does not have change nothing when they are sent with it, whatever they are called.</summary>
public sealed class MassAssignmentTests(Stages stage)
{
    private const string Karl = "karl@acme.test";
    private const string Thief = "thief@evil.test";

    // What a program would try: names of the account, of the page's own properties, of the typed form, and of what the operations are handed.
    private static readonly string[] Names =
    [
        "IsSiteAdministrator", "IsAdministrator", "Role", "Roles", "Seats", "Applications", "Password.Kind", "PasswordHash", "SecurityStamp", "AddressProvedAt", "DeactivatedAt",
        "AccountId", "Id", "ActorId", "By.AccountId", "DeskId", "TwoFactorEnabled", "IsSent", "Seen", "Dead", "Form", "IsRegistrationOpen", "AsksForWord", "Registration.AccountId", "Effect", "IsPersistent",
    ];

    [Fact]
    public async Task A_customer_who_signs_up_becomes_a_customer()
    {
        await using var site = await SiteAsync();
        using var stranger = new Caller(site.Uri);
        await SendAsync(stranger, site, "/portal/IT/signup", ("Form.Email", Karl), ("Form.Name", "Karl"));
        Assert.Equal([Karl], await site.ReadAsync(db => db.Outbox.Select(mail => mail.To).ToListAsync()));

        var link = (await site.LinkMailedToAsync(Karl)).PathAndQuery;
        await SendAsync(stranger, site, link, ("Form.Name", "Karl"), ("Form.Password", AccountStory.Good));

        await ExpectPlainAsync(site, seats: []);
        Assert.Equal(1, await site.ReadAsync(db => db.DeskCustomers.CountAsync()));
    }

    [Fact]
    public async Task Somebody_who_registers_gets_what_the_site_gives()
    {
        await using var site = await SiteAsync();
        using var stranger = new Caller(site.Uri);
        await SendAsync(stranger, site, "/Identity/Account/Register", ("Email", Karl), ("FullName", "Karl"));
        await SendAsync(stranger, site, (await site.LinkMailedToAsync(Karl)).PathAndQuery, ("FullName", "Karl"), ("Password", AccountStory.Good));

        await ExpectPlainAsync(site, seats: [Application.Team]);
    }

    [Fact]
    public async Task Who_sets_a_password_by_a_mailed_link_gets_the_password()
    {
        await using var site = await SiteAsync();
        await site.PersonAsync(Karl, "Karl");
        using var stranger = new Caller(site.Uri);
        await SendAsync(stranger, site, "/Identity/Account/ForgotPassword", ("Email", Karl));
        Assert.Equal([Karl], await site.ReadAsync(db => db.Outbox.Select(mail => mail.To).ToListAsync()));
        await SendAsync(stranger, site, (await site.LinkMailedToAsync(Karl)).PathAndQuery, ("Password", AccountStory.Good));

        await ExpectPlainAsync(site, seats: []);
    }

    [Fact]
    public async Task Who_accepts_an_invitation_gets_what_the_administrator_gave()
    {
        await using var site = await SiteAsync();
        await site.Get<UserDirectory>().CreateUserAsync(new(Karl, "Karl", new HashSet<Application>(), IsInvited: true), by: site.Ada);
        using var stranger = new Caller(site.Uri);
        await SendAsync(stranger, site, (await site.LinkMailedToAsync(Karl)).PathAndQuery, ("Form.Name", "Karl"), ("Form.Password", AccountStory.Good));

        await ExpectPlainAsync(site, seats: []);
    }

    [Fact]
    public async Task Who_logs_in_is_who_they_were()
    {
        await using var site = await SiteAsync();
        await site.PersonWithPasswordAsync(Karl);
        await site.ChangeAccountAsync(Domain.Vocabulary.Actor.Person((await site.AccountAsync(Karl)).Id, null), account => account.Rename("Karl"));
        using var stranger = new Caller(site.Uri);
        await SendAsync(stranger, site, "/Identity/Account/Login", ("Email", Karl), ("Password", AccountStory.Good));

        await ExpectPlainAsync(site, seats: []);
        Assert.Equal((await site.AccountAsync(Karl)).Id, (await site.ReadAsync(db => db.LogInSessions.SingleAsync())).AccountId);
    }

    private static async Task ExpectPlainAsync(ServedSite site, Application[] seats)
    {
        var account = await site.AccountAsync(Karl);
        Assert.Equal(("Karl", Karl, PasswordKind.Own, false, true, false), (account.FullName, account.Email, account.Password, account.IsSiteAdministrator, account.IsActive, account.TwoFactorEnabled));
        Assert.Equal(seats, await site.ReadAsync(db => db.Seats.Where(seat => seat.AccountId == account.Id).Select(seat => seat.Application).ToListAsync()));
        Assert.Empty(await site.ReadAsync(db => db.DeskAgents.Where(agent => agent.AccountId == account.Id).ToListAsync()));
        Assert.Equal(0, await site.ReadAsync(db => db.Accounts.CountAsync(other => other.NormalizedEmail == Thief)));
        Assert.Equal(0, await site.ReadAsync(db => db.Outbox.CountAsync(mail => mail.To == Thief)));
    }

    // Beside the form's own fields, those of all forms are sent in every spelling, and the address once more under the names it has elsewhere.
    private static async Task SendAsync(Caller stranger, ServedSite site, string path, params (string Name, string Value)[] typed)
    {
        var page = await stranger.GetAsync(path);
        var own = typed.Select(field => field.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var extra = Names.Select(name => (Name: name, Value: name.EndsWith("Id", StringComparison.Ordinal) ? $"{site.Ada.AccountId}" : "true"))
            .Concat(((string[])["Email", "Address", "username", "NormalizedEmail", "Seen.Address"]).Select(name => (Name: name, Value: Thief)));
        var asked = extra.Where(field => !own.Contains(field.Name)).SelectMany(field => (string[])[field.Name, $"Form.{field.Name}", $"Account.{field.Name}", $"Input.{field.Name}"], (field, name) => (Name: name, field.Value)).Where(field => !own.Contains(field.Name)).ToList();

        var main = page.Document.QuerySelectorAll("main form[method=post]").First(form => typed.All(field => form.QuerySelector($"[name='{field.Name}']") is not null));
        var hidden = main.QuerySelectorAll("input[type=hidden][name]").Select(input => (Name: input.GetAttribute("name")!, Value: input.GetAttribute("value") ?? "")).ToList();
        asked.RemoveAll(field => hidden.Any(one => one.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase)));
        using var content = new FormUrlEncodedContent(hidden.Concat(typed).Concat(asked).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        await stranger.SendAsync(HttpMethod.Post, main.GetAttribute("action") ?? path, content);
    }

    private async Task<ServedSite> SiteAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await site.PublicSignupAsync(on: true);
        await site.DeskAsync("IT", Domain.Access.CustomerAccess.EveryoneMaySignUp);
        await site.OpenRegistrationAsync();
        return site;
    }
}
