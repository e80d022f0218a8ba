using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>Somebody who logged in by the log-in page. The cookies are carried by hand: .NET's own container withholds Secure ones from http, where browsers take loopback for secure.</summary>
internal sealed partial class LoggedIn(HttpClient http, Uri site, string cookies)
{
    private const string Page = "/Identity/Account/Login";

    public Uri Site => site;

    public string Cookies => cookies;

    [GeneratedRegex("<input [^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden { get; }

    [GeneratedRegex("name=\"([^\"]+)\"")]
    private static partial Regex Name { get; }

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value { get; }

    /// <summary>Logs in.</summary>
    public static async Task<LoggedIn> AsAsync(Uri site, string address, string password)
    {
        var http = Client(site);
        using var answer = await SubmitAsync(http, Page, new(StringComparer.Ordinal) { ["Email"] = address, ["Password"] = password });
        return answer.StatusCode is HttpStatusCode.Redirect
            ? new LoggedIn(http, site, CookiesOf(answer))
            : throw new InvalidOperationException($"The log-in of {address} was answered by {answer.StatusCode}.");
    }

    /// <summary>A client that follows nothing and keeps nothing.</summary>
    public static HttpClient Client(Uri site) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site };

    /// <summary>Asks for a page and posts its form, with what it hides in it; says how many milliseconds the post took.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(HttpClient http, string path, Dictionary<string, string> fields, Action<double>? took = null)
    {
        using var page = await http.GetAsync(path);
        var all = new Dictionary<string, string>(fields, StringComparer.Ordinal);
        foreach (var hidden in Hidden.Matches(await page.Content.ReadAsStringAsync()).Select(match => match.Value))
        {
            all[Name.Match(hidden).Groups[1].Value] = WebUtility.HtmlDecode(Value.Match(hidden).Groups[1].Value);
        }

        using var post = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(all) };
        post.Headers.Add("Cookie", CookiesOf(page));
        var begun = Stopwatch.GetTimestamp();
        var answer = await http.SendAsync(post);
        took?.Invoke(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        return answer;
    }

    /// <summary>A page's text.</summary>
    public async Task<string> GetAsync(string path)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, path);
        ask.Headers.Add("Cookie", cookies);
        using var answer = await http.SendAsync(ask);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    private static string CookiesOf(HttpResponseMessage answer) => string.Join("; ", (answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        .Select(cookie => cookie.Split(';')[0]));
}
