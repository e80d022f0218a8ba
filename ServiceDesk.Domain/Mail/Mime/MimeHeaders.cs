using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>The header fields of a message or of one of its parts, in their order, as raw bytes. Every instance of a repeated one is kept.</summary>
internal sealed class MimeHeaders
{
    private const int MostBytes = 1 << 20;
    private const int MostFields = 2_000;

    private readonly List<(string Name, byte[] Value)> _fields = [];

    /// <summary>Where the body begins in what was read.</summary>
    public int BodyStart { get; private init; }

    /// <summary>How many fields there are.</summary>
    public int Count => _fields.Count;

    /// <summary>Reads fields up to the empty line, or up to what is no field and therefore body already.</summary>
    public static MimeHeaders Read(ReadOnlySpan<byte> raw)
    {
        var lines = new Lines(raw);
        var fields = new List<(string Name, List<byte> Value)>();
        var bodyStart = 0;
        while (lines.Next(out var line))
        {
            if (line.IsEmpty)
            {
                bodyStart = lines.Position;
                break;
            }

            if (line[0] is (byte)' ' or (byte)'\t' && fields.Count > 0)
            {
                // A line of blanks alone ends no header, whatever some programs mean by it; it is folding.
                Append(fields[^1].Value, line);
            }
            else if (NameOf(line) is { } name)
            {
                if (fields.Count < MostFields)
                {
                    fields.Add((name, [.. line[(line.IndexOf((byte)':') + 1)..]]));
                }
            }
            else if (!line.StartsWith("From "u8) && !line.StartsWith(">From "u8) && fields.Count > 0)
            {
                break; // the empty line was forgotten
            }

            bodyStart = lines.Position;
        }

        var headers = new MimeHeaders { BodyStart = bodyStart };
        headers._fields.AddRange(fields.Select(field => (field.Name, field.Value.ToArray())));
        return headers;
    }

    /// <summary>The first field of a name, as text, without what surrounds it; null when there is none.</summary>
    public string? Text(string name) => Raw(name) is { } raw ? EncodedWords.Decode(raw).Trim() : null;

    /// <summary>The first field of a name, as raw bytes; null when there is none.</summary>
    public byte[]? Raw(string name) => _fields.Find(field => IsNamed(field, name)).Value;

    /// <summary>Every field of a name, as text, in order.</summary>
    public IEnumerable<string> All(string name) => _fields.Where(field => IsNamed(field, name)).Select(field => EncodedWords.Decode(field.Value).Trim());

    /// <summary>Whether there is a field of this name.</summary>
    public bool Has(string name) => _fields.Exists(field => IsNamed(field, name));

    private static bool IsNamed((string Name, byte[] Value) field, string name) => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase);

    private static void Append(List<byte> value, ReadOnlySpan<byte> line)
    {
        if (value.Count + line.Length <= MostBytes)
        {
            value.AddRange(line);
        }
    }

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
