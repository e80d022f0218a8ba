using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Unicode;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>The character sets of real mail, also by the wrong names that mail programs give them.</summary>
internal static class Charsets
{
    private static readonly FrozenDictionary<string, string> Meant = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = "utf-8",
        ["utf-8mb4"] = "utf-8",
        ["unicode-1-1-utf-8"] = "utf-8",
        ["ansi_x3.4-1968"] = "us-ascii",
        ["ascii"] = "us-ascii",
        ["646"] = "us-ascii",
        ["iso8859-1"] = "iso-8859-1",
        ["iso8859_1"] = "iso-8859-1",
        ["latin1"] = "iso-8859-1",
        ["latin-1"] = "iso-8859-1",
        ["iso-8859-8-i"] = "iso-8859-8",
        ["iso-8859-8-e"] = "iso-8859-8",
        ["iso-8859-6-i"] = "iso-8859-6",
        ["iso-8859-10"] = "windows-1257",
        ["iso-8859-14"] = "iso-8859-1",
        ["iso-8859-16"] = "iso-8859-2",
        ["cp-850"] = "ibm850",
        ["cp850"] = "ibm850",
        ["cp932"] = "shift_jis",
        ["x-sjis"] = "shift_jis",
        ["ms_kanji"] = "shift_jis",
        ["cp936"] = "gb18030",
        ["gbk"] = "gb18030",
        ["gb2312"] = "gb18030",
        ["x-gbk"] = "gb18030",
        ["euc-cn"] = "gb18030",
        ["cp949"] = "ks_c_5601-1987",
        ["ks_c_5601"] = "ks_c_5601-1987",
        ["5601"] = "ks_c_5601-1987",
        ["euc-kr"] = "ks_c_5601-1987",
        ["cp950"] = "big5",
        ["big5-hkscs"] = "big5",
        ["x-mac-roman"] = "macintosh",
        ["koi8"] = "koi8-r",
        ["tis-620"] = "windows-874",
        ["iso-8859-11"] = "windows-874",
        ["win-1251"] = "windows-1251",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Of those that .NET has built in; asking it for a name that it has not is an exception, and mail is full of such names.
    private static readonly FrozenDictionary<string, Encoding> Known = Encoding.GetEncodings().Where(info => info.CodePage != 65000)
        .DistinctBy(info => info.Name, StringComparer.OrdinalIgnoreCase).Select(info => (info.Name, Encoding: info.GetEncoding()))
        .Append(("latin1", Encoding.Latin1)).Append(("ucs-2", Encoding.Unicode)).Append(("utf-16le", Encoding.Unicode)).Append(("utf-32le", Encoding.UTF32))
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>What nobody named: UTF-8 where the bytes are such, else what most programs of the West wrote before it.</summary>
    public static Encoding Western { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    // What switches letters by escapes, and is often sent without its name.
    private static Encoding Japanese { get; } = CodePagesEncodingProvider.Instance.GetEncoding(50220)!;

    /// <summary>The text of bytes in a named set; by guess where the name is unknown, absent or evidently wrong. Never throws for any bytes.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (charset?.Contains("utf-7", StringComparison.OrdinalIgnoreCase) == true)
        {
            return Utf7.Decode(bytes);
        }

        var encoding = Find(charset);
        if (encoding is null or ASCIIEncoding || encoding.CodePage is 65001 or 28591)
        {
            return Guess(bytes, encoding is { CodePage: 65001 } or null or ASCIIEncoding ? Western : encoding);
        }

        return encoding.GetString(bytes);
    }

    /// <summary>The encoding of a name; null when there is none of that name.</summary>
    public static Encoding? Find(string? charset)
    {
        var name = charset?.Trim().Trim('"', '\'', ' ', ';') ?? "";
        if (name.Length == 0)
        {
            return null;
        }

        name = Meant.GetValueOrDefault(name, name);
        if (name.StartsWith("cp", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(2), out var page))
        {
            name = page is >= 1250 and <= 1258 ? $"windows-{page}" : $"ibm{page}";
        }

        return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? (Known.TryGetValue(name, out var known) ? known : null);
    }

    // What says it is ASCII or Latin-1 is often UTF-8 or Windows-1252; what is valid UTF-8 beyond ASCII is hardly ever anything else.
    private static string Guess(ReadOnlySpan<byte> bytes, Encoding otherwise) =>
        bytes.IndexOf("\x1B$"u8) >= 0 && bytes.IndexOfAnyInRange((byte)0x80, byte.MaxValue) < 0 ? Japanese.GetString(bytes)
        : IsUtf8(bytes) ? Encoding.UTF8.GetString(bytes)
        : (otherwise.CodePage == 28591 ? Western : otherwise).GetString(bytes);

    // One letter that was cut in two makes no text of another set: most of what is beyond ASCII decides.
    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return true;
        }

        var (good, bad) = (0, 0);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            (good, bad) = (good + (status == OperationStatus.Done && length > 1 ? 1 : 0), bad + (status == OperationStatus.Done ? 0 : 1));
            bytes = bytes[length..];
        }

        return good > bad;
    }
}
