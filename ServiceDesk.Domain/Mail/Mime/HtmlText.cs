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
        var tokens = new HtmlTokens(html.Length > MostLetters ? html[..MostLetters] : html);
        string? unseen = null;
        while (tokens.Next())
        {
            if (unseen is not null)
            {
                unseen = tokens.IsEnd && tokens.Name == unseen ? null : unseen;
            }
            else if (!tokens.Words.IsEmpty)
            {
                page.Write(tokens.Words);
            }
            else if (!tokens.IsEnd && Unseen.Contains(tokens.Name))
            {
                unseen = tokens.Name;
                if (unseen is "script" or "title" or "style" or "iframe" or "noframes")
                {
                    tokens.SkipTo(unseen);
                }
            }
            else if (tokens.Name.Length > 0)
            {
                page.Take(tokens.Name, !tokens.IsEnd, tokens.Href);
            }
        }

        return page._text.ToString();
    }

    private void Write(ReadOnlySpan<char> words)
    {
        if (words.Contains('&'))
        {
            _text.Write(HtmlEntities.Decode(words));
        }
        else
        {
            _text.Write(words);
        }
    }

    private void Take(string tag, bool isStart, string? href)
    {
        switch (tag)
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
                TakeLink(isStart ? href ?? "" : null);
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
