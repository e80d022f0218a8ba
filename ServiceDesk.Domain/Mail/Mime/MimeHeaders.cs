namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>The header fields of a message or of one of its parts, in their order, as raw bytes. Every instance of a repeated one is kept.</summary>
internal sealed class MimeHeaders(IReadOnlyList<(string Name, byte[] Value)> fields)
{
    /// <summary>The names of the fields, in order.</summary>
    public IEnumerable<string> Names => fields.Select(one => one.Name);

    /// <summary>Reads a header that is at hand, up to its empty line.</summary>
    public static MimeHeaders Read(ReadOnlySpan<byte> raw)
    {
        var block = new HeaderBlock();
        foreach (var range in raw.Split((byte)'\n'))
        {
            var line = raw[range].TrimEnd((byte)'\r');
            if (line.IsEmpty && !block.IsEmpty)
            {
                break;
            }

            block.Take(line);
        }

        return block.Done();
    }

    /// <summary>The first field of a name that says something, as text, without what surrounds it; null when there is none.</summary>
    public string? Text(string name) => Raw(name) is { } raw ? EncodedWords.Decode(raw).Trim() : null;

    /// <summary>The first field of a name that says something, as raw bytes; an empty one where there is only such; null when there is none.</summary>
    public byte[]? Raw(string name)
    {
        byte[]? empty = null;
        foreach (var (field, value) in fields)
        {
            if (string.Equals(field, name, StringComparison.OrdinalIgnoreCase))
            {
                if (value.AsSpan().IndexOfAnyExcept(" \t"u8) >= 0)
                {
                    return value;
                }

                empty ??= value;
            }
        }

        return empty;
    }

    /// <summary>Every field of a name, as text, in order.</summary>
    public IEnumerable<string> All(string name) =>
        fields.Where(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)).Select(field => EncodedWords.Decode(field.Value).Trim());

    /// <summary>Every field of a name, as raw bytes, in order.</summary>
    public IEnumerable<byte[]> Raws(string name) => fields.Where(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);

    /// <summary>Whether there is a field of this name.</summary>
    public bool Has(string name) => Raw(name) is not null;
}
