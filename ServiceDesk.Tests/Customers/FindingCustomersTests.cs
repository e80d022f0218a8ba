using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

public sealed class FindingCustomersTests(Stages stage)
{
    private static readonly (string Address, string Name)[] People =
    [
        ("anna.smith@mail.example.org", "Anna Smith"),
        ("asmith@acme.test", "Zed Smithers"),
        ("jl@acme.test", "Jean-Luc Ångström"),
        ("o.brien@acme.test", "Pat O'Brien"),
        ("info@bücher.test", "Zoë Büchner"),
        ("anna@acme.test", "Berta Annaberg"),
    ];

    [Theory, OnBothDatabases]
    public async Task The_beginning_of_any_word_finds_a_person(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await DeskOfPeopleAsync(world);

        Assert.Equal("Anna Smith, Zed Smithers", await FoundAsync(world, desk, "SMI"));
        Assert.Equal("Anna Smith", await FoundAsync(world, desk, "example.o"));
        Assert.Equal("Anna Smith", await FoundAsync(world, desk, "mail.ex"));
        Assert.Equal("Anna Smith", await FoundAsync(world, desk, "anna.smith@mail"));
        Assert.Equal("Jean-Luc Ångström", await FoundAsync(world, desk, "angs"));
        Assert.Equal("Jean-Luc Ångström", await FoundAsync(world, desk, "jean-l"));
        Assert.Equal("Jean-Luc Ångström", await FoundAsync(world, desk, "Luc"));
        Assert.Equal("Pat O'Brien", await FoundAsync(world, desk, "o'br"));
        Assert.Equal("Zoë Büchner", await FoundAsync(world, desk, "bücher"));
        Assert.Equal("", await FoundAsync(world, desk, "mith"));
    }

    [Theory, OnBothDatabases]
    public async Task All_the_words_must_match_in_any_order(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await DeskOfPeopleAsync(world);

        Assert.Equal("Anna Smith", await FoundAsync(world, desk, "smith ann"));
        Assert.Equal("Anna Smith", await FoundAsync(world, desk, "  Smith,  Anna <anna.smith@mail.example.org> "));
        Assert.Equal("Zed Smithers", await FoundAsync(world, desk, "acme smi"));
        Assert.Equal("", await FoundAsync(world, desk, "anna nobody"));
        Assert.Equal("Berta Annaberg", await FoundAsync(world, desk, "anna acme.test annab"));
    }

    [Theory, OnBothDatabases]
    public async Task Without_words_everybody_is_listed_by_name(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await DeskOfPeopleAsync(world);
        const string Everybody = "Anna Smith, Berta Annaberg, Jean-Luc Ångström, Pat O'Brien, Zed Smithers, Zoë Büchner";

        Assert.Equal(Everybody, await FoundAsync(world, desk, null));
        Assert.Equal(Everybody, await FoundAsync(world, desk, " \t "));
        // Signs are typed, and are nobody's.
        Assert.Equal("", await FoundAsync(world, desk, " , ' \0"));
    }

    [Theory, OnBothDatabases]
    public async Task What_a_database_could_stumble_over_finds_nobody(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await DeskOfPeopleAsync(world);

        foreach (var typed in new[] { "%", "_nna", "*", "\ud800", "a\0nobody", "\U0010FFFF", "'; DROP TABLE \"Site\"", new string('x', 10_000), string.Join(' ', Enumerable.Range(1000, 2_000)) })
        {
            Assert.Equal("", await FoundAsync(world, desk, typed));
        }
    }

    [Theory, OnBothDatabases]
    public async Task People_of_other_desks_are_not_found(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await DeskOfPeopleAsync(world);
        var other = await world.DeskAsync("OTHER");

        Assert.Equal("", await FoundAsync(world, other, "anna"));
        Assert.Equal("", await FoundAsync(world, other, ""));
    }

    [Theory, OnBothDatabases]
    public async Task Pages_follow_each_other_without_gaps_or_doubles(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await CrowdAsync(world, desk, count: 130);

        var byName = await AllPagesAsync(world, desk, "");
        Assert.Equal((130, 130), (byName.Count, byName.Distinct().Count()));
        Assert.Equal(byName.Order(StringComparer.Ordinal), byName);

        var byDomain = await AllPagesAsync(world, desk, "kunde");
        Assert.Equal(byName.Order(StringComparer.Ordinal), byDomain.Order(StringComparer.Ordinal));

        // Everybody matches by the address; a third by the name too, and they are not shown twice.
        var byBoth = await AllPagesAsync(world, desk, "sam");
        Assert.Equal(byName.Order(StringComparer.Ordinal), byBoth.Order(StringComparer.Ordinal));

        var both = await AllPagesAsync(world, desk, "sam kunde.te");
        Assert.Equal(byName.Order(StringComparer.Ordinal), both.Order(StringComparer.Ordinal));
    }

    [Theory, OnBothDatabases]
    public async Task Someone_who_joins_between_two_pages_moves_nobody(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await CrowdAsync(world, desk, count: 60);
        var first = await PageAsync(world, desk, "", null);

        await world.CustomerAsync(desk, "new@kunde.test", "Aaron New");
        await world.Get<DeskCustomers>().RemoveAsync(desk.Id, first.Rows[^1].AccountId, by: world.Ada);

        Assert.Equal(10, (await PageAsync(world, desk, "", first.Next)).Rows.Count);
    }

    [Theory, OnBothDatabases]
    public async Task A_made_up_position_shows_the_list_from_its_beginning(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await DeskOfPeopleAsync(world);

        Assert.Equal(People.Length, (await PageAsync(world, desk, "", "not a position")).Rows.Count);
        Assert.Equal(2, (await PageAsync(world, desk, "smi", Convert.ToBase64String("{}"u8))).Rows.Count);
    }

    [Theory, OnBothDatabases]
    public async Task A_row_tells_how_the_person_stands(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var active = await world.CustomerAsync(desk, "active@kunde.test");
        var contact = await world.ContactAsync("contact@kunde.test");
        var invited = await world.ContactAsync("invited@kunde.test");
        var temporary = await world.CustomerAsync(desk, "temporary@kunde.test");
        var gone = await world.CustomerAsync(desk, "gone@kunde.test");
        await world.JoinAsync(desk, contact.Id);
        await world.JoinAsync(desk, invited.Id);
        await world.ChangeAsync(async db =>
        {
            db.MailedLinks.Add(MailedLink.Issue(LinkPurpose.CustomerInvitation, invited.Address, invited.Id, desk.Id, null, null, world.Now).Link);
            (await db.Accounts.AsTracking().SingleAsync(a => a.Id == temporary.AccountId)).Password = PasswordKind.Temporary;
            (await db.Accounts.AsTracking().SingleAsync(a => a.Id == gone.AccountId)).DeactivatedAt = world.Now;
            (await db.Accounts.AsTracking().SingleAsync(a => a.Id == active.AccountId)).LastSeenAt = world.Now;
            await db.DeskCustomers.Where(c => c.AccountId == contact.Id).ExecuteUpdateAsync(c => c
                .SetProperty(x => x.AddedById, world.Ada.AccountId).SetProperty(x => x.CameBy, Door.SilentAdd));
        });

        var rows = (await PageAsync(world, desk, "", null)).Rows.ToDictionary(row => row.Address.Split('@')[0]);

        Assert.Equal(CustomerStatus.Active, rows["active"].Status);
        Assert.Equal(CustomerStatus.Contact, rows["contact"].Status);
        Assert.Equal(CustomerStatus.Invited, rows["invited"].Status);
        Assert.Equal(CustomerStatus.MustChangePassword, rows["temporary"].Status);
        Assert.Equal(CustomerStatus.Deactivated, rows["gone"].Status);
        Assert.Equal(world.Now, rows["active"].LastSeenAt);
        Assert.Null(rows["contact"].LastSeenAt);
        Assert.Equal((Door.SilentAdd, "Ada Admin"), (rows["contact"].CameBy, rows["contact"].AddedBy));
        Assert.Equal((Door.SignUpLink, null), (rows["active"].CameBy, rows["active"].AddedBy));
        Assert.Equal(5, (await world.Get<DeskCustomers>().CountAsync(desk.Id, by: world.Ada)).Done);
    }

    private static async Task<Desk> DeskOfPeopleAsync(World world)
    {
        var desk = await world.DeskAsync("IT");
        foreach (var (address, name) in People)
        {
            await world.CustomerAsync(desk, address, name);
        }

        return desk;
    }

    private static Task CrowdAsync(World world, Desk desk, int count) => world.ChangeAsync(db =>
    {
        for (var n = 0; n < count; n++)
        {
            // Many share a name, so that pages end within one.
            var account = Account.Make(EmailAddress.Parse($"same{n}@kunde.test"), n % 3 == 0 ? "Kunde Samuel" : "Same Name", world.Now);
            db.Accounts.Add(account);
            db.DeskCustomers.Add(new DeskCustomer { DeskId = desk.Id, AccountId = account.Id, SortName = account.SortName, JoinedAt = world.Now, CameBy = Door.Import });
        }

        return Task.CompletedTask;
    });

    private static async Task<PageOf<CustomerRow>> PageAsync(World world, Desk desk, string? typed, string? after) =>
        (await world.Get<DeskCustomers>().FindAsync(desk.Id, typed, after, by: world.Ada)).Done;

    private static async Task<string> FoundAsync(World world, Desk desk, string? typed) =>
        string.Join(", ", (await PageAsync(world, desk, typed, null)).Rows.Select(row => row.Name));

    private static async Task<List<string>> AllPagesAsync(World world, Desk desk, string typed)
    {
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await PageAsync(world, desk, typed, after);
            seen.AddRange(page.Rows.Select(row => $"{row.Name} {row.AccountId}"));
            after = page.Next;
        }
        while (after is not null);

        return seen;
    }
}
