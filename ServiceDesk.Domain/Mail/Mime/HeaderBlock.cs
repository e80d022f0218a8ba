using System.Buffers;
using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>A header as it is read line by line: fields, folded or not, and what else programs let slip in.</summary>
internal sealed class HeaderBlock
{
    private const int MostBytes = 1 << 20;
    private const int MostFields = 2_000;

    private readonly List<(string Name, int Start)> _fields = [];
    private readonly ArrayBufferWriter<byte> _values = new(1_024);

    /// <summary>Whether no field came so far.</summary>
    public bool IsEmpty => _fields.Count == 0;

    /// <summary>Takes a line; false when it is none of a header.</summary>
    public bool Take(ReadOnlySpan<byte> line)
    {
        if (line.Length > 0 && line[0] is (byte)' ' or (byte)'\t' && _fields.Count > 0)
        {
            // A line of blanks alone ends no header, whatever some programs mean by it; it is folding, which reads as one blank.
            Continue(" "u8);
            Continue(line.TrimStart(" \t"u8));
            return true;
        }

        if (NameOf(line) is { } name)
        {
            if (_fields.Count < MostFields)
            {
                _fields.Add((name, _values.WrittenCount));
                Continue(line[(line.IndexOf((byte)':') + 1)..]);
            }

            return true;
        }

        if (_fields.Count > 0 && line.IndexOf((byte)'=') > 0 && _values.WrittenSpan.EndsWith(";"u8))
        {
            Continue(line); // a parameter whose line has lost its indent
            return true;
        }

        return line.StartsWith("From "u8) || line.StartsWith(">From "u8);
    }

    /// <summary>Takes more of the field that came last.</summary>
    public void Continue(ReadOnlySpan<byte> text)
    {
        if (_fields.Count > 0 && _values.WrittenCount + text.Length <= MostBytes)
        {
            _values.Write(text);
        }
    }

    /// <summary>What came.</summary>
    public MimeHeaders Done()
    {
        var fields = new (string Name, byte[] Value)[_fields.Count];
        for (var at = 0; at < fields.Length; at++)
        {
            var end = at + 1 < fields.Length ? _fields[at + 1].Start : _values.WrittenCount;
            fields[at] = (_fields[at].Name, _values.WrittenSpan[_fields[at].Start..end].ToArray());
        }

        return new MimeHeaders(fields);
    }

    /// <summary>Whether a field that only a header has follows before the next empty line: what stood before it was an accident then, and no beginning of the body.</summary>
    public static bool GoesOn(ReadOnlySpan<byte> ahead)
    {
        foreach (var range in ahead.Split((byte)'\n'))
        {
            var line = ahead[range].TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                return false;
            }

            if (NameOf(line) is { } name && (IsOfMail(name) || name.StartsWith("X-", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfMail(string name) => name.ToUpperInvariant() is "FROM" or "TO" or "CC" or "SUBJECT" or "DATE" or "RECEIVED" or "SENDER" or "REPLY-TO" or "MESSAGE-ID"
        or "MIME-VERSION" or "CONTENT-TYPE" or "CONTENT-TRANSFER-ENCODING" or "CONTENT-DISPOSITION" or "RETURN-PATH" or "IN-REPLY-TO" or "REFERENCES" or "DKIM-SIGNATURE";

    private static string? NameOf(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return null;
        }

        var name = line[..colon].TrimEnd(" \t"u8);
        return name.IndexOfAnyExceptInRange((byte)33, (byte)126) < 0 ? Encoding.ASCII.GetString(name) : null;
    }
}
