using System.Text.RegularExpressions;

namespace ServiceDesk.Domain.Mail.Html;

/// <summary>Where a mail's page may lead, and what it may fetch.</summary>
internal sealed partial class PageAddresses(Func<string, string?> pictureOf, bool showsRemotePictures)
{
    private const int MostLetters = 8_192;

    /// <summary>How many pictures were left out because they lie elsewhere.</summary>
    public int Blocked { get; private set; }

    [GeneratedRegex(@"^(https?://[^\s/?#]|mailto:|tel:)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Leads { get; }

    // Pictures of dots; those that are drawn by markup could hold anything.
    [GeneratedRegex(@"^data:image/(png|jpe?g|gif|webp|bmp);base64,[a-z0-9+/=\s]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Enclosed { get; }

    /// <summary>Where a link leads; null where it leads to nothing that people visit.</summary>
    public static string? Link(string? address) => Tidy(address) is { Length: > 0 and <= MostLetters } tidy && Leads.IsMatch(tidy) ? tidy : null;

    /// <summary>Where a picture is fetched; null where it may not be.</summary>
    public string? Picture(string? address)
    {
        var tidy = Tidy(address);
        if (tidy.StartsWith("cid:", StringComparison.OrdinalIgnoreCase))
        {
            return pictureOf(Uri.UnescapeDataString(tidy[4..]).Trim('<', '>'));
        }

        if (Enclosed.IsMatch(tidy))
        {
            return tidy;
        }

        var isRemote = tidy.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || tidy.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || tidy.StartsWith("//", StringComparison.Ordinal);
        Blocked += isRemote && !showsRemotePictures ? 1 : 0;
        return isRemote && showsRemotePictures && tidy.Length <= MostLetters ? (tidy.StartsWith("//", StringComparison.Ordinal) ? "https:" + tidy : tidy) : null;
    }

    // Browsers pass over these within an address, and so would whoever hides "java script:".
    private static string Tidy(string? address) => string.Concat((address ?? "").Where(letter => letter is not ('\t' or '\n' or '\r' or '\0'))).Trim();
}
