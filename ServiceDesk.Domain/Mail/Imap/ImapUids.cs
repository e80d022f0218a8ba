using System.Globalization;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Imap;

/// <summary>The least of the UIDs a search found, from SEARCH (RFC 3501, 7.2.5) or ESEARCH (RFC 4731, 3.1).</summary>
internal sealed class ImapUids(uint from, int most)
{
    private readonly SortedSet<uint> _found = [];

    /// <summary>Ascending.</summary>
    public IReadOnlyList<uint> All => [.. _found];

    public void Take(ImapResponse told)
    {
        var words = told.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (told.Name == "SEARCH")
        {
            foreach (var word in words.TakeWhile(word => word[0] != '('))
            {
                Add(Number(word), Number(word));
            }
        }
        else if (told.Name == "ESEARCH" && Array.FindIndex(words, word => word.Equals("ALL", StringComparison.OrdinalIgnoreCase)) is >= 0 and var all && all + 1 < words.Length)
        {
            foreach (var range in words[all + 1].Split(','))
            {
                var ends = range.Split(':', 2);
                var (one, other) = (Number(ends[0]), Number(ends[^1]));
                Add(Math.Min(one, other), Math.Max(one, other));
            }
        }
    }

    // "17:*" finds the last message even where its UID is less; and a range may be as wide as somebody claims.
    private void Add(uint first, uint last)
    {
        for (ulong uid = Math.Max(first, from); uid <= last; uid++)
        {
            _found.Add((uint)uid);
            if (_found.Count > most)
            {
                var greatest = _found.Max;
                _found.Remove(greatest);
                if (greatest <= uid)
                {
                    return;
                }
            }
        }
    }

    private static uint Number(string word) => uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new WireException(WireFault.NotUnderstood, "The server's answer to a search is none.");
}
