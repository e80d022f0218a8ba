using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using ServiceDesk.Blazor.Mail;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

public sealed class OutboxPageTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Who_does_not_administer_the_site_sees_nothing()
    {
        await using var world = await stage.LiveWorldAsync();
        var nora = await world.StaffAsync(await world.DeskAsync("IT"), "nora@desk.test", DeskRole.Administrator);
        await world.WriteAsync("karl@example.com");
        await using var seen = Seen.By(nora, world);

        var page = seen.Show<MailPage>();

        page.WaitForAssertion(() => Assert.Contains("There is nothing here", page.Text(), StringComparison.Ordinal), Soon);
        Assert.DoesNotContain("karl@", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_is_written_appears_by_itself_and_is_sent_again_by_its_button()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<MailPage>();
        page.WaitForAssertion(() => Assert.Contains("There are no mails here", page.Text(), StringComparison.Ordinal), Soon);
        Assert.Contains("No mail server is configured", page.Text(), StringComparison.Ordinal);

        await world.WriteAsync("karl@example.com");
        world.Get<LiveFeed>().Publish([Topic.Outbox]);

        page.WaitForAssertion(() => Assert.Contains("Kept", page.Find("tbody").TextContent, StringComparison.Ordinal), Soon);
        await page.Button("Send again to karl@example.com").ClickAsync(new());
        Assert.Equal(["The mail was written again and is kept here."], seen.Notices);
        Assert.Equal(1, await world.ReadAsync(db => db.Audit.CountAsync(entry => entry.What == Changes.MailSentAgain)));
    }

    [Fact]
    public async Task A_state_chosen_shows_its_mails_alone()
    {
        await using var world = await stage.LiveWorldAsync();
        var (withdrawn, _) = await world.WriteWithLinkAsync("karl@example.com");
        await world.ChangeAsync(async db => (await db.Outbox.AsTracking().SingleAsync(mail => mail.Id == withdrawn)).Withdraw());
        await world.WriteAsync("nora@example.com");
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<MailPage>();
        page.WaitForElement("tbody", Soon);

        await page.Labelled("Show").ChangeAsync(new() { Value = "Withdrawn" });

        page.WaitForAssertion(() => Assert.DoesNotContain("nora@example.com", page.Text(), StringComparison.Ordinal), Soon);
        Assert.Contains("karl@example.com", page.Text(), StringComparison.Ordinal);
        Assert.Equal(["", "Kept", "Delivered", "Failed", "Withdrawn", "SwitchedOff"], page.FindAll("option").Select(option => option.GetAttribute("value")));
    }

    [Fact]
    public async Task A_mail_whose_link_was_used_has_arrived_and_needs_no_sending_again()
    {
        await using var world = await stage.LiveWorldAsync();
        await world.PublicSignupAsync(on: true);
        await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        var secret = await world.SignUpSecretAsync("karl@example.com");
        Assert.True((await world.FinishAsync(secret)).IsDone);
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<MailPage>();
        page.WaitForElement("tbody", Soon);

        await page.Labelled("Show").ChangeAsync(new() { Value = "Delivered" });

        page.WaitForAssertion(() => Assert.Contains("Delivered", page.Find("tbody .badge").TextContent, StringComparison.Ordinal), Soon);
        Assert.Contains("Its link was used.", page.Text(), StringComparison.Ordinal);
        Assert.Equal(["Open mail to karl@example.com"], page.Buttons());
    }

    [Theory]
    [InlineData(1, "1 try so far")]
    [InlineData(2, "2 tries so far")]
    public async Task Tries_are_counted_in_words_that_fit(int tries, string text)
    {
        await using var server = new SmtpServer { Answer = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "451 later" : null };
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, server);
        await world.WriteAsync("karl@example.com");
        for (var tried = 0; tried < tries; tried++)
        {
            Assert.True(await world.DeliverOneAsync());
            world.Clock.Advance(TimeSpan.FromHours(1));
        }

        await using var seen = Seen.By(world.Ada, world);

        var page = seen.Show<MailPage>();

        page.WaitForAssertion(() => Assert.Contains(text, page.Text(), StringComparison.Ordinal), Soon);
    }

    [Fact]
    public async Task Many_mails_are_shown_a_page_at_a_time_and_stay_when_news_come()
    {
        await using var world = await stage.LiveWorldAsync();
        foreach (var n in Enumerable.Range(0, MailOutbox.PageSize + 2))
        {
            await world.WriteAsync($"person{n}@example.com");
        }

        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<MailPage>();
        page.WaitForAssertion(() => Assert.Equal(MailOutbox.PageSize, page.FindAll("tbody tr").Count), Soon);
        await page.Button("Show more").ClickAsync(new());
        await world.WriteAsync("latest@example.com");
        world.Get<LiveFeed>().Publish([Topic.Outbox]);

        page.WaitForAssertion(() => Assert.Equal(MailOutbox.PageSize + 3, page.FindAll("tbody tr").Count), Soon);
        Assert.DoesNotContain("Show more", page.Buttons());
    }

    [Fact]
    public async Task An_opened_mail_shows_its_text_its_link_and_its_html_where_it_can_do_nothing()
    {
        await using var world = await stage.LiveWorldAsync();
        var (id, link) = await world.WriteWithLinkAsync("karl@example.com");
        await using var seen = Seen.By(world.Ada, world);

        var mail = seen.Show<OpenedMailView>(("Id", id));

        mail.WaitForElement("iframe", Soon);
        Assert.Equal("", mail.Find("iframe").GetAttribute("sandbox"));
        Assert.Contains("<p>", mail.Find("iframe").GetAttribute("srcdoc"), StringComparison.Ordinal);
        Assert.Equal(link, mail.Find("a").GetAttribute("href"));
        Assert.Contains("wants to use this address", mail.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_opened_mail_lists_the_files_that_go_with_it()
    {
        await using var world = await stage.LiveWorldAsync();
        var file = (await world.Get<Domain.Requests.Uploads>().TakeAsync("rules.pdf", "application/pdf", new MemoryStream(new byte[2048]), world.Ada)).Done;
        var recipient = new Recipient(Domain.Vocabulary.EmailAddress.Parse("karl@example.com"), Domain.Vocabulary.Languages.CultureOf(null));
        var mail = world.Get<MailWriting>().Write(MailKind.Welcome, recipient, world.Now, new MailContext { Files = [new(file.Id)] }, link: null, mailedLink: null, requestId: null, "IT desk", "Karl");
        await world.ChangeAsync(db => Task.FromResult(db.Outbox.Add(mail)));
        await using var seen = Seen.By(world.Ada, world);

        var opened = seen.Show<OpenedMailView>(("Id", mail.Id));

        opened.WaitForAssertion(() => Assert.Equal("rules.pdf 2 KB", string.Join(' ', opened.Find(".files li").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))), Soon);
    }

    [Fact]
    public void Every_kind_and_state_of_mail_has_a_name()
    {
        using var factory = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var texts = factory.GetRequiredService<IStringLocalizer<Texts>>();

        Assert.All(Enum.GetNames<MailKind>().Select(kind => $"Kind.{kind}").Concat(Enum.GetNames<MailState>().Select(state => $"State.{state}")), key => Assert.False(texts[key].ResourceNotFound, key));
    }
}
