using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Customers;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class FindingUsersTests(Stages stage)
{
    private static readonly HashSet<Application> None = [];

    [Theory, OnBothDatabases]
    public async Task Each_filter_finds_its_people(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var directory = world.Get<UserDirectory>();
        await world.ChangeAccountAsync(world.Ada, ada => ada.LastSeenAt = world.Now);
        await world.ContactAsync("karl@acme.test", "Karl");
        await directory.CreateUserAsync(new("nora@desk.test", "Nora", new HashSet<Application> { Application.Team }, IsInvited: true), by: world.Ada);
        await directory.CreateUserAsync(new("tom@desk.test", "Tom", None, IsInvited: false, Good), by: world.Ada);
        await world.PersonAsync("lena@acme.test", "Lena");
        await directory.DeactivateAsync((await world.PersonAsync("zoe@acme.test", "Zoe")).AccountId!.Value, by: world.Ada);

        Assert.Equal("Ada Admin, Karl, Lena, Nora, Tom, Zoe", await FoundAsync(world, "", UserFilter.All));
        Assert.Equal("Ada Admin, Lena", await FoundAsync(world, "", UserFilter.Active));
        Assert.Equal("Karl, Lena, Nora, Tom", await FoundAsync(world, "", UserFilter.NeverLoggedIn));
        Assert.Equal("Karl, Nora", await FoundAsync(world, "", UserFilter.Contacts));
        Assert.Equal("Nora", await FoundAsync(world, "", UserFilter.Invited));
        Assert.Equal("Tom", await FoundAsync(world, "", UserFilter.MustChangePassword));
        Assert.Equal("Zoe", await FoundAsync(world, "", UserFilter.Deactivated));
        Assert.Equal("Ada Admin", await FoundAsync(world, "", UserFilter.ServiceDesk));
        Assert.Equal("Nora", await FoundAsync(world, "", UserFilter.Team));

        Assert.Equal("Lena", await FoundAsync(world, "acme", UserFilter.Active));
        Assert.Equal("Karl", await FoundAsync(world, "acme", UserFilter.Contacts));
        Assert.Equal("", await FoundAsync(world, "karl", UserFilter.Team));
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_invited_to_a_desk_is_invited_until_that_is_taken_back(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var story = world;
        var karl = await world.ContactAsync("karl@acme.test", "Karl");
        await world.ContactAsync("mia@acme.test", "Mia");
        async Task<UserRow> RowAsync() => (await world.Get<UserDirectory>().FindAsync(karl.Id, by: world.Ada)).Done;

        await world.InviteAsync(desk, nora, "Karl@acme.test");

        Assert.Equal("Karl", await FoundAsync(world, "", UserFilter.Invited));
        Assert.Equal("Karl", await FoundAsync(world, "acme", UserFilter.Invited));
        Assert.Equal((UserStatus.Invited, world.Now.AddDays(7)), ((await RowAsync()).Status, (await RowAsync()).InvitedUntil));

        var invitation = Assert.Single(await world.InvitationsAsync());
        await world.Get<CustomerInvitations>().RevokeAsync(desk.Id, [invitation.Id], by: nora);

        Assert.Equal("", await FoundAsync(world, "", UserFilter.Invited));
        Assert.Equal((UserStatus.Contact, (DateTimeOffset?)null), ((await RowAsync()).Status, (await RowAsync()).InvitedUntil));
    }

    [Theory, OnBothDatabases]
    public async Task A_new_name_is_found_and_the_old_one_is_not(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonAsync("karl@acme.test", "Karl Kunde");
        var profile = (await world.Get<Profiles>().OfAsync(by: karl)).Done;

        Assert.True((await world.Get<Profiles>().EditAsync(profile with { FullName = "Carlos Cliente" }, by: karl)).IsDone);

        Assert.Equal("Carlos Cliente", await FoundAsync(world, "clien"));
        Assert.Equal("Carlos Cliente", await FoundAsync(world, "karl@"));
        Assert.Equal("", await FoundAsync(world, "kunde"));
    }

    [Theory, OnBothDatabases]
    public async Task Pages_of_a_search_and_of_a_filter_name_everybody_once(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.ChangeAsync(db =>
        {
            db.Accounts.AddRange(Enumerable.Range(0, 120).Select(number => Account.Make(EmailAddress.Parse($"mia{number % 7}.{number}@acme.test"), "Mia Same", world.Now)));
            return Task.CompletedTask;
        });

        foreach (var (typed, filter) in new[] { ("mi acme", UserFilter.All), ("mi acme", UserFilter.Contacts), ("", UserFilter.NeverLoggedIn) })
        {
            var ids = new List<Guid>();
            for (string? next = ""; next is not null;)
            {
                var page = (await world.Get<UserDirectory>().ListAsync(typed, filter, next.Length == 0 ? null : next, by: world.Ada)).Done;
                ids.AddRange(page.Rows.Where(row => row.Id != world.Ada.AccountId).Select(row => row.Id));
                next = page.Next;
            }

            Assert.Equal((120, 120), (ids.Count, ids.Distinct().Count()));
        }
    }

    /// <summary>A filter that leaves many goes the other way: the words are walked, and each person looked up for the filter.</summary>
    [Theory, OnBothDatabases]
    public async Task Among_many_whom_a_filter_leaves_the_typed_words_still_find_the_right_ones(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.ChangeAsync(db =>
        {
            db.Accounts.AddRange(Enumerable.Range(0, 5_100).Select(number => Account.Make(EmailAddress.Parse($"p{number}@acme.test"), $"Person{number:D4}", world.Now)));
            return Task.CompletedTask;
        });
        await world.PersonAsync("person5@other.test", "Person0005 Other");

        Assert.Equal("Person0005", await FoundAsync(world, "person0005", UserFilter.Contacts));
        Assert.Equal("Person0005, Person0005 Other", await FoundAsync(world, "person0005", UserFilter.NeverLoggedIn));
        Assert.Equal("Person0005 Other", await FoundAsync(world, "person0005", UserFilter.Active));
    }

    private static async Task<string> FoundAsync(World world, string typed, UserFilter filter = UserFilter.All) =>
        string.Join(", ", (await world.Get<UserDirectory>().ListAsync(typed, filter, null, by: world.Ada)).Done.Rows.Select(row => row.FullName));
}
