using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Requests.RequestStories;

namespace ServiceDesk.Tests.Notifications;

public sealed class TellingPeopleTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Each_event_is_told_to_whom_it_concerns_and_not_to_whoever_did_it(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var scene = await SceneAsync(world);
        var (request, karl, nora, nils) = (scene.Request, scene.Karl, scene.Nora, scene.Nils);

        Assert.Equal([], await ToldByAsync(world, () => world.Get<AgentRequests>().AssignAsync(request.Id, nora.AccountId, request.Version, nora)));
        Assert.Equal(["RequestAssigned nils@desk.test"], await ToldByAsync(world, async () => await world.Get<AgentRequests>().AssignAsync(request.Id, nils.AccountId, (await world.RowAsync(request.Id)).Version, nora)));
        Assert.Equal(["WrittenForAgent nils@desk.test", "CustomerCommented paula@kunde.test"], await ToldByAsync(world, () => world.Get<CustomerRequests>().CommentAsync(Comment(request, "Still none."), karl)));
        Assert.Equal(["WrittenForAgent nils@desk.test", "PublicReply karl@kunde.test", "PublicReply paula@kunde.test"], await ToldByAsync(world, () => world.ReplyAsync(request, nora)));
        Assert.Equal(["WrittenForAgent nils@desk.test"], await ToldByAsync(world, () => world.NoteAsync(request, nora)));
        Assert.Equal(["StatusChanged karl@kunde.test", "StatusChanged paula@kunde.test"], await ToldByAsync(world, () => world.MoveAsync(request, RequestStatus.Resolved, nora)));
        Assert.Equal(["ParticipantAdded kim@kunde.test"], await ToldByAsync(world, () => world.Get<RequestParticipants>().AddAsync(request.Id, "kim@kunde.test", karl)));
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_is_named_in_a_comment_of_staff_is_told_once_and_customers_name_nobody(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var scene = await SceneAsync(world);
        var (request, karl, nora) = (scene.Request, scene.Karl, scene.Nora);

        Assert.Equal(["MentionedInComment nils@desk.test"], await ToldByAsync(world, () => world.NoteAsync(request, nora, "Can you look at it, @nils  NIELSEN?")));
        Assert.Equal(["MentionedInComment nils@desk.test", "PublicReply karl@kunde.test", "PublicReply paula@kunde.test"], await ToldByAsync(world, () => world.ReplyAsync(request, nora, "@Nils Nielsen will call. (@Nobody, nora@Nils Nielsen)")));
        Assert.Equal([], await ToldByAsync(world, () => world.NoteAsync(request, nora, "mail@Nils Nielsen, @Nils Nielsenson, @Karl")));
        Assert.Equal(["CustomerCommented paula@kunde.test"], await ToldByAsync(world, () => world.Get<CustomerRequests>().CommentAsync(Comment(request, "@Nils Nielsen, please!"), karl)));
        await world.ChangeAsync(db => db.Requests.Where(one => one.Id == request.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.AssigneeId, scene.Nils.AccountId)));
        Assert.Equal(["MentionedInComment nils@desk.test"], await ToldByAsync(world, () => world.NoteAsync(request, nora, "It is yours, @Nils Nielsen.")));
    }

    [Theory, OnBothDatabases]
    public async Task Agents_who_want_to_know_of_every_new_request_are_told_of_it_also_when_it_comes_by_mail_and_of_what_is_written_while_nobody_serves_it(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var scene = await SceneAsync(world);
        await world.Get<NotificationSettings>().ChooseAsync(Notification.NewRequests, scene.Nils);

        Assert.Equal(["RequestReceived karl@kunde.test", "RequestAtDesk nils@desk.test"], await ToldByAsync(world, () => world.RequestAsync(scene.Desk, scene.Karl)));
        Assert.Equal(["RequestReceived karl@kunde.test", "RequestAtDesk nils@desk.test"], await ToldByAsync(world, () => world.ComesAsync(scene.Desk, new Letter("karl@kunde.test"))));
        Assert.Equal(["WrittenForAgent nils@desk.test", "CustomerCommented paula@kunde.test"], await ToldByAsync(world, () => world.Get<CustomerRequests>().CommentAsync(Comment(scene.Request, "Well?"), scene.Karl)));
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_is_mailed_against_their_choice_nor_about_a_request_whose_mails_they_ended(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var scene = await SceneAsync(world);
        var settings = world.Get<NotificationSettings>();
        var now = (await settings.NowAsync(scene.Paula)).Done;
        Assert.Equal((4, ServiceDesk.Domain.Notifications.Notifications.Usual), (now.Offered.Count, now.Wanted));
        Assert.Equal(8, (await settings.NowAsync(scene.Nora)).Done.Offered.Count);

        await settings.ChooseAsync(now.Wanted & ~Notification.Replies, scene.Paula);
        Assert.Equal(["PublicReply karl@kunde.test"], await ToldByAsync(world, () => world.ReplyAsync(scene.Request, scene.Nora)));
        Assert.True((await settings.ChooseOfAsync(scene.Request.Id, wantsMails: false, scene.Karl)).IsDone);
        Assert.False((await world.Get<CustomerRequests>().OpenAsync(scene.Request.Key, scene.Karl)).Done.GetsMails);
        Assert.Equal([], await ToldByAsync(world, () => world.ReplyAsync(scene.Request, scene.Nora)));
        Assert.True((await settings.ChooseOfAsync(scene.Request.Id, wantsMails: true, scene.Karl)).IsDone);
        Assert.Equal(["PublicReply karl@kunde.test"], await ToldByAsync(world, () => world.ReplyAsync(scene.Request, scene.Nora)));
    }

    [Theory, OnBothDatabases]
    public async Task To_an_address_that_is_not_proved_goes_nothing_that_staff_did_not_write(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var scene = await SceneAsync(world);
        await world.EditAsync(scene.Paula, account => account.AddressProvedAt = null);
        await world.ChangeAsync(db => db.Requests.Where(request => request.Id == scene.Request.Id).ExecuteUpdateAsync(set => set.SetProperty(request => request.Summary, "Buy pills")));
        var file = await world.FileAsync(scene.Karl, "pills.txt");

        await world.Get<CustomerRequests>().CommentAsync(Comment(scene.Request, "Cheap pills", file.Id), scene.Karl);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.ReplyAsync(scene.Request, scene.Nora, "Please stop.");

        var mails = await world.ReadAsync(db => db.Outbox.Include(mail => mail.Files).Where(mail => mail.To == "paula@kunde.test").OrderBy(mail => mail.Id).ToListAsync());
        Assert.Equal([MailKind.CustomerCommented, MailKind.PublicReply], mails.Select(mail => mail.Kind));
        Assert.All(mails, mail => Assert.DoesNotContain("pills", mail.Subject + mail.Text + mail.Html, StringComparison.OrdinalIgnoreCase));
        Assert.All(mails, mail => Assert.Empty(mail.Files));
        Assert.DoesNotContain("Karl", mails[0].Text, StringComparison.Ordinal);
        Assert.Contains("Please stop.", mails[1].Text, StringComparison.Ordinal);

        await world.EditAsync(scene.Nils, account => account.AddressProvedAt = null);
        var other = await world.RequestAsync(scene.Desk, scene.Karl, "Buy pills", "Cheap pills");
        await world.Get<AgentRequests>().AssignAsync(other.Id, scene.Nils.AccountId, other.Version, scene.Nora);
        var given = await world.ReadAsync(db => db.Outbox.SingleAsync(mail => mail.Kind == MailKind.RequestAssigned));
        Assert.DoesNotContain("pills", given.Subject + given.Text + given.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, OnBothDatabases]
    public async Task A_mail_that_is_not_shown_to_be_its_writers_reaches_staff_alone_and_automatic_mail_nobody(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var scene = await SceneAsync(world);
        await world.ChannelAsync(scene.Desk, channel => channel.TrustedServer = IncomingStory.Server);
        await world.ChangeAsync(db => db.Requests.Where(request => request.Id == scene.Request.Id).ExecuteUpdateAsync(set => set.SetProperty(request => request.AssigneeId, scene.Nils.AccountId)));
        var reply = await world.ReplyAddressAsync(scene.Request, scene.Karl);

        Assert.Equal(["WrittenForAgent nils@desk.test"], await ToldByAsync(world, () => world.ComesAsync(scene.Desk, new Letter("karl@kunde.test", To: reply).With(IncomingStory.Says("dmarc=fail header.from=kunde.test")))));
        Assert.Equal([], await ToldByAsync(world, () => world.ComesAsync(scene.Desk, new Letter("karl@kunde.test", To: reply, Text: "I am away.").With("Auto-Submitted: auto-replied"))));
    }

    [Theory, OnBothDatabases]
    public async Task What_was_tried_already_and_may_have_arrived_is_not_gathered_again(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var scene = await SceneAsync(world);
        await SayAsync(world, scene, "First.");
        await SayAsync(world, scene, "Second.");
        Assert.Equal(2, await world.ReadAsync(db => db.Outbox.CountAsync(mail => mail.Gathered != null)));
        await world.ChangeAsync(db => db.Outbox.Where(mail => mail.Gathered != null).ExecuteUpdateAsync(set => set.SetProperty(mail => mail.Tries, 1)));

        await SayAsync(world, scene, "Third.");

        var texts = await world.ReadAsync(db => db.Outbox.Where(mail => mail.To == "paula@kunde.test").OrderBy(mail => mail.Id).Select(mail => mail.Text).ToListAsync());
        Assert.Equal(["First.", "Second.", "Third."], texts.ConvertAll(text => string.Join(' ', new[] { "First.", "Second.", "Third." }.Where(said => text.Contains(said, StringComparison.Ordinal)))));
    }

    private static async Task SayAsync(World world, Scene scene, string text)
    {
        Assert.Null((await world.Get<AgentRequests>().ReplyAsync(Comment(scene.Request, text), (await world.RowAsync(scene.Request.Id)).Version, scene.Nora)).Refusal);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    private static async Task<IReadOnlyList<string>> ToldByAsync(World world, Func<Task> act)
    {
        // Long after any other news, so that nothing is gathered.
        world.Clock.Advance(TimeSpan.FromHours(1));
        var before = await world.ReadAsync(db => db.Outbox.Select(mail => mail.Id).ToListAsync());
        await act();
        var mails = await world.ReadAsync(db => db.Outbox.Where(mail => !before.Contains(mail.Id)).ToListAsync());
        return [.. mails.OrderBy(mail => mail.Kind is not (MailKind.RequestReceived or MailKind.WrittenForAgent or MailKind.MentionedInComment)).ThenBy(mail => mail.To, StringComparer.Ordinal).Select(mail => $"{mail.Kind} {mail.To}")];
    }

    private static async Task<Scene> SceneAsync(World world)
    {
        var desk = await world.MailDeskAsync();
        await world.ChangeAsync(db => db.Desks.Where(row => row.Id == desk.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.AllowsParticipants, true)));
        var karl = await world.CustomerAsync(desk, "karl@kunde.test", "Karl");
        var paula = await world.CustomerAsync(desk, "paula@kunde.test", "Paula");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        var nils = await world.StaffAsync(desk, "nils@desk.test", DeskRole.Agent);
        await world.EditAsync(nils, account => account.Rename("Nils Nielsen"));
        var request = await world.RequestAsync(desk, karl);
        await world.TakePartAsync(request, paula);
        return new Scene(desk, request, karl, paula, nora, nils);
    }

    private sealed record Scene(Desk Desk, Request Request, Actor Karl, Actor Paula, Actor Nora, Actor Nils);
}
