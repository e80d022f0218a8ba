using System.Formats.Asn1;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>What lies in a message that was signed as a whole (RFC 8551, 3.5.2; RFC 5652, 5). Whether the signature holds is not asked.</summary>
internal static class SignedContent
{
    private const string Signed = "1.2.840.113549.1.7.2";

    /// <summary>The message within; empty where there is none, or it is encrypted.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> raw)
    {
        try
        {
            var envelope = new AsnReader(raw, AsnEncodingRules.BER).ReadSequence();
            if (envelope.ReadObjectIdentifier() != Signed)
            {
                return default;
            }

            var signed = envelope.ReadSequence(Inner(0)).ReadSequence();
            _ = signed.ReadInteger();
            _ = signed.ReadSetOf(skipSortOrderValidation: true);
            var content = signed.ReadSequence();
            _ = content.ReadObjectIdentifier();
            return content.HasData ? content.ReadSequence(Inner(0)).ReadOctetString() : default;
        }
        catch (AsnContentException)
        {
            return default; // not what it says it is: it stays a file
        }
    }

    private static Asn1Tag Inner(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
