using System.Diagnostics;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using ServiceDesk.Domain.Mail.Html;
using ServiceDesk.Tests.Mail.Mime;

namespace ServiceDesk.Tests.Mail.Html;

public sealed partial class ShowingMailTests
{
    [GeneratedRegex(@"^\s*(javascript|vbscript|data:text)|expression|url\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Attack();

    [Fact]
    public void What_a_letter_is_made_of_is_shown() => Assert.Equal(
        "<p style=\"color: #333; font-family: &#x27;Segoe UI&#x27;, sans-serif\">Grüße, <b>Karl</b> &amp; Co<br></p><table width=\"100%\"><tbody><tr><td colspan=\"2\">x</td></tr></tbody></table>",
        Clean("<p class=modal id=app style=\"color:#333;position:fixed;font-family:'Segoe UI', sans-serif;background:url(x)\">Grüße, <b onclick=x()>Karl</b> &amp; Co<br></p><form><table width=100%><tr><td colspan=2>x</table></form>"));

    [Theory]
    [InlineData("https://example.com/a?b=1&c", "https://example.com/a?b=1&amp;c")]
    [InlineData("mailto:karl@example.com", "mailto:karl@example.com")]
    [InlineData(" HTTPS://example.com", "HTTPS://example.com")]
    public void Links_lead_out_and_say_nothing_of_here(string address, string written) =>
        Assert.Equal($"<a href=\"{written}\" rel=\"noopener nofollow\" target=\"_blank\">x</a>", Clean($"<a href=\"{address}\" ping=https://spy.test download>x</a>"));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("&#106;avascript:alert(1)")]
    [InlineData("\u0001javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("/desks/1")]
    [InlineData("#top")]
    [InlineData("//evil.test")]
    [InlineData("file:///etc/passwd")]
    public void Links_to_anything_else_are_words(string address) => Assert.Equal("<a>x</a>", Clean($"<a href=\"{address}\">x</a>"));

    [Fact]
    public void Pictures_of_the_message_are_shown_and_others_wait_until_asked_for()
    {
        const string page = "<img src=cid:logo@x alt=logo><img src=\"https://spy.test/1.gif\"><img src=//spy.test/2.gif><img src=data:image/png;base64,AAAA><img src=data:image/svg+xml;base64,AAAA><img src=x onerror=alert(1)>";

        var shown = MailPage.Clean(page, id => id == "logo@x" ? "/files/7" : null, showsRemotePictures: false);
        Assert.Equal(2, shown.BlockedPictures);
        Assert.Equal("<img alt=\"logo\" src=\"/files/7\" referrerpolicy=\"no-referrer\"><img><img><img src=\"data:image/png;base64,AAAA\" referrerpolicy=\"no-referrer\"><img><img>", shown.Markup);

        var asked = MailPage.Clean(page, _ => null, showsRemotePictures: true);
        Assert.Equal(0, asked.BlockedPictures);
        Assert.Contains("src=\"https://spy.test/1.gif\"", asked.Markup, StringComparison.Ordinal);
        Assert.Contains("src=\"https://spy.test/2.gif\"", asked.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("color: red; behavior: url(x)", "color: red")]
    [InlineData("margin: -100px", null)]
    [InlineData("width: expression(alert(1))", null)]
    [InlineData("width: calc(100% - 1px)", null)]
    [InlineData("color: r\\65 d", null)]
    [InlineData("color: /**/red", null)]
    [InlineData("background-color: rgba(1, 2, 3, .5)", "background-color: rgba(1, 2, 3, .5)")]
    [InlineData("position: absolute; top: 0", null)]
    [InlineData("font-family: \"a;b\"", null)]
    [InlineData("text-align: center; list-style-type: lower-roman", "text-align: center; list-style-type: lower-roman")]
    public void Of_styles_only_looks_stay(string style, string? kept) =>
        Assert.Equal(kept is null ? "<i>x</i>" : $"<i style=\"{kept}\">x</i>", Clean($"<i style='{style}'>x</i>"));

    [Fact]
    public void No_known_attack_survives()
    {
        var rows = RealMail.Rows("tables/html-sanitise.jsonl");
        Assert.NotEmpty(rows);
        foreach (var payload in rows.Select(row => row.GetProperty("payload").GetString()!))
        {
            var once = MailPage.Clean(payload, _ => "/file", showsRemotePictures: true).Markup;
            AssertHarmless(once, payload);
            Assert.Equal(once, MailPage.Clean(once, _ => "/file", showsRemotePictures: true).Markup.Replace("src=\"\"", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Pages_that_only_nest_are_cut_short_in_time()
    {
        foreach (var tag in new[] { "<div>", "<b>", "<a href=x>", "<table><tr><td>", "<blockquote>", "<font><p>" })
        {
            var started = Stopwatch.GetTimestamp();
            var markup = Clean(string.Concat(Enumerable.Repeat(tag, 20_000)) + "x");
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10), $"{tag} took {Stopwatch.GetElapsedTime(started)}");
            Assert.True(markup.Length < 100_000, $"{tag} became {markup.Length} letters");
        }
    }

    private static string Clean(string html) => MailPage.Clean(html, _ => null, showsRemotePictures: false).Markup;

    // Read once more as a browser would.
    private static void AssertHarmless(string markup, string payload)
    {
        using var page = new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument($"<body><div>{markup}</div>");
        foreach (var element in page.Body!.QuerySelectorAll("*"))
        {
            Assert.True(AllowedMarkup.Elements.Contains(element.LocalName) && element.NamespaceUri == "http://www.w3.org/1999/xhtml", $"<{element.LocalName}> survived of {payload}");
            foreach (var attribute in element.Attributes)
            {
                var isOurs = attribute.Name is "href" or "src" or "style" or "rel" or "target" or "referrerpolicy";
                Assert.True(isOurs || AllowedMarkup.Attributes.Contains(attribute.Name), $"{attribute.Name} survived of {payload}");
                Assert.False(isOurs && Attack().IsMatch(attribute.Value), $"{attribute.Name}={attribute.Value} survived of {payload}");
            }
        }
    }
}
