using System.Buffers;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Bytes out of what mail carries them in (RFC 2045, 6), forgiving what real programs get wrong.</summary>
internal static class TransferEncodings
{
    private static ReadOnlySpan<byte> Alphabet => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;

    private static readonly byte[] Values = MakeValues();

    /// <summary>What base64 says; whatever is no letter of it is passed over, and padding in the middle begins anew.</summary>
    public static byte[] FromBase64(ReadOnlySpan<byte> text)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(16, text.Length * 3 / 4));
        var (bits, count) = (0, 0);
        foreach (var letter in text)
        {
            if (letter == '=')
            {
                (bits, count) = (0, 0);
                continue;
            }

            var value = Values[letter];
            if (value == byte.MaxValue)
            {
                continue;
            }

            bits = (bits << 6) | value;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                Put(bytes, (byte)(bits >> count));
                bits &= (1 << count) - 1;
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>What quoted-printable says; an equals sign that begins nothing stays one.</summary>
    public static byte[] FromQuotedPrintable(ReadOnlySpan<byte> text, bool isHeader = false)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(16, text.Length));
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter != '=')
            {
                Put(bytes, letter);
            }
            else if (at + 2 < text.Length && Hex(text[at + 1]) is >= 0 and var high && Hex(text[at + 2]) is >= 0 and var low)
            {
                Put(bytes, (byte)((high << 4) | low));
                at += 2;
            }
            else if (!isHeader && SoftBreak(text[(at + 1)..]) is > 0 and var length)
            {
                at += length;
            }
            else
            {
                Put(bytes, letter);
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>What a uuencoded text says, from its begin line to its end; null when it is none.</summary>
    public static (string Name, byte[] Bytes)? FromUuencode(ReadOnlySpan<byte> text)
    {
        var lines = new Lines(text);
        if (!lines.Next(out var first) || !first.StartsWith("begin "u8) || first.Length < 11)
        {
            return null;
        }

        var name = EncodedWords.Decode(first[10..]).Trim();
        var bytes = new ArrayBufferWriter<byte>(Math.Max(16, text.Length * 3 / 4));
        while (lines.Next(out var line) && !line.SequenceEqual("end"u8))
        {
            PutLine(bytes, line);
        }

        return (name, bytes.WrittenSpan.ToArray());
    }

    private static void PutLine(ArrayBufferWriter<byte> bytes, ReadOnlySpan<byte> line)
    {
        var left = line.Length == 0 ? 0 : (line[0] - 32) & 63;
        for (var at = 1; at < line.Length && left > 0; at += 4)
        {
            var group = 0;
            for (var n = 0; n < 4; n++)
            {
                group = (group << 6) | (at + n < line.Length ? (line[at + n] - 32) & 63 : 0);
            }

            for (var n = 16; n >= 0 && left > 0; n -= 8, left--)
            {
                Put(bytes, (byte)(group >> n));
            }
        }
    }

    // White space may have been added behind the sign on the way.
    private static int SoftBreak(ReadOnlySpan<byte> rest)
    {
        var blanks = rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (blanks < 0)
        {
            return rest.Length;
        }

        return rest[blanks..].StartsWith("\r\n"u8) ? blanks + 2 : rest[blanks] is (byte)'\n' or (byte)'\r' ? blanks + 1 : rest.Length == 0 ? 1 : 0;
    }

    private static int Hex(byte letter) => letter switch
    {
        >= (byte)'0' and <= (byte)'9' => letter - '0',
        >= (byte)'A' and <= (byte)'F' => letter - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => letter - 'a' + 10,
        _ => -1,
    };

    private static void Put(ArrayBufferWriter<byte> bytes, byte one)
    {
        bytes.GetSpan(1)[0] = one;
        bytes.Advance(1);
    }

    private static byte[] MakeValues()
    {
        var values = new byte[256];
        Array.Fill(values, byte.MaxValue);
        for (var n = 0; n < Alphabet.Length; n++)
        {
            values[Alphabet[n]] = (byte)n;
        }

        // The alphabet of addresses of pages, which some programs mistake for this one.
        (values['-'], values['_']) = (62, 63);
        return values;
    }
}
