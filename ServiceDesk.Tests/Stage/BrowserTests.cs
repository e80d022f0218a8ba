namespace ServiceDesk.Tests.Stage;

public sealed class BrowserTests(Browser browser) : IAsyncDisposable
{
    private readonly Visitors _visitors = browser.VisitorsOf(new Uri("http://localhost"));

    public ValueTask DisposeAsync() => _visitors.DisposeAsync();

    [Fact]
    public async Task Every_visitor_has_a_browser_of_their_own()
    {
        var nora = await _visitors.OpenAsync("nora");
        var karl = await _visitors.OpenAsync("karl");
        await nora.Context.AddCookiesAsync([new() { Name = "who", Value = "nora", Url = "http://localhost" }]);

        Assert.Single(await (await _visitors.OpenAsync("nora")).Context.CookiesAsync());
        Assert.Empty(await karl.Context.CookiesAsync());
    }
}
