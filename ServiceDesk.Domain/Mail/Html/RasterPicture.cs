namespace ServiceDesk.Domain.Mail.Html;

/// <summary>Knows pictures made of dots by how they begin, whatever they are called. What is drawn by markup is none: it could hold anything.</summary>
internal static class RasterPicture
{
    /// <summary>How many bytes at the beginning are enough to know one.</summary>
    public const int TellingBytes = 12;

    /// <summary>Its media type; null when it is none that browsers show.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> begins) => begins switch
    {
        _ when begins.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) => "image/png",
        _ when begins.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => "image/jpeg",
        _ when begins.StartsWith("GIF87a"u8) || begins.StartsWith("GIF89a"u8) => "image/gif",
        _ when begins.Length >= TellingBytes && begins.StartsWith("RIFF"u8) && begins[8..].StartsWith("WEBP"u8) => "image/webp",
        _ when begins.StartsWith("BM"u8) => "image/bmp",
        _ => null,
    };
}
