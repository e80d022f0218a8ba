using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>A field such as Content-Type: its value and its parameters (RFC 2045, 5.1; RFC 2231), also as real programs write them.</summary>
internal sealed class HeaderParameters
{
    private static readonly HeaderParameters None = new("");

    private Dictionary<string, string>? _values;

    private HeaderParameters(string value) => Value = value;

    /// <summary>What stands before the first semicolon, in lower case; empty where there is nothing.</summary>
    public string Value { get; }

    /// <summary>A parameter; null when there is none.</summary>
    public string? this[string name] => _values?.GetValueOrDefault(name);

    /// <summary>Reads a field.</summary>
    public static HeaderParameters Read(ReadOnlySpan<byte> raw)
    {
        if (raw.IsEmpty)
        {
            return None;
        }

        // Some programs forget the semicolon before the first parameter.
        var at = End(raw, 0);
        var start = raw.IndexOfAnyExcept(" \t\r\n"u8);
        if (start >= 0 && raw[start..at].IndexOf((byte)'=') >= 0 && raw[start..at].IndexOfAny(" \t\r\n"u8) is > 0 and var blank)
        {
            at = start + blank;
        }

        var isBare = start >= 0 && raw[start..at].IndexOf((byte)'=') > 0;
        var read = new HeaderParameters(Encoding.Latin1.GetString(raw[..at]).Trim().ToLowerInvariant());
        SortedDictionary<string, SortedDictionary<int, Piece>>? pieces = null;
        if (isBare)
        {
            read.Take(raw[start..at], ref pieces); // a parameter whose value before it was forgotten
        }

        while (at < raw.Length)
        {
            var end = End(raw, at + 1);
            read.Take(raw[(at + 1)..end], ref pieces);
            at = end;
        }

        foreach (var (name, parts) in pieces ?? [])
        {
            read.Values[name] = Join(parts.Values);
        }

        return read;
    }

    private Dictionary<string, string> Values => _values ??= new(StringComparer.OrdinalIgnoreCase);

    private void Take(ReadOnlySpan<byte> parameter, ref SortedDictionary<string, SortedDictionary<int, Piece>>? pieces)
    {
        var equals = parameter.IndexOf((byte)'=');
        if (equals <= 0)
        {
            return;
        }

        var name = Encoding.Latin1.GetString(parameter[..equals]).Trim();
        var value = Unquoted(parameter[(equals + 1)..].Trim(" \t\r\n"u8));
        var star = name.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            // Encoded words have no place in a quoted value, and are everywhere in it.
            Values.TryAdd(name, EncodedWords.Decode(value).Trim());
            return;
        }

        var isEncoded = name.EndsWith('*');
        var number = int.TryParse(name[(star + 1)..].TrimEnd('*'), out var n) ? n : 0;
        pieces ??= new(StringComparer.OrdinalIgnoreCase);
        if (!pieces.TryGetValue(name[..star], out var parts))
        {
            pieces[name[..star]] = parts = [];
        }

        parts.TryAdd(number, new Piece(value, isEncoded));
    }

    // charset'language'text stands in the first piece; the bytes of all are put together before they are decoded.
    private static string Join(IEnumerable<Piece> parts)
    {
        string? charset = null;
        var bytes = new List<byte>();
        foreach (var (index, part) in parts.Index())
        {
            var value = part.Value.AsSpan();
            if (part.IsEncoded && index == 0 && value.Count((byte)'\'') >= 2)
            {
                var first = value.IndexOf((byte)'\'');
                charset = Encoding.ASCII.GetString(value[..first]);
                value = value[(first + 1)..];
                value = value[(value.IndexOf((byte)'\'') + 1)..];
            }

            bytes.AddRange(part.IsEncoded ? FromPercents(value) : value.ToArray());
        }

        return charset is null ? EncodedWords.Decode([.. bytes]) : Charsets.Decode([.. bytes], charset);
    }

    private static byte[] FromPercents(ReadOnlySpan<byte> value)
    {
        var signs = value.ToArray();
        signs.AsSpan().Replace((byte)'=', (byte)1);
        signs.AsSpan().Replace((byte)'%', (byte)'=');
        var bytes = new QuotedPrintableDecoder().All(signs);
        bytes.AsSpan().Replace((byte)'=', (byte)'%');
        bytes.AsSpan().Replace((byte)1, (byte)'=');
        return bytes;
    }

    // Where the parameter that begins here ends: at the next semicolon that is not within quotes.
    private static int End(ReadOnlySpan<byte> raw, int start)
    {
        var isQuoted = false;
        for (var at = start; at < raw.Length; at++)
        {
            switch (raw[at])
            {
                case (byte)'\\' when isQuoted:
                    at++;
                    break;
                case (byte)'"':
                    isQuoted = !isQuoted;
                    break;
                case (byte)';' when !isQuoted:
                    return at;
            }
        }

        // A quote that nobody closed: the next semicolon ends it after all.
        return isQuoted && raw[start..].IndexOf((byte)';') is >= 0 and var semicolon ? start + semicolon : raw.Length;
    }

    private static byte[] Unquoted(ReadOnlySpan<byte> value)
    {
        if (value.Length == 0 || value[0] != '"')
        {
            return value.ToArray();
        }

        var bytes = new List<byte>();
        for (var at = 1; at < value.Length && value[at] != '"'; at++)
        {
            // A backslash of a Windows path is no escape: only quotes and backslashes are escaped by real programs.
            if (value[at] == '\\' && at + 1 < value.Length && value[at + 1] is (byte)'"' or (byte)'\\')
            {
                at++;
            }

            bytes.Add(value[at]);
        }

        return [.. bytes];
    }

    private sealed record Piece(byte[] Value, bool IsEncoded);
}
