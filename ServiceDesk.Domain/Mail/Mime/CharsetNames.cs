using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>The names of character sets, also the wrong ones that mail programs give them.</summary>
internal static class CharsetNames
{
    private const int MostLetters = 60;

    // Without case and all that is no letter or digit.
    private static readonly FrozenDictionary<string, string> Meant = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ansix341968"] = "us-ascii",
        ["ascii"] = "us-ascii",
        ["646"] = "us-ascii",
        ["l1"] = "iso-8859-1",
        ["88591"] = "iso-8859-1",
        ["iso88591"] = "iso-8859-1",
        ["unicode11utf8"] = "utf-8",
        ["macroman"] = "macintosh",
        ["mac"] = "macintosh",
        ["sjis"] = "shift_jis",
        ["mskanji"] = "shift_jis",
        ["windows31j"] = "shift_jis",
        ["eucjp"] = "euc-jp",
        ["ujis"] = "euc-jp",
        ["iso2022jpms"] = "iso-2022-jp",
        ["iso2022jp1"] = "iso-2022-jp",
        ["iso2022jp3"] = "iso-2022-jp",
        ["gbk"] = "gb18030",
        ["gb2312"] = "gb18030",
        ["gb231280"] = "gb18030",
        ["euccn"] = "gb18030",
        ["cngb"] = "gb18030",
        ["hz"] = "hz-gb-2312",
        ["5601"] = "ks_c_5601-1987",
        ["ksc5601"] = "ks_c_5601-1987",
        ["ksc56011987"] = "ks_c_5601-1987",
        ["ksc56011989"] = "ks_c_5601-1987",
        ["euckr"] = "ks_c_5601-1987",
        ["uhc"] = "ks_c_5601-1987",
        ["big5hkscs"] = "big5",
        ["cnbig5"] = "big5",
        ["koi8"] = "koi8-r",
        ["koi8u"] = "koi8-u",
        ["koi8ru"] = "koi8-u",
        ["tis620"] = "windows-874",
        ["iso88598i"] = "iso-8859-8",
        ["iso88598e"] = "iso-8859-8",
        ["iso88596i"] = "iso-8859-6",
        ["iso88596e"] = "iso-8859-6",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What stands before the number of a page of Windows or DOS.
    private static readonly string[] OfPages = ["cp", "ibm", "ms", "windows", "win", "dos", "codepage", "windowscp", "mscp"];

    // Of those that .NET has built in; asking it for a name that it has not is an exception, and mail is full of such names.
    private static readonly FrozenDictionary<string, Encoding> Known = Encoding.GetEncodings().Where(info => info.CodePage != 65000)
        .DistinctBy(info => info.Name, StringComparer.OrdinalIgnoreCase).Select(info => (info.Name, Encoding: info.GetEncoding()))
        .Append(("latin1", Encoding.Latin1)).Append(("ucs-2", Encoding.Unicode)).Append(("utf-16le", Encoding.Unicode)).Append(("utf-32le", Encoding.UTF32))
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>The encoding of a name; null when there is none of that name.</summary>
    public static Encoding? Find(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset) || charset.Length > MostLetters)
        {
            return null;
        }

        if (Known.TryGetValue(charset, out var known))
        {
            return known;
        }

        var name = charset.Trim().Trim('"', '\'', ' ', ';', '_', '=');
        var bare = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return bare.Length == 0 ? null : Known.GetValueOrDefault(name) ?? OfBare(bare) ?? CodePagesEncodingProvider.Instance.GetEncoding(name) ?? OfPrefixed(bare);
    }

    private static Encoding? OfBare(string bare) =>
        Meant.TryGetValue(bare, out var meant) ? Named(meant)
        : bare.StartsWith("utf8", StringComparison.Ordinal) ? Encoding.UTF8
        : NumberBehind(bare, "iso8859") is { } part ? OfPart(part)
        : NumberBehind(bare, "latin") is { } latin ? OfPart(latin switch { <= 4 => latin, 5 => 9, 6 => 10, 7 => 13, 8 => 14, 9 => 15, 10 => 16, _ => 0 })
        : OfPages.Select(prefix => NumberBehind(bare, prefix)).FirstOrDefault(page => page is not null) is { } number ? OfPage(number)
        : null;

    // Somebody's own name for what is widely known; or the remains of an encoding of the header that was undone half.
    private static Encoding? OfPrefixed(string bare) =>
        bare.StartsWith("3d", StringComparison.Ordinal) || bare.StartsWith("cs", StringComparison.Ordinal) ? OfBare(bare[2..])
        : bare.StartsWith('x') ? OfBare(bare[1..]) ?? OfBare(bare.TrimStart('x'))
        : null;

    // The parts of ISO 8859; what .NET lacks is read by the nearest that it has.
    private static Encoding? OfPart(int part) => part switch
    {
        1 or 14 => Encoding.Latin1,
        10 => Named("windows-1257"),
        11 => Named("windows-874"),
        16 => Named("iso-8859-2"),
        _ => Named(string.Create(CultureInfo.InvariantCulture, $"iso-8859-{part}")),
    };

    private static Encoding? OfPage(int page) => page switch
    {
        819 or 28591 => Encoding.Latin1,
        65001 => Encoding.UTF8,
        1200 => Encoding.Unicode,
        367 or 20127 => Encoding.ASCII,
        936 => Named("gb18030"),
        50221 or 50222 => CodePagesEncodingProvider.Instance.GetEncoding(50220),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(page),
    };

    private static int? NumberBehind(string bare, string prefix) =>
        bare.StartsWith(prefix, StringComparison.Ordinal) && bare.Length - prefix.Length is > 0 and <= 5 && int.TryParse(bare.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Encoding? Named(string name) => Known.TryGetValue(name, out var known) ? known : CodePagesEncodingProvider.Instance.GetEncoding(name);
}
