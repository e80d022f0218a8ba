using Bunit;
using ServiceDesk.Blazor.Customers;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

public sealed class CustomersPageTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task The_state_button_is_named_by_the_state_and_follows_it()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await using var seen = Seen.By(world.Ada, world);
        var page = await PageAsync(seen);
        Assert.Contains("Restricted access", page.Buttons());
        Assert.Contains("the link admits only people on the customer list", page.Text(), StringComparison.Ordinal);
        Assert.Contains("No Somebody with an account opens the portal Only people on the customer list may use this portal.", page.Text(), StringComparison.Ordinal);

        await world.Get<DeskAccess>().ChooseAsync(desk.Id, CustomerAccess.Everyone, desk.Version, by: world.Ada);

        page.WaitForAssertion(() => Assert.Contains("Everyone can access", page.Buttons()), Soon);
        Assert.Contains("the link admits everyone who has an account", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Yes Somebody with an account raises a request They come onto the customer list.", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_sees_the_state_and_the_list_and_can_change_neither()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await world.CustomerAsync(desk, "karl@kunde.test", "Karl Kunde");
        await using var seen = Seen.By(await world.StaffAsync(desk, "aga@desk.test", DeskRole.Agent), world);

        var page = await PageAsync(seen);

        page.WaitForAssertion(() => Assert.Contains("Karl Kunde", page.Text(), StringComparison.Ordinal));
        Assert.Equal(["Invite customers", "Copy portal link"], page.Buttons());
        Assert.Contains("Restricted access", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_of_the_desk_sees_no_such_page()
    {
        await using var world = await stage.LiveWorldAsync();
        var karl = await world.CustomerAsync(await world.DeskAsync("IT"), "karl@kunde.test");
        await using var seen = Seen.By(karl, world);

        var page = seen.Show<CustomersPage>(("DeskKey", "IT"));

        page.WaitForAssertion(() => Assert.Contains("There is nothing here", page.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_is_searched_as_one_types_and_grows_as_people_join()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await world.CustomerAsync(desk, "karl@kunde.test", "Karl Kunde");
        await world.CustomerAsync(desk, "kim@other.test", "Kim");
        await using var seen = Seen.By(world.Ada, world);
        var page = await PageAsync(seen);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));

        await page.Labelled("Search customers").InputAsync(new() { Value = "kun" });
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")), Soon);
        await world.CustomerAsync(desk, "kuno@kunde.test", "Kuno Neu");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count), Soon);
        Assert.Equal("3", page.Find("[data-count]").TextContent);
        await page.Labelled("Search customers").InputAsync(new() { Value = "nobody" });
        page.WaitForAssertion(() => Assert.Contains("Nobody found", page.Text(), StringComparison.Ordinal), Soon);
    }

    [Fact]
    public async Task More_people_come_page_by_page()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        for (var n = 0; n < DeskCustomers.PageRows + 1; n++)
        {
            await world.JoinAsync(desk, (await world.ContactAsync($"person{n:00}@kunde.test")).Id);
        }

        await using var seen = Seen.By(world.Ada, world);
        var page = await PageAsync(seen);
        page.WaitForAssertion(() => Assert.Equal(DeskCustomers.PageRows, page.FindAll("tbody tr").Count));

        await page.Button("More").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(DeskCustomers.PageRows + 1, page.FindAll("tbody tr").Count), Soon);
        Assert.DoesNotContain("More", page.Buttons());
    }

    [Theory]
    [InlineData(CustomerAccess.Everyone, "They can come back; block the address to keep them out.")]
    [InlineData(CustomerAccess.Restricted, "They can no longer use this portal and no longer see their own requests here.")]
    public async Task Removing_somebody_tells_what_it_means(CustomerAccess access, string told)
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT", access);
        await world.CustomerAsync(desk, "karl@kunde.test", "Karl");
        await using var seen = Seen.By(world.Ada, world);
        var page = await PageAsync(seen);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        var row = (await world.Get<DeskCustomers>().FindAsync(desk.Id, "", null, world.Ada)).Done.Rows.Single();

        var dialog = seen.Show<RemoveCustomer>(("DeskId", desk.Id), ("Customer", row));
        dialog.WaitForAssertion(() => Assert.Contains(told, dialog.Text(), StringComparison.Ordinal));
        await dialog.Button("Remove").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Nobody is on the customer list yet", page.Text(), StringComparison.Ordinal), Soon);
        Assert.Equal(["Karl is off the customer list."], seen.Notices);
    }

    private static async Task<IRenderedComponent<CustomersPage>> PageAsync(Seen seen)
    {
        var page = seen.Show<CustomersPage>(("DeskKey", "IT"));
        await page.WaitForElementAsync("section");
        return page;
    }
}
