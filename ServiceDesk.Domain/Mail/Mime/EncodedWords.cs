using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Header text as people read it: encoded words of RFC 2047 and the raw letters beside them (RFC 6532 and its breakers).</summary>
internal static class EncodedWords
{
    /// <summary>The text of a header's bytes, unfolded. What only looks like an encoded word stays as it is.</summary>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOf("=?"u8) < 0)
        {
            return Charsets.Decode(raw, null).Replace("\0", "", StringComparison.Ordinal);
        }

        var text = new StringBuilder(raw.Length);
        var pending = new PendingWords(text);
        var (plain, at, lastEnd) = (0, 0, raw.LastIndexOf("?="u8));
        while (raw[at..].IndexOf("=?"u8) is >= 0 and var start && at + start < lastEnd)
        {
            at += start;
            if (Word.Read(raw[at..]) is not { } word)
            {
                at++;
                continue;
            }

            // White space between two encoded words is none (RFC 2047, 6.2).
            if (pending.IsEmpty || !IsBlank(raw[plain..at]))
            {
                pending.Flush();
                text.Append(Charsets.Decode(raw[plain..at], null));
            }

            pending.Add(word);
            at += word.Length;
            plain = at;
        }

        pending.Flush();
        text.Append(Charsets.Decode(raw[plain..], null));
        return text.Replace("\0", "").ToString();
    }

    private static bool IsBlank(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    // Programs cut a letter of several bytes in two words: neighbours of one set are put together before they are decoded.
    private sealed class PendingWords(StringBuilder text)
    {
        private readonly List<byte> _bytes = [];
        private string? _charset;

        public bool IsEmpty => _charset is null;

        public void Add(Word word)
        {
            if (_charset is not null && !string.Equals(_charset, word.Charset, StringComparison.OrdinalIgnoreCase))
            {
                Flush();
            }

            _charset = word.Charset;
            _bytes.AddRange(word.Bytes);
        }

        public void Flush()
        {
            if (_charset is not null)
            {
                text.Append(Charsets.Decode([.. _bytes], _charset));
                _bytes.Clear();
                _charset = null;
            }
        }
    }

    /// <summary>One encoded word.</summary>
    private sealed record Word(string Charset, byte[] Bytes, int Length)
    {
        // =?charset*language?B?text?=, leniently: blanks in a text of Q, and no padding in one of B.
        public static Word? Read(ReadOnlySpan<byte> raw)
        {
            var charsetEnd = raw[2..Math.Min(raw.Length, 80)].IndexOf((byte)'?') + 2;
            if (charsetEnd < 3 || charsetEnd + 2 >= raw.Length || raw[charsetEnd + 2] != '?' || (raw[charsetEnd + 1] | 0x20) is not ('b' or 'q'))
            {
                return null;
            }

            var start = charsetEnd + 3;
            var end = raw[start..].IndexOf("?="u8);
            if (end < 0)
            {
                return null;
            }

            var body = raw.Slice(start, end);
            var charset = Encoding.ASCII.GetString(raw[2..charsetEnd]).Split('*')[0];
            return new Word(charset, (raw[charsetEnd + 1] | 0x20) == 'b' ? new Base64Decoder().All(body) : FromQ(body), start + end + 2);
        }

        private static byte[] FromQ(ReadOnlySpan<byte> body)
        {
            var plain = body.ToArray();
            plain.AsSpan().Replace((byte)'_', (byte)' ');
            return new QuotedPrintableDecoder().All(plain);
        }
    }
}
