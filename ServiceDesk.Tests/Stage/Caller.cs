using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace ServiceDesk.Tests.Stage;

/// <summary>
/// A program that asks a served site as a browser without script would: it keeps cookies, also those for https alone, sends a page's form with
/// its hidden fields, and follows no redirect.
/// </summary>
public sealed class Caller(Uri site, string? cookie = null) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site };
    private readonly Dictionary<string, string> _cookies = cookie is null ? [] : new([new(cookie.Split('=', 2)[0], cookie.Split('=', 2)[1])]);

    /// <summary>What it says of itself with every request, such as another Host.</summary>
    public Dictionary<string, string> Says { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Its cookies, as it sends them.</summary>
    public string Cookies => string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"));

    /// <summary>Every Set-Cookie it was ever answered.</summary>
    public List<string> CookiesSet { get; } = [];

    public Task<Answered> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<Answered> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in Says)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation("Cookie", Cookies);
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Keep(answer);
        return new Answered(
            answer.StatusCode,
            answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date").ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Opens a page, fills in the form that has these fields and sends it.</summary>
    public async Task<Answered> SendFormAsync(string path, params IReadOnlyList<(string Name, string Value)> fields) => await SendFormAsync(path, await GetAsync(path), fields);

    /// <summary>Fills in the form of a page that has these fields, and sends it.</summary>
    public async Task<Answered> SendFormAsync(string path, Answered page, params IReadOnlyList<(string Name, string Value)> fields)
    {
        var form = page.Document.QuerySelectorAll("main form[method=post]").FirstOrDefault(f => fields.All(field => f.QuerySelector($"[name='{field.Name}']") is not null));
        Assert.True(form is not null, $"{path} ({page.Status}) has no form with {string.Join(", ", fields.Select(field => field.Name))}.");
        var hidden = form.QuerySelectorAll("input[type=hidden][name]").Select(input => new KeyValuePair<string, string>(input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        using var content = new FormUrlEncodedContent([.. hidden, .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await SendAsync(HttpMethod.Post, form.GetAttribute("action") ?? path, content);
    }

    public void Dispose() => _http.Dispose();

    private void Keep(HttpResponseMessage answer)
    {
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            CookiesSet.Add(set);
            var parts = set.Split(';')[0].Split('=', 2);
            if (parts[1].Length == 0)
            {
                _cookies.Remove(parts[0]);
            }
            else
            {
                _cookies[parts[0]] = parts[1];
            }
        }
    }
}

/// <summary>What a <see cref="Caller"/> was answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers, but for the date.</param>
/// <param name="Body">The text.</param>
public sealed record Answered(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The text as a page.</summary>
    public IDocument Document => new HtmlParser().ParseDocument(Body);

    /// <summary>Where it leads; null when nowhere.</summary>
    public string? LeadsTo => Headers.GetValueOrDefault("Location");
}
