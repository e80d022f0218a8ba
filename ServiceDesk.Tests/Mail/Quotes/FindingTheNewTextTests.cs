using ServiceDesk.Tests.Mail.Mime;

namespace ServiceDesk.Tests.Mail.Quotes;

public sealed class FindingTheNewTextTests
{
    [Theory]
    [InlineData("On Mon, Feb 1, 2016 at 4:58 AM, Anna <anna@example.com> wrote:")]
    [InlineData("Am 01.02.2016 um 04:58 schrieb Anna:")]
    [InlineData("Le 1 févr. 2016 à 04:58, Anna <anna@example.com> a écrit :")]
    [InlineData("El lun., 1 feb. 2016 a las 4:58, Anna (<anna@example.com>) escribió:")]
    [InlineData("Il giorno lun 1 feb 2016 alle ore 04:58 Anna <anna@example.com> ha scritto:")]
    [InlineData("Em 1 de fevereiro de 2016 04:58, Anna <anna@example.com> escreveu:")]
    [InlineData("Op ma 1 feb. 2016 om 04:58 schreef Anna <anna@example.com>:")]
    [InlineData("Den 1. feb. 2016 kl. 04.58 skrev Anna <anna@example.com>:")]
    [InlineData("W dniu 01.02.2016 o 04:58, Anna pisze:")]
    [InlineData("1 февраля 2016 г., 4:58 пользователь Anna <anna@example.com> написал:")]
    [InlineData("Dne 1. 2. 2016 v 4:58 Anna <anna@example.com> napsal:")]
    [InlineData("2016年2月1日 4:58，Anna <anna@example.com>写道：")]
    [InlineData("On Mon, Feb 1, 2016 at 4:58 AM, Anna with a long name\n<anna@example.com> wrote:")]
    [InlineData("-----Original Message-----")]
    [InlineData("-----Ursprüngliche Nachricht-----")]
    [InlineData("________________________________\nFrom: Anna <anna@example.com>\nSent: Monday, 1 February 2016 04:58\nTo: Karl\nSubject: Hello")]
    [InlineData("Von: Anna [mailto:anna@example.com]\nGesendet: Montag, 1. Februar 2016 04:58\nAn: Karl\nBetreff: Hallo")]
    [InlineData("De : Anna <anna@example.com>\nEnvoyé : lundi 1 février 2016 04:58\nÀ : Karl\nObjet : Bonjour")]
    [InlineData("> *From:* Anna <anna@example.com>\n> *Sent :* Monday, 1 February 2016 04:58\n> *To:* Karl\n> *SUBJECT:* Hello")]
    [InlineData("보낸 사람: Anna\n보낸날짜: 2016\n받는 사람: Karl\n제목: x")]
    [InlineData("De: Anna\nEnviada em: segunda-feira, 1 de fevereiro de 2016\nPara: Karl\nAssunto: Olá")]
    [InlineData("发件人: Anna <anna@example.com>\n发送时间: 2016年2月1日 4:58\n收件人: Karl\n主题: 你好")]
    public void The_message_before_is_left_out(string head)
    {
        Assert.Equal("It works again.\n\nThank you!", NewOf($"It works again.\n\nThank you!\n\n{head}\n\nIs it better now?\n"));
        Assert.Equal("It works again.", NewOf($"It works again.\n\n{head}\n> Is it better now?\n> Anna\n"));
    }

    [Fact]
    public void An_answer_below_the_message_is_kept() =>
        Assert.Equal("It works again.", NewOf("On Mon, Feb 1, 2016 at 4:58 AM, Anna <anna@example.com> wrote:\n> Is it better now?\n>\n> Anna\n\nIt works again.\n"));

    [Fact]
    public void Answers_between_the_lines_keep_what_they_answer() =>
        Assert.Equal("> Which colour?\nRed.\n> Which size?\nBig.", NewOf("> Which colour?\nRed.\n> Which size?\nBig.\n> Thanks\n"));

    [Theory]
    [InlineData("-- \nKarl Meier\nMeier Ltd.")]
    [InlineData("--\nKarl")]
    [InlineData("Sent from my iPhone")]
    [InlineData("Von meinem iPhone gesendet")]
    [InlineData("Envoyé de mon iPhone")]
    [InlineData("[Sent from my Samsung Galaxy]")]
    [InlineData("Verstuurd vanaf mijn iPhone")]
    [InlineData("iPhone'umdan gönderildi")]
    [InlineData("从我的iPhone发送")]
    [InlineData("  __\nKarl")]
    [InlineData("Get Outlook for Android<https://aka.ms/x>")]
    public void Signatures_are_left_out(string signature) => Assert.Equal("It works again.", NewOf($"It works again.\n\n{signature}\n"));

    [Theory]
    [InlineData("On this day\n\nI wrote something\n\nwhich was long.")]
    [InlineData("Invitation\n\nDate: Wednesday\nTime: 7:00\nAddress: here")]
    [InlineData("It was sent from my desk to yours.")]
    [InlineData("- one\n- two\n\n5 > 3")]
    [InlineData("From: the printer room\nthere is smoke.")]
    [InlineData("Sending it: sent yesterday\nTo be clear: it is red.\nFromage: no")]
    public void Words_that_only_look_alike_stay(string text) => Assert.Equal(text, NewOf(text));

    [Fact]
    public void Where_all_is_old_nothing_is_new() => Assert.Equal("", NewOf("> quoted\n> only\n"));

    [Fact]
    public void In_a_page_quotes_are_known_too()
    {
        var mail = RealMail.Read("Content-Type: text/html\n\n<div>It works.</div><div class=gmail_quote>On Mon, Feb 1, 2016 at 4:58 AM Anna &lt;<a href=mailto:anna@example.com>anna@example.com</a>&gt; wrote:<br><blockquote>Is it better?</blockquote></div>");

        Assert.Equal("It works.", mail.NewText);
    }

    private static string NewOf(string text) => RealMail.Read([.. "Content-Type: text/plain; charset=utf-8\n\n"u8, .. System.Text.Encoding.UTF8.GetBytes(text)]).NewText;
}
