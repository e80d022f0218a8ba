namespace ServiceDesk.Tests.Mail.Mime;

/// <summary>Pages as programs and spammers write them.</summary>
public sealed class ReadingPagesTests
{
    [Theory]
    [InlineData("a &lt; b &amp;amp; c &euro; &#8364; &#x20AC; &#128; &notanentity; &", "a < b &amp; c € € € € ¬anentity; &")]
    [InlineData("&copy 2026 &AMP; &#0; &#xD800; &#99999999999;", "© 2026 & \uFFFD \uFFFD \uFFFD")]
    [InlineData("2 < 3 and 4 <5", "2 < 3 and 4 <5")]
    [InlineData("wo<b>r</b>d<BR/>next<br>", "word\nnext")]
    [InlineData("a<!-- <p>no</p> -->b<!-->c<![if !mso]>d<?xml x?>e</ >f", "abcdef")]
    [InlineData("<title>x</titlex></title>a<style>p > b { } </p></style>b<script>'</div>'</script >c", "abc")]
    [InlineData("<select><option>no</option></select>yes", "yes")]
    [InlineData("<p title='>' data-x=\">\">a</p>", "a")]
    [InlineData("<a href = https://x.test/?a=1&amp;b=2>here</a>", "here <https://x.test/?a=1&b=2>")]
    [InlineData("<a title=x HREF='https://x.test/'>x.test</a>", "x.test")]
    [InlineData("said<p class=\"never closed", "said")]
    [InlineData("said<!-- never closed", "said")]
    [InlineData("said<style>never closed", "said")]
    public void A_page_is_read_as_browsers_show_it(string page, string said) => Assert.Equal(said, RealMail.Read($"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(page))}\n").Text);
}
