using System.Collections.Frozen;

namespace ServiceDesk.Domain.Mail.Html;

/// <summary>What of a mail's markup is shown. Whatever is not here is not.</summary>
internal static class AllowedMarkup
{
    /// <summary>Elements that are shown.</summary>
    public static FrozenSet<string> Elements { get; } = FrozenSet.Create(StringComparer.Ordinal,
        "a", "abbr", "address", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr");

    /// <summary>Elements of which nothing is shown, not even what is in them.</summary>
    public static FrozenSet<string> Dropped { get; } = FrozenSet.Create(StringComparer.Ordinal,
        "applet", "audio", "base", "canvas", "dialog", "embed", "frame", "frameset", "head", "iframe", "link", "math", "meta", "noembed", "noframes", "noscript", "object", "option", "param", "plaintext", "script",
        "select", "source", "style", "svg", "template", "textarea", "title", "track", "video", "xmp");

    /// <summary>Elements that have no end.</summary>
    public static FrozenSet<string> Empty { get; } = FrozenSet.Create(StringComparer.Ordinal, "br", "col", "hr", "img", "wbr");

    /// <summary>Elements that the next of their kind ends.</summary>
    public static FrozenSet<string> EndByThemselves { get; } = FrozenSet.Create(StringComparer.Ordinal, "p", "li", "dt", "dd", "td", "th", "tr", "option", "input", "link", "meta", "area", "param", "source");

    /// <summary>Attributes that every element may have. No names and no classes: those are the site's own.</summary>
    public static FrozenSet<string> Attributes { get; } = FrozenSet.Create(StringComparer.Ordinal,
        "abbr", "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "clear", "color", "colspan", "dir", "face", "height", "hspace", "lang", "noshade", "nowrap", "open", "reversed", "rowspan",
        "scope", "size", "span", "start", "title", "type", "valign", "value", "vspace", "width");
}
