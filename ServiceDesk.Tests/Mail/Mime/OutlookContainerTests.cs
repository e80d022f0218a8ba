using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ServiceDesk.Domain.Mail.Mime;

namespace ServiceDesk.Tests.Mail.Mime;

public sealed class OutlookContainerTests
{
    // The example that MS-OXRTFCP (4.1.1) works through.
    private static readonly byte[] HelloWorld = Convert.FromHexString("2D0000002B0000004C5A4675F1C5C7A703000A00726370673132354232" + "0AF32068656C0900206277" + "05B06C647D0A800FA0");

    [Fact]
    public void Files_and_the_text_are_taken_out_of_winmail_dat()
    {
        var raw = Mail(Container());

        var mail = RealMail.Read(raw);

        Assert.Equal("hello world", mail.Text);
        Assert.Collection(mail.Attachments,
            text => Assert.Equal(("message.rtf", "application/rtf"), (text.Name, text.ContentType)),
            file => Assert.Equal(("Grüße.txt", 5L, AttachmentRole.File), (file.Name, file.Size, file.Role)));
        Assert.Equal("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", Encoding.ASCII.GetString(RealMail.Bytes(mail.Attachments[0], raw)));
        Assert.Equal("12345", Encoding.ASCII.GetString(RealMail.Bytes(mail.Attachments[1], raw)));
    }

    [Fact]
    public void A_container_that_is_cut_off_gives_what_is_whole_or_stays_a_file()
    {
        var whole = Container();
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.NotEmpty(RealMail.Read(Mail(whole[..length])).Attachments);
        }
    }

    [Fact]
    public void Containers_of_other_projects_hold_what_these_say()
    {
        foreach (var row in RealMail.Rows("tnef.jsonl"))
        {
            var raw = Mail(RealMail.Raw(row));
            var files = RealMail.Read(raw).Attachments.Select(one => (one.Name, one.Sha256, Bytes: RealMail.Bytes(one, raw))).ToList();

            Assert.All(files, file => Assert.Equal(file.Sha256, Digest(file.Bytes)));

            // The lines of some of the stated files have lost their CR on the way into their project.
            var digests = files.SelectMany(file => new[] { file.Sha256, Digest(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(file.Bytes).ReplaceLineEndings("\n"))) }).ToList();
            Assert.All(row.GetProperty("extracted").EnumerateArray(), file => Assert.Contains(file.GetProperty("sha256").GetString(), digests));
        }
    }

    [Theory]
    [InlineData(@"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator x;}Gr\'fc\'dfe\par aus \u8364?uro\tab \{x\}}", "Grüße\naus €uro\t{x}")]
    [InlineData(@"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8}", "При")]
    [InlineData(@"{\rtf1\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hello\htmlrtf\par}\htmlrtf0}", "Hello")]
    [InlineData(@"{\rtf1\uc2 \u252ueber}", "über")]
    [InlineData("no rtf", "")]
    [InlineData(@"{\rtf1 open", "open")]
    [InlineData(@"{\rtf1 }}}}\", "")]
    public void The_words_of_rich_text_are_read(string rtf, string words) => Assert.Equal(words, RtfText.Read(Encoding.ASCII.GetBytes(rtf)));

    [Fact]
    public void Packed_text_that_makes_no_sense_is_none()
    {
        Assert.Empty(CompressedRtf.Unpack([1, 2, 3]));
        Assert.Empty(CompressedRtf.Unpack(new byte[100]));
        Assert.NotEmpty(CompressedRtf.Unpack(HelloWorld.AsSpan(0, HelloWorld.Length - 4)));
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Mail(byte[] container) => Encoding.ASCII.GetBytes($"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(container, Base64FormattingOptions.InsertLineBreaks)}\r\n");

    private static byte[] Container() =>
    [
        .. Number(0x223E9F78), 1, 0,
        .. Attribute(1, 0x00069003, [.. Number(1), 0x02, 0x01, 0x09, 0x10, .. Number(1), .. Number(HelloWorld.Length), .. HelloWorld, .. new byte[(4 - (HelloWorld.Length % 4)) % 4]]),
        .. Attribute(2, 0x00069002, new byte[14]),
        .. Attribute(2, 0x00018010, "SHORT~1.TXT\0"u8.ToArray()),
        .. Attribute(2, 0x0006800F, "12345"u8.ToArray()),
        .. Attribute(2, 0x00069005, [.. Number(1), 0x1F, 0x00, 0x07, 0x37, .. Number(1), .. Number(20), .. Encoding.Unicode.GetBytes("Grüße.txt\0")]),
    ];

    private static byte[] Attribute(byte level, int id, byte[] data) => [level, .. Number(id), .. Number(data.Length), .. data, 0, 0];

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
