using System.Collections.Frozen;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>A page piece by piece: words, and the tags that layout depends on. Reads forward once, whatever is left open (HTML, 13.2.5).</summary>
internal sealed class HtmlTokens(string html)
{
    private const string Blanks = " \t\n\f\r";
    private const string EndsOfName = " \t\n\f\r/>";

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = new[]
    {
        "br", "hr", "a", "td", "th", "blockquote", "pre", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "div", "tr", "li", "dt", "dd", "section", "article", "header", "footer", "main", "aside",
        "nav", "form", "fieldset", "address", "center", "caption", "figure", "figcaption", "body", "tbody", "thead", "script", "style", "title", "noframes", "iframe", "object", "applet", "select", "template",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private int _at;
    private Range _words;

    /// <summary>The name of the tag, in lower case; empty for words, and for tags that no layout depends on.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whether the tag ends what another began.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Where a link leads; null for all else.</summary>
    public string? Href { get; private set; }

    /// <summary>The words, still with their entities; empty for a tag.</summary>
    public ReadOnlySpan<char> Words => html.AsSpan(_words);

    /// <summary>Reads the next piece; false at the end.</summary>
    public bool Next()
    {
        (Name, IsEnd, Href, _words) = ("", false, null, default);
        if (_at >= html.Length)
        {
            return false;
        }

        if (html[_at] != '<' || !IsMarkup(_at))
        {
            var end = _at;
            do
            {
                end = html.IndexOf('<', end + 1);
            }
            while (end >= 0 && !IsMarkup(end));

            (_words, _at) = (_at..(end < 0 ? html.Length : end), end < 0 ? html.Length : end);
            return true;
        }

        IsEnd = html[_at + 1] == '/';
        if (char.IsAsciiLetter(html[_at + (IsEnd ? 2 : 1)]))
        {
            return ReadTag(_at + (IsEnd ? 2 : 1));
        }

        IsEnd = false;
        SkipRemark();
        return true;
    }

    /// <summary>Goes to where an element ends that holds no tags.</summary>
    public void SkipTo(string name)
    {
        for (var end = html.IndexOf("</" + name, _at, StringComparison.OrdinalIgnoreCase); end >= 0; end = html.IndexOf("</" + name, end + 2, StringComparison.OrdinalIgnoreCase))
        {
            var behind = end + 2 + name.Length;
            if (behind < html.Length && EndsOfName.Contains(html[behind], StringComparison.Ordinal))
            {
                _at = end;
                return;
            }
        }

        _at = html.Length;
    }

    // A lone angle is a letter like any other.
    private bool IsMarkup(int at) => at + 1 < html.Length && (char.IsAsciiLetter(html[at + 1]) || html[at + 1] is '!' or '?' || (html[at + 1] == '/' && at + 2 < html.Length));

    private void SkipRemark()
    {
        var isRemark = html.AsSpan(_at).StartsWith("<!--");
        var isEmpty = isRemark && (html.AsSpan(_at + 4).StartsWith(">") || html.AsSpan(_at + 4).StartsWith("->"));
        var end = isRemark && !isEmpty ? html.IndexOf("-->", _at + 4, StringComparison.Ordinal) : html.IndexOf('>', _at);
        _at = end < 0 ? html.Length : end + (isRemark && !isEmpty ? 3 : 1);
    }

    private bool ReadTag(int start)
    {
        var at = EndOf(start, EndsOfName);
        Name = Known.TryGetValue(html.AsSpan(start, at - start), out var known) ? known : "";
        while (at < html.Length && html[at] != '>')
        {
            at = html[at] == '/' || Blanks.Contains(html[at], StringComparison.Ordinal) ? at + 1 : ReadAttribute(at);
        }

        if (at >= html.Length)
        {
            _at = html.Length;
            return false; // a tag that was cut off is none
        }

        _at = at + 1;
        return true;
    }

    private int ReadAttribute(int start)
    {
        var at = EndOf(start + 1, " \t\n\f\r/>=");
        var isLink = Href is null && Name == "a" && html.AsSpan(start, at - start).Equals("href", StringComparison.OrdinalIgnoreCase);
        var sign = at;
        while (sign < html.Length && Blanks.Contains(html[sign], StringComparison.Ordinal))
        {
            sign++;
        }

        if (sign >= html.Length || html[sign] != '=')
        {
            return at;
        }

        at = sign + 1;
        while (at < html.Length && Blanks.Contains(html[at], StringComparison.Ordinal))
        {
            at++;
        }

        if (at >= html.Length)
        {
            return at;
        }

        var quote = html[at] is '"' or '\'' ? html[at] : (char?)null;
        var from = quote is null ? at : at + 1;
        var end = quote is { } mark ? html.IndexOf(mark, from) : EndOf(from, " \t\n\f\r>");
        end = end < 0 ? html.Length : end;
        Href = isLink ? HtmlEntities.Decode(html.AsSpan(from, end - from)) : Href;
        return Math.Min(html.Length, end + (quote is null ? 0 : 1));
    }

    private int EndOf(int start, string ends) => start >= html.Length ? html.Length : html.AsSpan(start).IndexOfAny(ends) is >= 0 and var length ? start + length : html.Length;
}
