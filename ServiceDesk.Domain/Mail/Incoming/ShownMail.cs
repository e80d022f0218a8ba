using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using ServiceDesk.Domain.Mail.Html;
using ServiceDesk.Domain.Mail.Mime;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>
/// A mail as one whole page: its cleaned HTML, or else its text, with its own pictures in it. They are written into the page itself, because a frame
/// without an origin of its own is sent no cookies, and an address that needs none would be open to whoever has it. Dispose of it.
/// </summary>
public sealed partial class ShownMail : IAsyncDisposable
{
    /// <summary>How many bytes of pictures a page has at most, one shown twice counted twice.</summary>
    public const long MostPictureBytes = 25 * 1024 * 1024;

    private const string Head = """
        <!DOCTYPE html>
        <html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>.</title>
        <style>:root{color-scheme:light;background:#fff;color:#1b2129}body{margin:0;padding:12px 16px;font:16px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
        img{max-width:100%;height:auto}pre{white-space:pre-wrap;overflow-wrap:anywhere}.mail-text{font:inherit;margin:0}</style></head><body>
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly OpenedMail _mail;
    private readonly List<(MailAttachment File, string Type)> _pictures = [];

    // Not to be guessed by whoever writes mails.
    private readonly string _mark = $"picture-{RandomNumberGenerator.GetHexString(32, lowercase: true)}-";
    private readonly string _markup;
    private long _pictureBytes;

    private ShownMail(OpenedMail mail, bool showsRemotePictures, Func<string, string> withheld)
    {
        _mail = mail;
        if (mail.Read.Html is { } html)
        {
            var page = MailPage.Clean(withheld(html), PictureOf, showsRemotePictures);
            (_markup, BlockedPictures) = (page.Markup, page.BlockedPictures);
        }
        else
        {
            _markup = $"<pre class=\"mail-text\">{Encoder.Encode(withheld(mail.Read.Text))}</pre>";
        }
    }

    /// <summary>How many pictures elsewhere it would have fetched.</summary>
    public int BlockedPictures { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _mail.DisposeAsync();

    /// <summary>Writes the page, its pictures piece by piece.</summary>
    public async Task WriteAsync(Stream into, CancellationToken cancel)
    {
        await into.WriteAsync(Encoding.UTF8.GetBytes(Head), cancel);
        var parts = _markup.Split(_mark);
        await into.WriteAsync(Encoding.UTF8.GetBytes(parts[0]), cancel);
        foreach (var part in parts.Skip(1))
        {
            var end = part.IndexOf(';', StringComparison.Ordinal);
            await WriteAsync(_pictures[int.Parse(part.AsSpan(0, end), CultureInfo.InvariantCulture)], into, cancel);
            await into.WriteAsync(Encoding.UTF8.GetBytes(part[(end + 1)..]), cancel);
        }

        await into.WriteAsync("</body></html>"u8.ToArray(), cancel);
    }

    internal static ShownMail ToStaff(OpenedMail mail, bool showsRemotePictures) => new(mail, showsRemotePictures, text => text);

    // The address to which somebody's answers go shows whose they are, and is theirs alone.
    internal static ShownMail ToCustomers(OpenedMail mail, bool showsRemotePictures) => new(mail, showsRemotePictures, text => ReplyTokens.Replace(text, ""));

    [GeneratedRegex(@"(\+|%2B|&#43;|&#x2B;)r[a-z2-7]{42}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ReplyTokens { get; }

    private static async Task WriteAsync((MailAttachment File, string Type) picture, Stream raw, Stream into, CancellationToken cancel)
    {
        const int threes = 48 * 1024;
        await into.WriteAsync(Encoding.ASCII.GetBytes($"data:{picture.Type};base64,"), cancel);
        var bytes = ArrayPool<byte>.Shared.Rent(threes);
        try
        {
            await using var content = picture.File.Open(raw);
            for (var read = threes; read == threes;)
            {
                read = await content.ReadAtLeastAsync(bytes.AsMemory(0, threes), threes, throwOnEndOfStream: false, cancel);
                await into.WriteAsync(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes, 0, read)), cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private Task WriteAsync((MailAttachment File, string Type) picture, Stream into, CancellationToken cancel) => WriteAsync(picture, _mail.Raw, into, cancel);

    private string? PictureOf(string contentId)
    {
        if (_mail.Read.Attachments.FirstOrDefault(file => string.Equals(file.ContentId, contentId, StringComparison.OrdinalIgnoreCase)) is not { } file
            || _pictureBytes + file.Size > MostPictureBytes
            || RasterPicture.TypeOf(FirstBytes(file)) is not { } type)
        {
            return null;
        }

        _pictureBytes += file.Size;
        _pictures.Add((file, type));
        return $"{_mark}{_pictures.Count - 1};";
    }

    private byte[] FirstBytes(MailAttachment file)
    {
        using var content = file.Open(_mail.Raw);
        var bytes = new byte[RasterPicture.TellingBytes];
        return bytes[..content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
