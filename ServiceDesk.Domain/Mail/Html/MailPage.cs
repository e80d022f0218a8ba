using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Text;

namespace ServiceDesk.Domain.Mail.Html;

/// <summary>Makes a stranger's page fit to be shown: an allow-list is walked through, and what it lets pass is written anew.</summary>
public static class MailPage
{
    private const int MostLetters = 2 << 20;
    private const int MostOpen = 1_000;

    /// <summary>
    /// The page, cleaned. <paramref name="pictureOf"/> gives for a Content-ID the address under which the site serves that file, or null where there is none;
    /// pictures elsewhere are shown only with <paramref name="showsRemotePictures"/>.
    /// </summary>
    public static CleanPage Clean(string html, Func<string, string?> pictureOf, bool showsRemotePictures)
    {
        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = false, SkipComments = true, IsNotSupportingFrames = true });
        using var page = parser.ParseDocument(Bounded(html.Length > MostLetters ? html[..MostLetters] : html));
        var writer = new PageWriter(pictureOf, showsRemotePictures);
        if (page.Body is { } body)
        {
            writer.Write(body);
        }

        return new CleanPage(writer.Markup, writer.BlockedPictures);
    }

    // The time a parser takes grows with the square of how many elements are open; where more are than anybody means, the page ends.
    private static string Bounded(string html)
    {
        using var source = new TextSource(html);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        var open = 0;
        for (var token = tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokens.Get())
        {
            var counts = token.Type is HtmlTokenType.StartTag or HtmlTokenType.EndTag && !AllowedMarkup.Empty.Contains(token.Name) && !AllowedMarkup.EndByThemselves.Contains(token.Name);
            open = Math.Max(0, open + (!counts ? 0 : token.Type == HtmlTokenType.StartTag ? 1 : -1));
            if (open > MostOpen)
            {
                return html[..Math.Clamp(token.Position.Index, 0, html.Length)];
            }
        }

        return html;
    }
}
