using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>The text of a message: plain, and where there is some the HTML beside it.</summary>
internal sealed partial class MailText
{
    private const int MostOfHead = 2_048;

    private readonly List<(MimePart Part, string Name, int Start, int Length)> _enclosed = [];
    private readonly bool _isEnclosed;

    /// <summary>Puts the pieces together; where there is nothing to read, what lies in Outlook's own container.</summary>
    public MailText(MailContent content, MailFiles files)
    {
        _isEnclosed = content.IsEnclosed;
        var pieces = content.Texts.Select(piece => (Plain: Join(piece.Plain.Select(PlainOf)), Html: piece.Html.Count == 0 ? null : string.Join("\n", piece.Html.Select(HtmlOf)))).ToList();
        Plain = Join(pieces.Select(piece => Better(piece.Plain, piece.Html)));
        Html = pieces.Exists(piece => piece.Html is not null)
            ? string.Join("\n", pieces.Select(piece => piece.Html ?? $"<div style=\"white-space: pre-wrap\">{WebUtility.HtmlEncode(piece.Plain)}</div>"))
            : null;
        if (Plain.Length == 0)
        {
            (Plain, Html) = (Tidy(files.Text ?? ""), Html ?? files.Html);
        }
    }

    /// <summary>The text to read; empty where there is none.</summary>
    public string Plain { get; }

    /// <summary>The page as it was sent, not to be shown before it is cleaned; null when there is none.</summary>
    public string? Html { get; }

    /// <summary>The files that stand encoded in the middle of the text.</summary>
    public IReadOnlyList<(MimePart Part, string Name, int Start, int Length)> Enclosed => _enclosed;

    [GeneratedRegex(@"<meta[^>]*?charset\s*=\s*[""']?\s*(?<charset>[\w:.-]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Meta { get; }

    private static string Join(IEnumerable<string> texts) => string.Join("\n\n", texts.Select(text => text.TrimEnd()).Where(text => text.Length > 0));

    // Of texts that should say the same the plain one is read, unless it lacks much of what the page says: the page is what its writer saw.
    private static string Better(string plain, string? html)
    {
        if (html is null)
        {
            return plain;
        }

        var read = HtmlText.Read(html);
        return Wording.Lacks(plain, read) ? read : plain;
    }

    private string PlainOf(MimePart part)
    {
        var bytes = part.Kept;
        var (without, files) = UuencodedText.Split(bytes.Span);
        if (files.Count > 0 && !_isEnclosed)
        {
            bytes = without;
            _enclosed.AddRange(files.Select(file => (part, file.Name, file.Start, file.Length)));
        }

        var text = Tidy(Charsets.Decode(bytes.Span, part.ContentType["charset"]));
        return part.Type is "text/enriched" or "text/richtext" ? HtmlText.Read(text.Replace("<<", "&lt;", StringComparison.Ordinal).Replace("\n\n", "<br>", StringComparison.Ordinal))
            : string.Equals(part.ContentType["format"], "flowed", StringComparison.OrdinalIgnoreCase) ? FlowedText.Join(text, string.Equals(part.ContentType["delsp"], "yes", StringComparison.OrdinalIgnoreCase))
            : text;
    }

    private static string HtmlOf(MimePart part)
    {
        var head = Encoding.Latin1.GetString(part.Kept.Span[..Math.Min(MostOfHead, part.Kept.Length)]);
        var charset = part.ContentType["charset"];
        charset = CharsetNames.Find(charset) is null or ASCIIEncoding && Meta.Match(head) is { Success: true } meta ? meta.Groups["charset"].Value : charset;
        return Tidy(Charsets.Decode(part.Kept.Span, charset));
    }

    private static string Tidy(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\0", "", StringComparison.Ordinal).TrimStart('\uFEFF');
}
