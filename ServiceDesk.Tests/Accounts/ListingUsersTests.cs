using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class ListingUsersTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task All_pages_together_name_everybody_once_in_order(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.ChangeAsync(db =>
        {
            for (var number = 0; number < 120; number++)
            {
                db.Accounts.Add(Account.Make(EmailAddress.Parse($"p{number}@acme.test"), number % 2 == 0 ? "Same Name" : $"Émile {number:D3}", world.Now));
            }

            return Task.CompletedTask;
        });

        var names = new List<string>();
        var ids = new HashSet<Guid>();
        string? next = null;
        do
        {
            var page = (await world.Get<UserDirectory>().ListAsync(null, UserFilter.All, next, by: world.Ada)).Done;
            names.AddRange(page.Rows.Select(row => row.SortName));
            ids.UnionWith(page.Rows.Select(row => row.Id));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(121, names.Count);
        Assert.Equal(121, ids.Count);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Theory, OnBothDatabases]
    public async Task Search_finds_the_beginnings_of_words_of_name_and_address_whatever_the_case_and_accents(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PersonAsync("emile@acme.test", "Émile Zola");
        await world.PersonAsync("karl@widgets.test", "Karl 100% Kraus");

        async Task<IEnumerable<string>> Find(string search) =>
            (await world.Get<UserDirectory>().ListAsync(search, UserFilter.All, null, by: world.Ada)).Done.Rows.Select(row => row.FullName);

        Assert.Equal(["Émile Zola"], await Find("zol EMI"));
        Assert.Equal(["Karl 100% Kraus"], await Find("WIDGETS"));
        Assert.Equal(["Karl 100% Kraus"], await Find("100%"));
        await world.PersonAsync("sinead@acme.test", "Sinéad O’Shea");
        Assert.Equal(["Sinéad O’Shea"], await Find("O'Shea"));
        Assert.Equal(["Sinéad O’Shea"], await Find("sinead oʼs"));
        Assert.Empty(await Find("raus"));
        Assert.Equal(["Karl 100% Kraus"], await Find("karl\0"));
        Assert.Empty(await Find("nobody"));
        Assert.Empty(await Find("_"));
    }

    [Theory, OnBothDatabases]
    public async Task Statuses_are_derived_from_the_facts(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var directory = world.Get<UserDirectory>();
        async Task<UserRow> Row(Guid id) => (await directory.FindAsync(id, by: world.Ada)).Done;
        async Task<UserStatus> Status(Guid id) => (await Row(id)).Status;

        var contact = (await world.ContactAsync("contact@acme.test")).Id;
        var nora = (await directory.CreateUserAsync(new("nora@desk.test", "Nora", new HashSet<Application> { Application.Team }, IsInvited: true), by: world.Ada)).Done;
        var tom = (await directory.CreateUserAsync(new("tom@desk.test", "Tom", new HashSet<Application>(), IsInvited: false, Good), by: world.Ada)).Done;

        Assert.Equal(UserStatus.Active, await Status(world.Ada.AccountId!.Value));
        Assert.Equal(UserStatus.Contact, await Status(contact));
        Assert.Equal(UserStatus.Invited, await Status(nora));
        Assert.Equal([Application.Team], (await Row(nora)).Seats);
        Assert.Equal(UserStatus.MustChangePassword, await Status(tom));

        world.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(UserStatus.InvitationExpired, await Status(nora));

        await directory.DeactivateAsync(nora, by: world.Ada);
        Assert.Equal(UserStatus.Deactivated, await Status(nora));
        Assert.Equal([nora], (await directory.ListAsync("", UserFilter.Deactivated, null, by: world.Ada)).Done.Rows.Select(row => row.Id));
    }

    [Theory]
    [InlineData("%%%")]
    [InlineData("AAAA")]
    [InlineData("")]
    public async Task A_made_up_place_in_the_list_is_its_beginning(string after)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);

        Assert.Single((await world.Get<UserDirectory>().ListAsync(null, UserFilter.All, after, by: world.Ada)).Done.Rows);
    }

    [Fact]
    public async Task Nobody_else_sees_the_directory()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var karl = await world.PersonAsync("karl@acme.test");

        Assert.IsType<NotFound>((await world.Get<UserDirectory>().ListAsync(null, UserFilter.All, null, by: karl)).Refusal);
        Assert.IsType<NotFound>((await world.Get<UserDirectory>().FindAsync(karl.AccountId!.Value, by: karl)).Refusal);
        Assert.IsType<NotFound>((await world.Get<UserDirectory>().ListAsync(null, UserFilter.All, null, by: Stranger)).Refusal);
    }
}
