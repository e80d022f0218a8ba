using System.Globalization;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Imap;

/// <summary>One answer of an IMAP server (RFC 3501, 7).</summary>
/// <param name="Tag">The command it ends, * when said unasked, + when more is wanted.</param>
/// <param name="Number">The number before its name, as in 23 EXISTS; null when there is none.</param>
/// <param name="Name">Such as OK, NO, EXISTS, FETCH, in capitals.</param>
/// <param name="Text">What follows the name, as it was said.</param>
/// <param name="Items">The same taken apart, where it has parts.</param>
internal sealed record ImapResponse(string Tag, uint? Number, string Name, string Text, IReadOnlyList<ImapToken> Items)
{
    private static readonly string[] States = ["OK", "NO", "BAD", "BYE", "PREAUTH"];

    public bool IsUnasked => Tag == "*";

    public bool IsGoOn => Tag == "+";

    public bool IsOk => Name == "OK";

    /// <summary>Whether it says how something stands, in words, with a code in front where there is one.</summary>
    public bool IsState => States.Contains(Name);

    /// <summary>What stands in its brackets, such as UIDNEXT 17 (RFC 3501, 7.1); empty when nothing does.</summary>
    public string Code => IsState && Text is ['[', ..] && Text.IndexOf(']', StringComparison.Ordinal) is > 0 and var end ? Text[1..end] : "";

    /// <summary>What it says in words, without that.</summary>
    public string Words => Code.Length > 0 ? Text[(Code.Length + "[]".Length)..].Trim() : Text;

    /// <summary>The number in a code of this name; null when it is another.</summary>
    public ulong? NumberIn(string code) =>
        Code.StartsWith(code + " ", StringComparison.OrdinalIgnoreCase) && ulong.TryParse(Code.AsSpan(code.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Itself where it is OK; else what the server said is thrown.</summary>
    public ImapResponse OrThrow(WireFault fault = WireFault.Refused) => IsOk ? this : throw new WireException(fault, Text.Length > 0 ? Text : Name);

    /// <summary>Reads the line that begins an answer; what has parts is still to be taken apart.</summary>
    public static ImapResponse Begin(string line)
    {
        if (line is ['+', ..])
        {
            return new ImapResponse("+", null, "", line.Length > 2 ? line[2..] : "", []);
        }

        var words = line.Split(' ', 3);
        if (words.Length >= 2 && words[0] == "*" && uint.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && words.Length == 3)
        {
            var named = words[2].Split(' ', 2);
            return new ImapResponse("*", number, named[0].ToUpperInvariant(), named.Length > 1 ? named[1] : "", []);
        }

        return words is [{ Length: > 0 }, { Length: > 0 }, ..]
            ? new ImapResponse(words[0], null, words[1].ToUpperInvariant(), words.Length > 2 ? words[2] : "", [])
            : throw new WireException(WireFault.NotUnderstood, $"This is no answer of an IMAP server: {(line.Length <= 200 ? line : line[..200])}");
    }
}
