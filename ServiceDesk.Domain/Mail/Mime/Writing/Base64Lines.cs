using System.Buffers.Text;

namespace ServiceDesk.Domain.Mail.Mime.Writing;

/// <summary>Bytes as base64 in lines of 76 letters (RFC 2045, 6.8), from one stream into another.</summary>
internal static class Base64Lines
{
    private const int BytesALine = 57;
    private const int LettersALine = 76;
    private const int LinesAtOnce = 128;

    /// <summary>How many bytes so many become.</summary>
    public static long LengthOf(long bytes)
    {
        var (lines, rest) = Math.DivRem(bytes, BytesALine);
        return (lines * (LettersALine + 2)) + (rest > 0 ? ((rest + 2) / 3 * 4) + 2 : 0);
    }

    public static async Task EncodeAsync(Stream from, Stream to, CancellationToken cancel)
    {
        var bytes = new byte[BytesALine * LinesAtOnce];
        var letters = new byte[(LettersALine + 2) * LinesAtOnce];
        int read;
        do
        {
            read = await from.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
            await to.WriteAsync(letters.AsMemory(0, Lines(bytes.AsSpan(0, read), letters)), cancel);
        }
        while (read == bytes.Length);
    }

    private static int Lines(ReadOnlySpan<byte> bytes, Span<byte> letters)
    {
        var length = 0;
        for (var at = 0; at < bytes.Length; at += BytesALine)
        {
            Base64.EncodeToUtf8(bytes[at..Math.Min(at + BytesALine, bytes.Length)], letters[length..], out _, out var written);
            length += written;
            "\r\n"u8.CopyTo(letters[length..]);
            length += 2;
        }

        return length;
    }
}
