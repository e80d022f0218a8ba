using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>A file in Outlook's own container.</summary>
internal sealed class TnefFile
{
    private string? _longName;

    /// <summary>The short name that the container gives it; null when it gives none.</summary>
    public string? Title { get; set; }

    /// <summary>Its name.</summary>
    public string Name => _longName ?? Title ?? "attachment";

    /// <summary>Its kind; null when it does not say.</summary>
    public string? ContentType { get; set; }

    /// <summary>The name by which the text shows it; null when it has none.</summary>
    public string? ContentId { get; private set; }

    /// <summary>How many bytes of the container it is packed into; null where it lies there as it is.</summary>
    public int? PackedLength { get; init; }

    /// <summary>Where it begins in the container.</summary>
    public long Start { get; set; }

    /// <summary>How long it is, in bytes.</summary>
    public long Size { get; set; }

    /// <summary>Its digest; empty where its bytes are missing.</summary>
    public byte[] Sha256 { get; set; } = [];

    /// <summary>Takes what a property says of it (MS-OXPROPS).</summary>
    public void Take(ushort property, ReadOnlySpan<byte> value)
    {
        switch (property)
        {
            case 0x3707 when value.Length > 0:
                _longName = Text(value);
                break;
            case 0x3704 when value.Length > 0:
                Title ??= Text(value);
                break;
            case 0x370E when value.Length > 0:
                ContentType = Text(value).ToLowerInvariant();
                break;
            case 0x3712 when value.Length > 0:
                ContentId = Text(value).Trim('<', '>');
                break;
        }
    }

    // Unicode where every second byte of it is none.
    private static string Text(ReadOnlySpan<byte> value) =>
        (value.Length >= 2 && value.Length % 2 == 0 && value[1] == 0 ? Encoding.Unicode.GetString(value) : Charsets.Decode(value, null)).TrimEnd('\0');
}
