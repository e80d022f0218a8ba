using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Dom;

namespace ServiceDesk.Domain.Mail.Html;

/// <summary>Writes what the allow-list lets pass. Goes through the tree without recursion, so that none is too deep.</summary>
internal sealed class PageWriter(Func<string, string?> pictureOf, bool showsRemotePictures)
{
    private const int MostDepth = 200;
    private const string HtmlNamespace = "http://www.w3.org/1999/xhtml";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _markup = new();
    private readonly PageAddresses _addresses = new(pictureOf, showsRemotePictures);
    private readonly Stack<string> _open = [];

    /// <summary>What was written.</summary>
    public string Markup => _markup.ToString();

    /// <summary>How many pictures were left out because they lie elsewhere.</summary>
    public int BlockedPictures => _addresses.Blocked;

    /// <summary>Writes what is in an element.</summary>
    public void Write(IElement root)
    {
        var ends = new Stack<(INode Parent, bool Writes)>();
        for (INode? node = root.FirstChild; node is not null || ends.Count > 0;)
        {
            if (node is null)
            {
                var (parent, writes) = ends.Pop();
                if (writes)
                {
                    _markup.Append("</").Append(_open.Pop()).Append('>');
                }

                node = parent.NextSibling;
                continue;
            }

            if (Enter(node) is { } isWritten && node.HasChildNodes)
            {
                ends.Push((node, isWritten));
                node = node.FirstChild;
            }
            else
            {
                node = node.NextSibling;
            }
        }
    }

    // Whether it was written with a beginning that needs an end; null where nothing in it is shown.
    private bool? Enter(INode node)
    {
        if (node is IText text)
        {
            _markup.Append(Encoder.Encode(text.Data));
            return null;
        }

        if (node is not IElement element || element.NamespaceUri != HtmlNamespace || AllowedMarkup.Dropped.Contains(element.LocalName))
        {
            return null;
        }

        if (!AllowedMarkup.Elements.Contains(element.LocalName) || _open.Count >= MostDepth)
        {
            return false;
        }

        _markup.Append('<').Append(element.LocalName);
        WriteAttributes(element);
        _markup.Append('>');
        if (AllowedMarkup.Empty.Contains(element.LocalName))
        {
            return null;
        }

        if (element.HasChildNodes)
        {
            _open.Push(element.LocalName);
            return true;
        }

        _markup.Append("</").Append(element.LocalName).Append('>');
        return null;
    }

    private void WriteAttributes(IElement element)
    {
        foreach (var attribute in element.Attributes)
        {
            if (AllowedMarkup.Attributes.Contains(attribute.Name))
            {
                Append(attribute.Name, attribute.Value);
            }
        }

        if (element.GetAttribute("style") is { } style && AllowedStyle.Of(style) is { } allowed)
        {
            Append("style", allowed);
        }

        if (element.LocalName == "a" && PageAddresses.Link(element.GetAttribute("href")) is { } link)
        {
            Append("href", link);
            Append("rel", "noopener nofollow");
            Append("target", "_blank");
        }

        if (element.LocalName == "img" && _addresses.Picture(element.GetAttribute("src")) is { } picture)
        {
            Append("src", picture);
            Append("referrerpolicy", "no-referrer");
        }
    }

    private void Append(string name, string value) => _markup.Append(' ').Append(name).Append("=\"").Append(Encoder.Encode(value)).Append('"');
}
