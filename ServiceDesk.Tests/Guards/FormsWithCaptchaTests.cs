using System.Net;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Guards.GuardStory;

namespace ServiceDesk.Tests.Guards;

/// <summary>The anonymous forms with the CAPTCHA on, as a program without script sends them: each would have a mail written to a person of the site.</summary>
public sealed class FormsWithCaptchaTests(Stages stage)
{
    private const string WordField = "Form.Word";

    public static TheoryData<string, string, string?> Forms => new()
    {
        { "/portal/IT/signup", "Form.Email", "Form.Name" },
        { "/Identity/Account/Register", "Email", "FullName" },
        { "/Identity/Account/ForgotPassword", "Email", null },
    };

    [Theory, MemberData(nameof(Forms))]
    public async Task Without_the_word_nothing_happens_and_with_it_once(string path, string address, string? name)
    {
        await using var site = await OnAsync();
        using var stranger = new Caller(site.Uri);
        var typed = Typed(address, name, FourAddresses.Person);
        Task<int> MailsAsync() => site.ReadAsync(db => db.Outbox.CountAsync());

        Assert.Contains("Please type the letters in the picture", await TextAsync(stranger, path, typed, ""), StringComparison.Ordinal);
        Assert.Contains("These were not the letters", await TextAsync(stranger, path, typed, "WRONG"), StringComparison.Ordinal);
        Assert.Equal(0, await MailsAsync());

        var page = await stranger.GetAsync(path);
        Assert.Contains("sent you a mail", (await stranger.SendFormAsync(path, page, [.. typed, (WordField, Word)])).Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, await MailsAsync());
        Assert.Contains("or was used before", (await stranger.SendFormAsync(path, page, [.. typed, (WordField, Word)])).Body, StringComparison.Ordinal);
        Assert.Equal(1, await MailsAsync());
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task The_picture_of_another_form_is_none(string path, string address, string? name)
    {
        await using var site = await OnAsync();
        using var stranger = new Caller(site.Uri);
        var other = path.EndsWith("signup", StringComparison.Ordinal) ? "/Identity/Account/ForgotPassword" : "/portal/IT/signup";
        var foreign = ChallengeIn(await stranger.GetAsync(other));
        var page = await stranger.GetAsync(path);

        var answer = await stranger.SendFormAsync(path, page with { Body = page.Body.Replace(ChallengeIn(page), foreign, StringComparison.Ordinal) }, [.. Typed(address, name, FourAddresses.Person), (WordField, Word)]);

        Assert.Contains("or was used before", answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, await site.ReadAsync(db => db.Outbox.CountAsync()));
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task What_people_forget_is_said_before_the_word_is_used_up(string path, string address, string? name)
    {
        await using var site = await OnAsync();
        using var stranger = new Caller(site.Uri);
        var page = await stranger.GetAsync(path);
        Assert.Contains("not an e-mail address", (await stranger.SendFormAsync(path, page, [.. Typed(address, name, "nonsense"), (WordField, Word)])).Body, StringComparison.Ordinal);

        Assert.Contains("sent you a mail", (await stranger.SendFormAsync(path, page, [.. Typed(address, name, FourAddresses.Person), (WordField, Word)])).Body, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task Another_picture_is_asked_for_without_sending_the_form(string path, string address, string? name)
    {
        await using var site = await OnAsync();
        using var stranger = new Caller(site.Uri);
        var wrong = await stranger.SendFormAsync(path, [.. Typed(address, name, FourAddresses.Person), (WordField, "WRONG")]);
        Assert.NotNull(wrong.Document.QuerySelector("button[name='Form.Another'][formnovalidate]"));

        var page = await stranger.SendFormAsync(path, wrong, [.. Typed(address, name, FourAddresses.Person), ("Form.Another", "1")]);

        Assert.Equal((HttpStatusCode.OK, 0), (page.Status, page.Document.QuerySelectorAll(".error:not(:empty)").Length));
        Assert.All(Typed(address, name, FourAddresses.Person), field => Assert.Equal(field.Item2, page.Document.QuerySelector($"[name='{field.Item1}']")!.GetAttribute("value")));
        Assert.NotEqual(ChallengeIn(wrong), ChallengeIn(page));
        Assert.Equal(0, await site.ReadAsync(db => db.Outbox.CountAsync()));
        Assert.Contains("sent you a mail", (await stranger.SendFormAsync(path, page, [.. Typed(address, name, FourAddresses.Person), (WordField, Word)])).Body, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/portal/IT/signup", "Form.Email", "Form.Name=Karl Kunde")]
    [InlineData("/Identity/Account/Register", "Email", "FullName=Karl Kunde")]
    [InlineData("/Identity/Account/ForgotPassword", "Email")]
    [InlineData("/Identity/Account/Login", "Email", "Password=" + AccountStory.Better)]
    public async Task No_answer_tells_one_kind_of_address_from_another(string path, string addressField, params string[] others)
    {
        await using var site = await OnAsync();
        await site.FailAsync("somebody@example.net", 3, _ => "127.0.0.1");
        foreach (var word in (string[])["", "WRONG", Word])
        {
            var answers = new List<(string Address, Answered Answer)>();
            foreach (var address in FourAddresses.All)
            {
                using var stranger = new Caller(site.Uri);
                var typed = others.Select(other => other.Split('=', 2)).Select(other => (other[0], other[1]));
                answers.Add((address, await stranger.SendFormAsync(path, [(addressField, address), .. typed, (WordField, word)])));
            }

            var usual = answers[0];
            Assert.All(answers, one =>
            {
                Assert.Equal(usual.Answer.Status, one.Answer.Status);
                Assert.Equal(HeadersOf(usual.Answer), HeadersOf(one.Answer));
                Assert.Equal(TextOf(usual.Answer, usual.Address), TextOf(one.Answer, one.Address));
            });
        }
    }

    private static IReadOnlyList<(string, string)> Typed(string addressField, string? nameField, string address) =>
        nameField is null ? [(addressField, address)] : [(addressField, address), (nameField, "Karl Kunde")];

    private static async Task<string> TextAsync(Caller stranger, string path, IReadOnlyList<(string, string)> typed, string word) =>
        (await stranger.SendFormAsync(path, [.. typed, (WordField, word)])).Document.Body!.TextContent;

    private static string ChallengeIn(Answered page) => page.Document.QuerySelector("[name='Form.Challenge']")!.GetAttribute("value")!;

    private static SortedDictionary<string, string> HeadersOf(Answered answer) => new(answer.Headers
        .Where(header => header.Key != "Content-Length")
        .ToDictionary(header => header.Key, header => header.Key == "Set-Cookie" ? header.Value.Split('=')[0] : header.Value));

    // Each page has another picture and other tokens.
    private static string TextOf(Answered answer, string address)
    {
        var page = answer.Document;
        foreach (var (element, attribute) in page.QuerySelectorAll("input[type=hidden]").Select(e => (e, "value"))
            .Concat(page.QuerySelectorAll(".captcha img").Select(e => (e, "src"))).Concat(page.QuerySelectorAll("[data-nonce]").Select(e => (e, "data-nonce"))))
        {
            element.RemoveAttribute(attribute);
        }

        return page.DocumentElement.OuterHtml.Replace(address, "ADDRESS", StringComparison.Ordinal);
    }

    private async Task<ServedSite> OnAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), services: KnowTheWord);
        await FourAddresses.MakeAsync(site);
        await site.TurnCaptchaOnAsync();
        return site;
    }
}
