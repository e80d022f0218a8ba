namespace ServiceDesk.Domain.Mail.Reports;

/// <summary>Finds what looks like an address in running text, from its sign outwards: in time that grows with the text alone.</summary>
internal static class AddressesInText
{
    private const int MostBeforeSign = 64;

    /// <summary>Each, and where it begins.</summary>
    public static IEnumerable<(string Address, int At)> Of(string text)
    {
        var done = 0;
        for (var sign = text.IndexOf('@', StringComparison.Ordinal); sign >= 0; sign = text.IndexOf('@', Math.Max(done, sign + 1)))
        {
            var start = sign;
            while (start > done && sign - start < MostBeforeSign && IsBeforeSign(text[start - 1]))
            {
                start--;
            }

            var end = EndOfDomain(text, sign + 1);
            if (start < sign && end > 0)
            {
                yield return (text[start..end], start);
                done = end;
            }
        }
    }

    // Words with dots between them, at least two; 0 where there are none.
    private static int EndOfDomain(string text, int at)
    {
        var (end, hasDot) = (EndOfWord(text, at), false);
        while (end > at && end < text.Length && text[end] == '.' && EndOfWord(text, end + 1) is var next && next > end + 1)
        {
            (end, hasDot) = (next, true);
        }

        return hasDot ? end : 0;
    }

    private static int EndOfWord(string text, int at)
    {
        while (at < text.Length && (IsWord(text[at]) || text[at] == '-'))
        {
            at++;
        }

        return at;
    }

    private static bool IsBeforeSign(char letter) => IsWord(letter) || ".!#$%&'*+/=?^`{|}~-".Contains(letter, StringComparison.Ordinal);

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
}
