namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Compares what two texts say, word by word, whatever their layout.</summary>
internal static class Wording
{
    private const int Few = 12;
    private const int MostMissing = 20; // per cent
    private const int MostWords = 100_000;

    /// <summary>Whether a text lacks much of what a page says: all, or a fifth and more than a few words.</summary>
    public static bool Lacks(ReadOnlySpan<char> text, ReadOnlySpan<char> page)
    {
        if (text.IsWhiteSpace())
        {
            return !page.IsWhiteSpace();
        }

        var known = new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in new Words(text))
        {
            known[word] = known.TryGetValue(word, out var count) ? count + 1 : 1;
        }

        var (all, missing) = (0, 0);
        foreach (var word in new Words(page))
        {
            var left = known.TryGetValue(word, out var count) ? count : 0;
            if (left > 0)
            {
                known[word] = left - 1;
            }

            (all, missing) = (all + 1, missing + (left > 0 ? 0 : 1));
        }

        return missing >= Few && missing * 100 > all * MostMissing;
    }

    // Runs of letters and digits. Where a link leads is left out: either text may tell it or not.
    private ref struct Words(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;
        private int _count;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly Words GetEnumerator() => this;

        public bool MoveNext()
        {
            while (!_rest.IsEmpty && _count < MostWords)
            {
                var start = 0;
                while (start < _rest.Length && !char.IsLetterOrDigit(_rest[start]))
                {
                    start++;
                }

                var end = start;
                while (end < _rest.Length && char.IsLetterOrDigit(_rest[end]))
                {
                    end++;
                }

                Current = _rest[start..end];
                var isAddress = Current.StartsWith("http", StringComparison.OrdinalIgnoreCase) && _rest[end..].StartsWith("://");
                _rest = isAddress && _rest[end..].IndexOfAny(" \n>") is var stop ? _rest[(stop < 0 ? _rest.Length : end + stop)..] : _rest[end..];
                if (!isAddress && !Current.IsEmpty)
                {
                    _count++;
                    return true;
                }
            }

            return false;
        }
    }
}
