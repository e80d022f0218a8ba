using System.Globalization;
using System.Net;
using System.Text;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>A plain text as a mail's HTML: paragraphs, and a line that is nothing but a link as a link.</summary>
internal static class MailHtml
{
    // Text has no colour of its own, and this one is read on white and on black: mail programs have a dark side too.
    private const string Small = " style=\"color:#6e7781;font-size:0.85em\"";

    /// <summary>The HTML of a text, within its frame.</summary>
    public static string Of(string text, CultureInfo culture, MailFrame? frame = null)
    {
        var html = new StringBuilder($"<!DOCTYPE html><html lang=\"{culture.TwoLetterISOLanguageName}\"><body style=\"font-family:system-ui,sans-serif;line-height:1.5;max-width:40em;overflow-wrap:anywhere\">");
        Add(html, frame?.Above, Small);
        Add(html, text, "");
        if (frame is not null)
        {
            html.Append("<hr style=\"border:0;border-top:1px solid #8c959f\">");
            Add(html, frame.Below, Small);
        }

        return html.Append("</body></html>").ToString();
    }

    private static void Add(StringBuilder html, string? text, string style)
    {
        foreach (var paragraph in (text ?? "").ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            html.Append("<p").Append(style).Append('>').AppendJoin("<br>", paragraph.Split('\n').Select(Line)).Append("</p>");
        }
    }

    private static string Line(string line)
    {
        var encoded = WebUtility.HtmlEncode(line);
        var isLink = line == OutboxMail.LinkMark || ((line.StartsWith("https://", StringComparison.Ordinal) || line.StartsWith("http://", StringComparison.Ordinal)) && !line.Contains(' ', StringComparison.Ordinal));
        return isLink ? $"<a href=\"{encoded}\">{encoded}</a>" : encoded;
    }
}
