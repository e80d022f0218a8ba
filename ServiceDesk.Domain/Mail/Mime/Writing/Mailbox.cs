using System.Globalization;
using System.Text;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Mime.Writing;

/// <summary>Somebody in a header: an address, and a name where there is one (RFC 5322, 3.4).</summary>
public sealed record Mailbox
{
    /// <summary>Throws <see cref="ArgumentException"/> when the address is none.</summary>
    public Mailbox(string address, string? name = null)
    {
        if (!EmailAddress.TryParse(address, out var parsed))
        {
            throw new ArgumentException("Not a mail address.", nameof(address));
        }

        // The domain as every server takes it; before the at sign only SMTPUTF8 carries letters beyond ASCII.
        WireAddress = parsed.Typed[..(parsed.Typed.LastIndexOf('@') + 1)] + (Ascii.IsValid(parsed.Typed) ? parsed.Typed[(parsed.Typed.LastIndexOf('@') + 1)..] : parsed.Domain);
        Name = string.IsNullOrWhiteSpace(name) ? null : name;
    }

    /// <summary>The address as it is written in headers and envelopes.</summary>
    public string WireAddress { get; }

    /// <summary>The name; null when there is none.</summary>
    public string? Name { get; }

    /// <summary>Reads what an administrator wrote: an address, or a name and an address in angle brackets; null for anything else.</summary>
    public static Mailbox? Parse(string text)
    {
        var open = text.LastIndexOf('<');
        var (name, address) = open < 0 ? ("", text) : (text[..open].Trim(), text[(open + 1)..]);
        if (open >= 0 && !address.TrimEnd().EndsWith('>'))
        {
            return null;
        }

        address = open < 0 ? address : address.TrimEnd()[..^1];
        return !text.Any(char.IsControl) && !name.Contains('<', StringComparison.Ordinal) && EmailAddress.TryParse(address, out var parsed)
            ? new Mailbox(parsed.Typed, Unquoted(name))
            : null;
    }

    private static string Unquoted(string name) => name is ['"', .. var inner, '"'] ? inner.Replace("\\\"", "\"", false, CultureInfo.InvariantCulture) : name;
}
