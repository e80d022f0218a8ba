using System.Net;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Mail.Incoming.IncomingStory;

namespace ServiceDesk.Tests.Mail.Incoming;

/// <summary>The mails behind requests and comments, as staff and customers see them.</summary>
public sealed class ShowingMailsOnRequestsTests(Stages stage)
{
    private const string Html = "<p>Hello <b>you</b></p><img src=\"cid:part1.logo@example.org\" alt=logo><img src=\"https://elsewhere.test/seen.gif\"><script>alert(1)</script>";

    [Theory, OnBothDatabases]
    public async Task A_mail_is_shown_whole_and_clean_with_its_own_pictures_in_it_and_others_once_asked_for(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, karl, nora) = await SceneAsync(world);
        var mail = await ComesAsync(world, desk, ClientLetter.Raw(Html));

        foreach (var opened in new[] { await OpenAsync(world, mail, nora, isStaff: true), await OpenAsync(world, mail, karl, isStaff: false) })
        {
            Assert.Equal(1, opened.Done.BlockedPictures);
            var page = await opened.Done.PageAsync();
            Assert.Contains($"<p>Hello <b>you</b></p><img alt=\"logo\" src=\"data:image/png;base64,{ClientLetter.Picture}\" referrerpolicy=\"no-referrer\"><img>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("alert", page, StringComparison.Ordinal);
            Assert.DoesNotContain("203.0.113.9", page, StringComparison.Ordinal);
        }

        var asked = (await world.Get<MailsOnRequests>().OpenForCustomerAsync(mail, showsRemotePictures: true, karl)).Done;
        Assert.Equal(0, asked.BlockedPictures);
        Assert.Contains("src=\"https://elsewhere.test/seen.gif\"", await asked.PageAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/png", "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0iYWxlcnQoMSkiLz4=", null)]
    [InlineData("image/svg+xml", "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=", null)]
    [InlineData("image/gif", "PGh0bWw+PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", null)]
    [InlineData("text/html", "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "data:image/gif;base64,R0lGODlh")]
    public async Task Only_what_begins_like_a_picture_of_dots_is_one_whatever_it_is_called(string type, string content, string? shown)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var (desk, _, nora) = await SceneAsync(world);

        var page = await (await OpenAsync(world, await ComesAsync(world, desk, ClientLetter.Raw(Html, pictureType: type, picture: content)), nora, isStaff: true)).Done.PageAsync();

        Assert.Contains(shown is null ? "<img alt=\"logo\"><img>" : $"<img alt=\"logo\" src=\"{shown}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_without_html_is_shown_as_its_whole_text_with_what_it_answers()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var (desk, karl, _) = await SceneAsync(world);
        var mail = await world.ComesAsync(desk, new Letter("karl@example.org", Text: "Still <none>.\r\n\r\nOn Monday, Nora wrote:\r\n> Which printer?"));

        Assert.Equal("Still <none>.", (await world.RequestsAsync())[0].Description);
        var page = await (await OpenAsync(world, mail.Id, karl, isStaff: false)).Done.PageAsync();
        Assert.Contains("Still &lt;none&gt;.", page, StringComparison.Ordinal);
        Assert.Contains("&gt; Which printer?", page, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Of_a_mail_of_staff_customers_see_what_was_written_anew_alone_and_of_an_internal_one_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, karl, nora) = await SceneAsync(world);
        await world.ChannelAsync(desk, channel => channel.TrustedServer = Server);
        var request = await world.RequestAsync(desk, karl);
        var own = await world.ReplyAddressAsync(request, nora);
        var reply = await world.ComesAsync(desk, new Letter("nora@desk.test", To: own, Text: "It is on its way.\r\n\r\nOn Monday, IT desk wrote:\r\n> Internal: he always says so.").With(Says("dmarc=pass header.from=desk.test")));
        var note = await world.ComesAsync(desk, new Letter("nora@desk.test", To: own, Text: "Forged, perhaps."));

        var seen = (await world.Get<CustomerRequests>().OpenAsync(request.Key, karl)).Done.Conversation;
        Assert.Equal([("It is on its way.", new MailBehind(reply.Id, false, false))], seen.Comments.Select(said => (said.Text, said.Mail!)));
        Assert.IsType<NotFound>((await OpenAsync(world, reply.Id, karl, isStaff: false)).Refusal);
        Assert.IsType<NotFound>((await OpenAsync(world, note.Id, karl, isStaff: false)).Refusal);

        var byStaff = (await world.Get<AgentRequests>().OpenAsync(request.Key, nora)).Done.Conversation;
        Assert.Equal([new MailBehind(reply.Id, false, true), new MailBehind(note.Id, true, true)], byStaff.Comments.Select(said => said.Mail!));
        Assert.Contains("he always says so", await (await OpenAsync(world, reply.Id, nora, isStaff: true)).Done.PageAsync(), StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task A_participant_sees_the_mails_of_the_others_but_not_where_their_answers_go_and_a_stranger_to_it_sees_none(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, karl, nora) = await SceneAsync(world);
        var paula = await world.CustomerAsync(desk, "paula@example.org");
        var request = await world.RequestAsync(desk, karl);
        var reply = await world.ReplyAddressAsync(request, karl);
        var mail = await ComesAsync(world, desk, ClientLetter.Raw($"<p>Still none.</p><blockquote>From: <a href=\"mailto:{reply}\">{reply}</a></blockquote>", to: reply));

        Assert.IsType<NotFound>((await OpenAsync(world, mail, paula, isStaff: false)).Refusal);
        await world.TakePartAsync(request, paula);

        var page = await (await OpenAsync(world, mail, paula, isStaff: false)).Done.PageAsync();
        Assert.Contains("<a href=\"mailto:help@desk.test\" rel=\"noopener nofollow\" target=\"_blank\">help@desk.test</a>", page, StringComparison.Ordinal);
        Assert.Contains(reply, WebUtility.HtmlDecode(await (await OpenAsync(world, mail, nora, isStaff: true)).Done.PageAsync()), StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Staff_is_told_what_a_mail_did_not_show_what_it_belongs_with_and_that_its_reporters_mail_comes_back(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, karl, nora) = await SceneAsync(world);
        var first = await world.RequestAsync(desk, karl);
        await world.ComesAsync(desk, new Letter("new@example.org", Subject: $"Re: {first.Key}"));
        await world.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(account => account.NormalizedEmail == "new@example.org")).Bounce("5.1.1 No such user", world.Now));

        var opened = (await world.Get<AgentRequests>().OpenAsync("IT-2", nora)).Done;

        Assert.True(opened.Conversation.OpenedBy!.IsUnverified);
        Assert.Equal(new LinkedRequest("IT-1", "No paper"), opened.LinkedTo);
        Assert.Equal("5.1.1 No such user", opened.ReporterBounce!.Words);
        await world.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(account => account.NormalizedEmail == "new@example.org")).AddressProvedAt = world.Now);
        Assert.False((await world.Get<AgentRequests>().OpenAsync("IT-2", nora)).Done.Conversation.OpenedBy!.IsUnverified);
        Assert.Null((await world.Get<AgentRequests>().OpenAsync("IT-1", nora)).Done.LinkedTo);
        Assert.Equal("5.1.1 No such user", (await world.Get<Domain.Customers.DeskCustomers>().FindAsync(desk.Id, null, null, nora)).Done.Rows.Single(row => row.Address == "new@example.org").Bounce!.Words);
    }

    private static async Task<(Desk Desk, Actor Karl, Actor Nora)> SceneAsync(World world)
    {
        var desk = await world.MailDeskAsync();
        return (desk, await world.CustomerAsync(desk, "karl@example.org"), await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent));
    }

    private static async Task<Guid> ComesAsync(World world, Desk desk, byte[] raw)
    {
        var stored = await world.StoreAsync(desk, raw);
        await world.WorkAllAsync();
        return stored.Done.Id;
    }

    private static Task<Outcome<ShownMail>> OpenAsync(World world, Guid mail, Actor by, bool isStaff) => isStaff
        ? world.Get<MailsOnRequests>().OpenForStaffAsync(mail, showsRemotePictures: false, by)
        : world.Get<MailsOnRequests>().OpenForCustomerAsync(mail, showsRemotePictures: false, by);
}
