using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

/// <summary>What a stranger is answered by the anonymous forms: text, status and headers, for each kind of address.</summary>
public sealed class AnswersAlikeTests(Stages stage)
{
    [Theory]
    [InlineData("/portal/IT/signup", "sent you a mail", "Form.Email", "Form.Name=Karl Kunde")]
    [InlineData("/Identity/Account/Register", "sent you a mail", "Email", "FullName=Karl Kunde")]
    [InlineData("/Identity/Account/ForgotPassword", "sent you a mail", "Email")]
    [InlineData("/Identity/Account/Login", "not right", "Email", "Password=" + AccountStory.Better)]
    [InlineData("/Identity/Account/Login", "not right", "Email", "Password=")]
    public async Task No_answer_tells_one_kind_of_address_from_another(string path, string says, string addressField, params string[] others)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await FourAddresses.MakeAsync(site);
        var answers = new List<(string Address, Answered Answer)>();
        foreach (var address in FourAddresses.All)
        {
            using var stranger = new Caller(site.Uri);
            var typed = others.Select(other => other.Split('=', 2)).Select(other => (other[0], other[1]));
            answers.Add((address, await stranger.SendFormAsync(path, [(addressField, address), .. typed])));
        }

        var usual = answers[0];
        Assert.Contains(says, usual.Answer.Document.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.All(answers, one =>
        {
            Assert.Equal(usual.Answer.Status, one.Answer.Status);
            Assert.Equal(HeadersOf(usual.Answer), HeadersOf(one.Answer));
            Assert.Equal(TextOf(usual.Answer, usual.Address), TextOf(one.Answer, one.Address));
        });
    }

    // A cookie's value and a page's length follow the form's token, which is another one each time.
    private static SortedDictionary<string, string> HeadersOf(Answered answer) => new(answer.Headers
        .Where(header => header.Key != "Content-Length")
        .ToDictionary(header => header.Key, header => header.Key == "Set-Cookie" ? header.Value.Split('=')[0] : header.Value));

    private static string TextOf(Answered answer, string address)
    {
        var page = answer.Document;
        foreach (var hidden in page.QuerySelectorAll("input[type=hidden]"))
        {
            hidden.RemoveAttribute("value");
        }

        return page.DocumentElement.OuterHtml.Replace(address, "ADDRESS", StringComparison.Ordinal);
    }
}
