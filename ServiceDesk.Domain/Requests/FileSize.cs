using System.Globalization;

namespace ServiceDesk.Domain.Requests;

/// <summary>Sizes of files as people read them.</summary>
public static class FileSize
{
    private const double Kilobyte = 1024;
    private const double Megabyte = 1024 * Kilobyte;

    /// <summary>A limit with its unit, such as "10 MB".</summary>
    public static string Limit(long bytes) => Of(bytes, CultureInfo.InvariantCulture);

    /// <summary>A short size with its unit, such as "3.2 MB".</summary>
    public static string Of(long bytes, CultureInfo culture) => bytes switch
    {
        < (long)Kilobyte => string.Create(culture, $"{bytes} B"),
        < (long)Megabyte => string.Create(culture, $"{bytes / Kilobyte:0.#} KB"),
        _ => string.Create(culture, $"{bytes / Megabyte:0.#} MB"),
    };
}
