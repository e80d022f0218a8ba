using System.Text;

namespace ServiceDesk.Tests.Mail.Mime;

/// <summary>Mail whose header says one thing, and means another.</summary>
public sealed class ReadingWronglyLabelledMailTests
{
    [Theory]
    [InlineData("text/html (a remark); charset=utf-8")]
    [InlineData("text/html>")]
    [InlineData("text/html, charset=utf-8")]
    [InlineData("\"text/html\"; charset=utf-8")]
    [InlineData("text / html; charset=utf-8")]
    public void A_type_is_known_whatever_slipped_in_beside_it(string type)
    {
        var mail = RealMail.Read($"Content-Type: {type}\n\n<p>hello</p>");

        Assert.Equal(("hello", 0), (mail.Text, mail.Attachments.Count));
    }

    [Fact]
    public void A_type_the_wrong_way_round_is_a_text() => Assert.Equal("hello", RealMail.Read("Content-Type: plain/text\n\nhello").Text);

    [Theory]
    [InlineData("text/plain", "Dear all, this is simply text, whatever they say.\nKarl", "Dear all, this is simply text, whatever they say.\nKarl")]
    [InlineData("text/plain", "words words without any stop at all\n", "words words without any stop at all")]
    [InlineData("text/html", "<p>Dear all</p>", "Dear all")]
    [InlineData("text/plain", "RGVhciBh bGwsIHRo aXMgaXMg dGV4dA==", "Dear all, this is text")]
    [InlineData("text/plain", "RGVhciBhbGwsIHRoaXMgaXMgdGV4dA==\n--\nfrom our list", "Dear all, this is text")]
    public void A_text_that_only_says_it_is_base64_is_read_as_it_stands(string type, string body, string said) =>
        Assert.Equal(said, RealMail.Read($"Content-Type: {type}\nContent-Transfer-Encoding: base64\n\n{body}").Text);

    [Fact]
    public void A_named_text_that_only_says_it_is_base64_opens_as_it_stands()
    {
        const string body = "not, encoded, at, all";
        var raw = Encoding.Latin1.GetBytes($"Content-Type: text/csv; name=a.csv\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}");

        var file = Assert.Single(RealMail.Read(raw).Attachments);

        Assert.Equal((body, body.Length), (Encoding.Latin1.GetString(RealMail.Bytes(file, raw)), (int)file.Size));
    }

    [Theory]
    [InlineData("windows-31j", "k\u0083J")]
    [InlineData("x-cp936", "k\u00A5\u00AB")]
    [InlineData("ms949", "k\u00AB\u00AB")]
    [InlineData("eucJP", "k\u00A5\u00AB")]
    [InlineData("x-euc-jp", "k\u00A5\u00AB")]
    [InlineData("utf_8", "k\u00E3\u0082\u00AB")]
    [InlineData("=utf-8", "k\u00E3\u0082\u00AB")]
    [InlineData("3Dutf-8", "k\u00E3\u0082\u00AB")]
    [InlineData("hz", "k~{%+~}")]
    public void A_set_of_letters_is_known_by_each_of_its_names(string charset, string bytes) =>
        Assert.Equal("kカ", RealMail.Read($"Content-Type: text/plain; charset={charset}\n\n{bytes}").Text);

    [Theory]
    [InlineData("macroman", "Fr\u009Asche")]
    [InlineData("ibm-850", "Fr\u0094sche")]
    [InlineData("dos-437", "Fr\u0094sche")]
    [InlineData("latin-10", "Fr\u00F6sche")]
    [InlineData("windows-cp1250", "Fr\u00F6sche")]
    [InlineData("cp-12345678901234567890", "Fr\u00F6sche")]
    [InlineData("x", "Fr\u00F6sche")]
    public void A_page_of_letters_is_known_by_its_number_and_nobody_elses_is_guessed(string charset, string bytes) =>
        Assert.Equal("Frösche", RealMail.Read($"Content-Type: text/plain; charset={charset}\n\n{bytes}").Text);

    [Theory]
    [InlineData("attachment; filename='a b.pdf'", "a b.pdf")]
    [InlineData("filename=a.pdf", "a.pdf")]
    [InlineData("attachment; filename=\"utf-8''a%20%C3%BC.pdf\"", "a ü.pdf")]
    [InlineData("attachment; filename=\"it''s 100%.pdf\"", "it''s 100%.pdf")]
    public void The_name_of_a_file_is_found_where_its_form_is_wrong(string disposition, string name) =>
        Assert.Equal(name, Assert.Single(RealMail.Read($"Content-Type: application/pdf\nContent-Disposition: {disposition}\n\nx").Attachments).Name);

    [Theory]
    [InlineData("Mon, 22 Nov 2021 10:11:12 GMT+0100")]
    [InlineData("Mon, 22 Nov 2021 09:11:12 UTC")]
    [InlineData("Mon, 22 Nov 2021 11:11:12 UTC+2")]
    public void A_zone_may_be_counted_from_Greenwich(string date) => Assert.Equal(new DateTimeOffset(2021, 11, 22, 9, 11, 12, TimeSpan.Zero), RealMail.Read($"Date: {date}\n\nx").Date);

    [Theory]
    [InlineData("a@x.test b@x.test")]
    [InlineData("Anna <a@x.test> Bob <b@x.test>")]
    [InlineData("<a@x.test> <b@x.test>")]
    [InlineData("Team:a@x.test,Others:b@x.test;")]
    [InlineData("\"Anna <a@x.test>, \"Bob\" <b@x.test>")]
    [InlineData("\"a@x.test\", <b@x.test>, <Undisclosed-Recipient:;>")]
    public void People_are_told_apart_where_what_divides_them_was_forgotten(string to) => Assert.Equal(["a@x.test", "b@x.test"], RealMail.Read($"To: {to}\n\nx").To.Select(one => one.Address));

    [Fact]
    public void A_domain_in_brackets_keeps_them() => Assert.Equal(["a@[192.0.2.1]", "b@x.test"], RealMail.Read("To: a@[192.0.2.1], Bob [b@x.test]\n\nx").To.Select(one => one.Address));

    [Theory]
    [InlineData("A name with <angles> <a@x.test>", "A name with <angles>")]
    [InlineData("\"a, b\" <a@x.test>", "a, b")]
    public void Angles_and_commas_of_a_name_divide_nobody(string to, string name) => Assert.Equal(name, Assert.Single(RealMail.Read($"To: {to}\n\nx").To).Name);
}
