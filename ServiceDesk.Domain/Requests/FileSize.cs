using System.Globalization;

namespace ServiceDesk.Domain.Requests;

/// <summary>Sizes of files as people read them.</summary>
public static class FileSize
{
    private const double Kilobyte = 1024;
    private const double Megabyte = 1024 * Kilobyte;

    /// <summary>A limit, to be said with its unit in a sentence.</summary>
    public static FileLimit Limit(long bytes) => new(bytes);

    /// <summary>A short size with its unit, such as "3.2 MB".</summary>
    public static string Of(long bytes, CultureInfo culture) => bytes switch
    {
        < (long)Kilobyte => string.Create(culture, $"{bytes} B"),
        < (long)Megabyte => string.Create(culture, $"{bytes / Kilobyte:0.#} KB"),
        _ => string.Create(culture, $"{bytes / Megabyte:0.#} MB"),
    };
}

/// <summary>The most bytes a file may have; in a sentence of any language it reads like "10 MB".</summary>
/// <param name="Bytes">The limit.</param>
public readonly record struct FileLimit(long Bytes) : IFormattable
{
    /// <inheritdoc/>
    public override string ToString() => ToString(format: null, formatProvider: null);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => FileSize.Of(Bytes, formatProvider as CultureInfo ?? CultureInfo.InvariantCulture);
}
