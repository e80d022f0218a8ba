using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Header text as people read it: encoded words of RFC 2047 and the raw letters beside them (RFC 6532 and its breakers).</summary>
internal static class EncodedWords
{
    /// <summary>The text of a header's bytes, unfolded. What only looks like an encoded word stays as it is.</summary>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        var text = new StringBuilder(raw.Length);
        var pending = new PendingWords(text);
        var plain = 0;
        for (var at = 0; at < raw.Length;)
        {
            if (raw[at] == '=' && Word.Read(raw[at..]) is { } word)
            {
                var between = raw[plain..at];
                // White space between two encoded words is none (RFC 2047, 6.2).
                if (!pending.IsEmpty && !IsBlank(between) || pending.IsEmpty)
                {
                    pending.Flush();
                    text.Append(Charsets.Decode(between, null));
                }

                pending.Add(word);
                at += word.Length;
                plain = at;
                continue;
            }

            at++;
        }

        pending.Flush();
        text.Append(Charsets.Decode(raw[plain..], null));
        return text.ToString();
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
            if (!raw.StartsWith("=?"u8))
            {
                return null;
            }

            var charsetEnd = raw[2..].IndexOf((byte)'?') + 2;
            if (charsetEnd < 3 || charsetEnd > 80 || charsetEnd + 2 >= raw.Length || raw[charsetEnd + 2] != '?')
            {
                return null;
            }

            var start = charsetEnd + 3;
            var end = raw[start..].IndexOf("?="u8);
            // In Q the text itself may begin with an equals sign right after the question mark.
            if (end < 0)
            {
                return null;
            }

            var kind = (char)(raw[charsetEnd + 1] | 0x20);
            var body = raw.Slice(start, end);
            var charset = Encoding.ASCII.GetString(raw[2..charsetEnd]).Split('*')[0];
            return kind switch
            {
                'b' => new Word(charset, TransferEncodings.FromBase64(body), start + end + 2),
                'q' => new Word(charset, FromQ(body), start + end + 2),
                _ => null,
            };
        }

        private static byte[] FromQ(ReadOnlySpan<byte> body)
        {
            var plain = body.ToArray();
            plain.AsSpan().Replace((byte)'_', (byte)' ');
            return TransferEncodings.FromQuotedPrintable(plain, isHeader: true);
        }
    }
}
