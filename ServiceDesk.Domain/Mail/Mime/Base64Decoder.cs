using System.Buffers;
using System.Buffers.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>What base64 says (RFC 2045, 6.8): strange letters are passed over, and padding in the middle begins anew.</summary>
internal sealed class Base64Decoder : TransferDecoder
{
    private static readonly byte[] Values = MakeValues();
    private static readonly SearchValues<byte> AlphabetAndBlanks = SearchValues.Create([.. Alphabet, .. "=\r\n \t"u8]);

    private int _bits;
    private int _count;
    private bool _wasPadded;
    private bool _isOver;

    private static ReadOnlySpan<byte> Alphabet => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;

    /// <summary>Whether a text may be base64, by its first line. Some programs say so of what they never encoded.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> text)
    {
        var line = text.TrimStart(" \t\r\n"u8);
        line = line[..(line.IndexOfAny("\r\n"u8) is >= 0 and var end ? end : line.Length)].TrimEnd(" \t"u8);
        var (letters, words, odd) = (0, 0, 0);
        foreach (var range in line.SplitAny(" \t"u8))
        {
            var word = line[range];
            letters += word.Length - CountStrange(word);
            words += word.IsEmpty ? 0 : 1;
            odd += word.Length % 4 != 0 && range.End.Value < line.Length ? 1 : 0;
        }

        var strange = line.Length - letters - Math.Max(0, words - 1);
        return line.StartsWith("--"u8) || (strange * 10 <= line.Length && (words < 2 || (strange == 0 && odd * 2 <= words)));
    }

    private static int CountStrange(ReadOnlySpan<byte> word)
    {
        var strange = 0;
        foreach (var letter in word)
        {
            strange += letter != '=' && Values[letter] == byte.MaxValue ? 1 : 0;
        }

        return strange;
    }

    /// <inheritdoc/>
    public override void Decode(ReadOnlySpan<byte> raw, IBufferWriter<byte> to)
    {
        // What a mailing list wrote below the end is no part of the file.
        if (_isOver || (_wasPadded && raw.ContainsAnyExcept(AlphabetAndBlanks)))
        {
            _isOver = true;
            return;
        }

        var done = 0;
        if (_count == 0 && raw.Length >= 4 && raw.Length % 4 == 0)
        {
            Base64.DecodeFromUtf8(raw, to.GetSpan(raw.Length), out done, out var written, isFinalBlock: false);
            to.Advance(written);
        }

        foreach (var letter in raw[done..])
        {
            Take(letter, to);
        }
    }

    private void Take(byte letter, IBufferWriter<byte> to)
    {
        if (letter == '=')
        {
            (_bits, _count, _wasPadded) = (0, 0, true);
            return;
        }

        var value = Values[letter];
        if (value == byte.MaxValue)
        {
            return;
        }

        _bits = (_bits << 6) | value;
        _count += 6;
        if (_count >= 8)
        {
            _count -= 8;
            Put(to, (byte)(_bits >> _count));
            _bits &= (1 << _count) - 1;
        }
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
