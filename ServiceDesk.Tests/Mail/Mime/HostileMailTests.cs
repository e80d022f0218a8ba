using System.Diagnostics;
using System.Text;

namespace ServiceDesk.Tests.Mail.Mime;

public sealed class HostileMailTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData("\n\n\n")]
    [InlineData("no header at all")]
    [InlineData("Subject")]
    [InlineData(":\n:\n: x\n\n")]
    [InlineData("Content-Type: multipart/mixed; boundary=\"\"\n\nx")]
    [InlineData("Content-Type: multipart/mixed\n\nx")]
    [InlineData("Content-Type: multipart/mixed; boundary=a\n\n--a")]
    [InlineData("Content-Type: multipart/mixed; boundary=a\n\n--a--\n--a\n\nx")]
    [InlineData("Content-Type: message/rfc822\n\n")]
    [InlineData("Content-Transfer-Encoding: base64\n\n====")]
    [InlineData("From: <<<>>>,,,;;;:::\"(\nTo: (((((\nDate: 99 Foo 99999 99:99:99 +9999\n\n")]
    [InlineData("Subject: =?utf-8?q?=?=\nFrom: =?=?=?\n\n=")]
    public void Whatever_is_sent_something_is_read(string text)
    {
        var mail = RealMail.Read(Encoding.Latin1.GetBytes(text));

        Assert.DoesNotContain('\0', mail.Text);
    }

    [Fact]
    public void Line_ends_of_any_kind_will_do()
    {
        const string text = "Subject: one\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nfirst\n--b\nContent-Disposition: attachment; filename=x\n\nsecond\n--b--\n";

        foreach (var end in new[] { "\r", "\n", "\r\n", "\r\r\n" })
        {
            var mail = RealMail.Read(Encoding.Latin1.GetBytes(text.Replace("\n", end, StringComparison.Ordinal)));
            Assert.Equal(("one", "first", 6L), (mail.Subject, mail.Text, Assert.Single(mail.Attachments).Size));
        }
    }

    [Fact]
    public void What_nobody_closed_or_finished_is_read_as_far_as_it_goes()
    {
        var mail = RealMail.Read("Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/alternative; boundary=i\n\n--i\n\nhello\n--o\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\nAAECAwQ");

        Assert.Equal("hello", mail.Text);
        var file = Assert.Single(mail.Attachments);
        Assert.Equal(("a.png", 5L), (file.Name, file.Size));
    }

    [Theory]
    [InlineData("Content-Type: multipart/mixed; boundary=said\n\n--meant\nContent-Type: text/plain\n\nhello\n--meant\nContent-Disposition: attachment; filename=a\n\nx\n--meant--\n", "hello", 1)]
    [InlineData("Content-Type: multipart/mixed\n\n--meant\nContent-Type: text/plain\n\nhello\n--meant--\n", "hello", 0)]
    [InlineData("Content-Type: multipart/mixed; boundary=said\n\nhello\n--\nKarl\n", "hello\n--\nKarl", 0)]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello--b--\nbelow", "hello", 0)]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello --b-- and so on\n--b--\n", "hello --b-- and so on", 0)]
    [InlineData("Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\none\n--o\n\ntwo\n--i\nContent-Disposition: attachment; filename=a\n\nx\n--i--\n--o--\n", "one\n\ntwo", 1)]
    [InlineData("Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/mixed; boundary=i\n\n--meant\nContent-Type: text/plain\n\none\n--o\n\ntwo\n--i\n\nthree\n--meant\n\nfour\n--o--\n", "one\n\ntwo\n\nthree\n\nfour", 0)]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\nfor old programs\n--and dashes\n--b\n\nhello\n--b--\n", "hello", 0)]
    public void Boundaries_that_programs_got_wrong_still_divide(string text, string said, int files)
    {
        var mail = RealMail.Read(text);

        Assert.Equal((said, files), (mail.Text, mail.Attachments.Count));
    }

    [Fact]
    public void A_header_goes_on_behind_a_line_that_slipped_into_it()
    {
        var mail = RealMail.Read("Subject: a\nthis is no field\nnor this one\nFrom: karl@example.com\n\nbody");

        Assert.Equal(("a", "karl@example.com", "body"), (mail.Subject, mail.From[0].Address, mail.Text));
    }

    [Fact]
    public void An_empty_line_that_was_forgotten_ends_the_header_all_the_same() =>
        Assert.Equal("Dear all,\nnote: this is text", RealMail.Read("Subject: a\nFrom: karl@example.com\nDear all,\nnote: this is text").Text);

    [Fact]
    public void What_is_encoded_in_a_name_never_becomes_an_address()
    {
        var mail = RealMail.Read("From: =?utf-8?b?YXR0YWNrZXJAZXZpbC50ZXN0?=\n\n");

        Assert.Equal("", Assert.Single(mail.From).Address);
    }

    [Fact]
    public void A_lone_carriage_return_makes_no_second_field() =>
        Assert.Empty(RealMail.Read(Encoding.Latin1.GetBytes("Subject: a\rBcc: eve@example.com\nFrom: karl@example.com\n\nx\n")).Header("Bcc"));

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Bombs_do_not_go_off(string kind)
    {
        var raw = Encoding.Latin1.GetBytes(Bomb(kind));
        var started = Stopwatch.GetTimestamp();

        var mail = RealMail.Read(raw);

        Assert.True(Stopwatch.GetElapsedTime(started) < Bound, $"{kind} took {Stopwatch.GetElapsedTime(started)}");
        Assert.True(mail.Attachments.Count <= 1_000);
    }

    public static TheoryData<string> Bombs() => ["depth", "parts", "boundaries", "header", "fields", "words", "addresses", "parentheses", "quotes", "colons", "tags", "deep tags", "quoting", "one line", "parameters", "ids", "messages", "begins"];

    private static string Bomb(string kind) => kind switch
    {
        "depth" => string.Concat(Enumerable.Range(0, 5_000).Select(n => $"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")),
        "parts" => "Content-Type: multipart/mixed; boundary=b\n\n" + Repeat("--b\nContent-Disposition: attachment\n\nx\n", 50_000),
        "boundaries" => "Content-Type: multipart/mixed; boundary=b\n\n" + Repeat("--bx\n--b\n", 200_000),
        "header" => "Subject: " + Repeat("x", 4_000_000) + "\n\nbody",
        "fields" => Repeat("X: y\n", 500_000) + "\nbody",
        "words" => "Subject: " + Repeat("=?u?x?=", 10_000) + Repeat("=?utf-8?q?a", 80_000) + "\n\n",
        "addresses" => "To: " + Repeat("a@b.test, ", 100_000) + "\n\n",
        "parentheses" => "To: " + Repeat("(", 300_000) + "\nFrom: " + Repeat("()", 300_000) + "\n\n",
        "quotes" => "To: " + Repeat("\"", 300_001) + Repeat("<", 300_000) + "\n\n",
        "colons" => "To: " + Repeat("a:", 300_000) + Repeat("@:", 300_000) + "\n\n",
        "tags" => "Content-Type: text/html\n\n" + Repeat("<a href=x><b><table><p>", 100_000),
        "deep tags" => "Content-Type: text/html\n\n" + Repeat("<blockquote><div>", 100_000) + "x",
        "quoting" => Repeat("\n" + Repeat(">", 1_000) + " x", 2_000),
        "one line" => "Content-Transfer-Encoding: quoted-printable\n\n" + Repeat("=20a=\n=", 600_000),
        "parameters" => "Content-Type: text/plain; " + Repeat("name*0=x; a=\"", 70_000) + "\n\n",
        "ids" => "References: " + Repeat("<a@b> <", 150_000) + "\n\n",
        "messages" => Repeat("Content-Type: message/rfc822\n\n", 100_000),
        "begins" => "Subject: x\n\n" + Repeat("begin 644 a\n!!!!\n", 150_000),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such bomb."),
    };

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
