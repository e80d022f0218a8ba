using System.Text;

namespace ServiceDesk.Domain.Mail.Mime.Writing;

/// <summary>A piece of a mail: its headers and its body (RFC 2045, 2046).</summary>
internal abstract class MailPart
{
    public abstract HeaderBlock Describe(HeaderBlock headers);

    public abstract Task WriteAsync(Stream to, CancellationToken cancel);

    /// <summary>Text in UTF-8, encoded the shorter way.</summary>
    internal sealed class Words(string type, string text) : MailPart
    {
        private readonly bool _isMostlyAscii = text.Count(c => c > '~') * 3 < text.Length + 1;

        public override HeaderBlock Describe(HeaderBlock headers) => headers
            .Exact("Content-Type", type, ["charset=utf-8"])
            .Exact("Content-Transfer-Encoding", _isMostlyAscii ? "quoted-printable" : "base64");

        public override async Task WriteAsync(Stream to, CancellationToken cancel)
        {
            if (_isMostlyAscii)
            {
                await to.WriteAsync(QuotedPrintable.Encode(text), cancel);
                return;
            }

            using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));
            await Base64Lines.EncodeAsync(bytes, to, cancel);
        }
    }

    /// <summary>A file, read when it is sent and never held whole.</summary>
    internal sealed class File(MailAttachment file) : MailPart
    {
        public override HeaderBlock Describe(HeaderBlock headers)
        {
            headers.Exact("Content-Type", Type(), HeaderParameter.Of("name", file.FileName))
                .Exact("Content-Transfer-Encoding", "base64")
                .Exact("Content-Disposition", file.ContentId is null ? "attachment" : "inline", HeaderParameter.Of("filename", file.FileName));
            return file.ContentId is { } id ? headers.Ids("Content-ID", id) : headers;
        }

        public override async Task WriteAsync(Stream to, CancellationToken cancel)
        {
            if (to is LengthOnly length && file.Bytes is { } bytes)
            {
                length.Add(Base64Lines.LengthOf(bytes));
                return;
            }

            await using var content = file.Open();
            await Base64Lines.EncodeAsync(content, to, cancel);
        }

        // A mail within a mail may not be encoded (RFC 2046, 5.2.1), so it travels as a plain file.
        private string Type() => file.ContentType.Split('/') is [{ Length: > 0 } kind, { Length: > 0 } form] && kind is not ("message" or "multipart") && (kind + form).All(IsToken)
            ? file.ContentType
            : "application/octet-stream";

        private static bool IsToken(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '.' or '_';
    }

    /// <summary>Several pieces, parted by a line that cannot stand in any of them: encoded, none has "=_" in it.</summary>
    internal sealed class Several(string kind, string boundary, IReadOnlyList<MailPart> parts) : MailPart
    {
        public override HeaderBlock Describe(HeaderBlock headers) => headers.Exact("Content-Type", $"multipart/{kind}", [$"boundary=\"{boundary}\""]);

        public override async Task WriteAsync(Stream to, CancellationToken cancel)
        {
            foreach (var part in parts)
            {
                await to.WriteAsync(Encoding.ASCII.GetBytes($"--{boundary}\r\n"), cancel);
                await to.WriteAsync(part.Describe(new HeaderBlock()).End(), cancel);
                await part.WriteAsync(to, cancel);
                await to.WriteAsync("\r\n"u8.ToArray(), cancel);
            }

            await to.WriteAsync(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"), cancel);
        }
    }
}
