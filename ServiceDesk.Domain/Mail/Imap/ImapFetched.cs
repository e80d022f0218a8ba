using System.Globalization;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Imap;

/// <summary>What stands in a FETCH (RFC 3501, 7.4.2).</summary>
internal static class ImapFetched
{
    private static readonly string[] DateForms = ["d-MMM-yyyy HH:mm:ss zzz"];

    /// <summary>A message's description; null when this is none.</summary>
    public static ImapMessage? Of(ImapResponse told)
    {
        var uid = NumberOf(told, "UID");
        var size = NumberOf(told, "RFC822.SIZE");
        return uid is > 0 and <= uint.MaxValue && size is not null
            ? new ImapMessage((uint)uid, size.Value, DateOf(ValueOf(told, "INTERNALDATE")?.Text), FlagsOf(ValueOf(told, "FLAGS")))
            : null;
    }

    /// <summary>How many bytes of a message were handed on; null when none were.</summary>
    public static long? BytesOf(ImapResponse told, uint uid, string name)
    {
        if (ValueOf(told, name) is not { } body)
        {
            return null;
        }

        if (NumberOf(told, "UID") != uid)
        {
            throw new WireException(WireFault.NotUnderstood, "The server sends another message than the one asked for.");
        }

        return body switch
        {
            { Bytes: { } bytes } => bytes,
            { Text: null or "" } => null, // NIL, or nothing in quotes: it has no content to give any more
            _ => throw new WireException(WireFault.NotUnderstood, "The server sends a message as one line."),
        };
    }

    private static ImapToken? ValueOf(ImapResponse told, string name)
    {
        var pairs = told is { Name: "FETCH", Items: [{ Items: { } items }, ..] } ? items : [];
        if (pairs.Count % 2 != 0)
        {
            throw new WireException(WireFault.NotUnderstood, "The server tells a message in names and values that do not pair.");
        }

        for (var at = 0; at < pairs.Count; at += 2)
        {
            if (name.Equals(pairs[at].Text, StringComparison.OrdinalIgnoreCase))
            {
                return pairs[at + 1];
            }
        }

        return null;
    }

    private static long? NumberOf(ImapResponse told, string name) =>
        long.TryParse(ValueOf(told, name)?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? DateOf(string? text) =>
        DateTimeOffset.TryParseExact(text?.Trim(), DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static HashSet<string> FlagsOf(ImapToken? flags) =>
        (flags?.Items ?? []).Select(flag => flag.Text).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
}
