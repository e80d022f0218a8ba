using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>The text of an HTML page as a person would read it aloud. Reads tag by tag, without a tree, so that no nesting is too deep.</summary>
internal sealed class HtmlText
{
    private const int MostLetters = 2 << 20;

    private static readonly HashSet<string> Unseen = new(StringComparer.Ordinal) { "script", "style", "title", "noframes", "iframe", "object", "applet", "select", "template" };
    private static readonly HashSet<string> Paragraphs = new(StringComparer.Ordinal) { "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "pre", "blockquote" };

    private static readonly HashSet<string> Lines = new(StringComparer.Ordinal)
    {
        "div", "tr", "li", "dt", "dd", "section", "article", "header", "footer", "main", "aside", "nav", "form", "fieldset", "address", "center", "caption", "figure", "figcaption", "body", "tbody", "thead",
    };

    private readonly TextLines _text = new();
    private string? _link;
    private int _linkStart;

    private HtmlText()
    {
    }

    /// <summary>The text of a page; of a very long one its beginning.</summary>
    public static string Read(string html)
    {
        var page = new HtmlText();
        using var source = new TextSource(html.Length > MostLetters ? html[..MostLetters] : html);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver) { IsAcceptingCharacterData = true };
        string? unseen = null;
        for (var token = tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokens.Get())
        {
            if (unseen is not null)
            {
                unseen = token.Type == HtmlTokenType.EndTag && token.Name == unseen ? null : unseen;
            }
            else if (token.Type == HtmlTokenType.Character)
            {
                page._text.Write(token.Data);
            }
            else if (token.Type == HtmlTokenType.StartTag && Unseen.Contains(token.Name))
            {
                unseen = token.Name;
                tokens.State = token.Name switch { "script" => HtmlParseMode.Script, "title" => HtmlParseMode.RCData, "style" or "iframe" or "noframes" => HtmlParseMode.Rawtext, _ => HtmlParseMode.PCData };
            }
            else if (token is HtmlTagToken tag)
            {
                page.Take(tag);
            }
        }

        return page._text.ToString();
    }

    private void Take(HtmlTagToken tag)
    {
        var isStart = tag.Type == HtmlTokenType.StartTag;
        switch (tag.Name)
        {
            case "br" when isStart:
                _text.Break();
                break;
            case "hr" when isStart:
                _text.BeginLine();
                _text.Write("--------");
                _text.BeginLine();
                break;
            case "a":
                TakeLink(isStart ? tag.GetAttribute("href") : null);
                break;
            case "td" or "th" when !isStart:
                _text.Write(" ");
                break;
            case "blockquote":
                _text.Quote(isStart ? 1 : -1);
                break;
            case "pre":
                _text.BeginParagraph();
                _text.IsPreformatted = isStart;
                break;
            case var name when Paragraphs.Contains(name):
                _text.BeginParagraph();
                break;
            case var name when Lines.Contains(name):
                _text.BeginLine();
                if (isStart && name == "li")
                {
                    _text.Write("- ");
                }

                break;
        }
    }

    // Where a link leads is told where its words do not tell it.
    private void TakeLink(string? address)
    {
        if (_link is { Length: < 2_000 } link && (link.StartsWith("http", StringComparison.OrdinalIgnoreCase) || link.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)))
        {
            var words = _text.Since(_linkStart).Trim();
            var bare = link[(link.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim('/');
            if (words.Length > 0 && !words.Contains(bare, StringComparison.OrdinalIgnoreCase) && !bare.Contains(words, StringComparison.OrdinalIgnoreCase))
            {
                _text.Write(" <" + link.Trim() + ">");
            }
        }

        _link = address;
        _linkStart = _text.Length;
    }
}
