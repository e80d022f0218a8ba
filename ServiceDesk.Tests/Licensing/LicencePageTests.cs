using Bunit;
using ServiceDesk.Blazor.Licensing;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Licensing;

public sealed class LicencePageTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Seats_given_elsewhere_show_by_themselves_and_one_is_taken_here()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var nora = (await world.PersonAsync("nora@desk.test", "Nora Agent")).AccountId!.Value;
        var page = seen.Show<LicencePage>();
        page.WaitForAssertion(() => Assert.Contains("Nobody holds a seat", page.Text(), StringComparison.Ordinal), Soon);

        await world.Get<UserDirectory>().GiveSeatAsync(nora, Application.Team, by: world.Ada);
        page.WaitForAssertion(() => Assert.Contains("Seats taken 1 Free 9", Team(page), StringComparison.Ordinal), Soon);
        Assert.Contains("nora@desk.test", Team(page), StringComparison.Ordinal);
        await page.Button("Take the seat of Nora Agent").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("Seats taken 0 Free 10", Team(page), StringComparison.Ordinal), Soon);
        page.WaitForAssertion(() => Assert.Equal(["Nora Agent no longer holds the seat."], seen.Notices), Soon);
    }

    [Fact]
    public async Task The_number_is_changed_and_what_is_no_number_is_refused_at_its_field()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<LicencePage>();
        page.WaitForAssertion(() => page.Find("#Team-seats"), Soon);

        await page.Find("#Team-seats").InputAsync("many");
        await page.Button("Save the seats of Team").ClickAsync();
        Assert.Equal("Please give a whole number from 0 to 1,000,000.", page.Find("#Team-error").TextContent);
        await page.Find("#Team-seats").InputAsync("3");
        await page.Button("Save the seats of Team").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("Seats taken 0 Free 3", Team(page), StringComparison.Ordinal), Soon);
        Assert.Equal(3, (await world.Get<Licence>().SeatsAsync(by: world.Ada)).Done[1].Seats);
    }

    private static string Team(IRenderedComponent<LicencePage> page) =>
        string.Join(' ', page.FindAll("section")[1].TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
