using System.Buffers;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Takes bytes out of what mail carries them in (RFC 2045, 6), piece by piece, forgiving what real programs get wrong.</summary>
internal abstract class TransferDecoder
{
    /// <summary>The decoder of a Content-Transfer-Encoding; what nobody knows is taken as it is.</summary>
    public static TransferDecoder Of(string? encoding)
    {
        var name = (encoding ?? "").Trim().Trim('"', ';', '.').ToLowerInvariant();
        var end = name.IndexOfAny([' ', ';', '(', '\t']);
        return (end < 0 ? name : name[..end]) switch
        {
            "base64" or "base-64" => new Base64Decoder(),
            "quoted-printable" or "quoted_printable" or "quotedprintable" => new QuotedPrintableDecoder(),
            "x-uuencode" or "uuencode" or "x-uue" or "uue" => new UuencodeDecoder(),
            _ => new PlainDecoder(),
        };
    }

    /// <summary>Decodes a piece.</summary>
    public abstract void Decode(ReadOnlySpan<byte> raw, IBufferWriter<byte> to);

    /// <summary>Says that there is no more.</summary>
    public virtual void Complete(IBufferWriter<byte> to)
    {
    }

    /// <summary>Decodes all at once.</summary>
    public byte[] All(ReadOnlySpan<byte> raw)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(16, raw.Length));
        Decode(raw, bytes);
        Complete(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Writes one byte.</summary>
    protected static void Put(IBufferWriter<byte> to, byte one)
    {
        to.GetSpan(1)[0] = one;
        to.Advance(1);
    }

    private sealed class PlainDecoder : TransferDecoder
    {
        public override void Decode(ReadOnlySpan<byte> raw, IBufferWriter<byte> to) => to.Write(raw);
    }
}
