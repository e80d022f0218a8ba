using System.Text;
using System.Text.Json;
using ServiceDesk.Domain.Mail.Mime;
using ServiceDesk.Tests.House;

namespace ServiceDesk.Tests.Mail.Mime;

/// <summary>Messages: written in a test, or the collection of real ones that may lie beside the repository.</summary>
internal static class RealMail
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(LayoutOfTheHouseTests.Root, "..", "shared", "mail"));

    /// <summary>The rows of one of the collection's lists; where it is absent, the test is skipped.</summary>
    public static IReadOnlyList<JsonElement> Rows(string list)
    {
        var path = Path.Combine(Folder, list);
        Assert.SkipUnless(File.Exists(path), $"There is no collection of real mail at {Folder}.");
        return [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    public static byte[] Raw(JsonElement row) => File.ReadAllBytes(Path.Combine(Folder, row.GetProperty("file").GetString()!));

    public static ReadMail Read(byte[] raw)
    {
        using var stream = new MemoryStream(raw, writable: false);
        return MailReader.Read(stream, TestContext.Current.CancellationToken);
    }

    /// <summary>Reads what is written here, each letter a byte, with the line ends of mail.</summary>
    public static ReadMail Read(string text) => Read(Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n")));

    public static byte[] Bytes(MailAttachment attachment, byte[] raw)
    {
        using var message = new MemoryStream(raw, writable: false);
        using var file = attachment.Open(message);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
