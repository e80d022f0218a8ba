using System.Buffers.Binary;
using System.Text;

namespace ServiceDesk.Domain.Mail.Imap;

/// <summary>Folder names as IMAP writes them: printable ASCII as it is, all else as UTF-16 in a base64 of its own between &amp; and - (RFC 3501, 5.1.3).</summary>
internal static class ModifiedUtf7
{
    /// <summary>As the server takes it.</summary>
    public static string Encode(string name)
    {
        var text = new StringBuilder();
        for (var at = 0; at < name.Length;)
        {
            var end = at;
            while (end < name.Length && name[end] is < ' ' or > '~')
            {
                end++;
            }

            if (end > at)
            {
                var base64 = Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(name, at, end - at));
                text.Append('&').Append(base64.TrimEnd('=').Replace('/', ',')).Append('-');
                at = end;
            }
            else
            {
                text.Append(name[at] == '&' ? "&-" : name[at].ToString());
                at++;
            }
        }

        return text.ToString();
    }

    /// <summary>As people read it. What is no such encoding stays as it is: servers send plain UTF-8 too.</summary>
    public static string Decode(string name)
    {
        var text = new StringBuilder();
        for (var at = 0; at < name.Length;)
        {
            var end = name[at] == '&' ? name.IndexOf('-', at) : -1;
            if (end < 0)
            {
                text.Append(name[at++]);
                continue;
            }

            var shifted = name[(at + 1)..end];
            text.Append(shifted.Length == 0 ? "&" : Letters(shifted) ?? name[at..(end + 1)]);
            at = end + 1;
        }

        return text.ToString();
    }

    private static string? Letters(string shifted)
    {
        var base64 = shifted.Replace(',', '/').PadRight((shifted.Length + 3) / 4 * 4, '=');
        Span<byte> bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length % 2 != 0)
        {
            return null;
        }

        var text = new StringBuilder();
        for (var at = 0; at < length; at += 2)
        {
            text.Append((char)BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]));
        }

        return text.ToString();
    }
}
