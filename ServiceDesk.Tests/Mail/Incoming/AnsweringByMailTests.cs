using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Mail.Incoming.IncomingStory;

namespace ServiceDesk.Tests.Mail.Incoming;

public sealed class AnsweringByMailTests(Stages stage)
{
    private const string Karls = "karl@example.org";

    [Theory, OnBothDatabases]
    public async Task An_answer_finds_its_request_by_reply_address_Message_ID_sent_mail_received_mail_and_key(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, karl, request) = await SceneAsync(world);
        var key = await world.Get<MailTokens>().KeyAsync(TestContext.Current.CancellationToken);
        var reply = await world.ReplyAddressAsync(request, karl);
        var signed = key.MessageId(request.Id, karl.AccountId!.Value, "desk.test");
        var sent = await world.ReadAsync(db => db.Outbox.Where(mail => mail.RequestId == request.Id).Select(mail => mail.MessageId).FirstAsync());

        Letter[] letters =
        [
            new Letter(Karls, To: reply.ToUpperInvariant(), Subject: "other", Text: "by address"),
            new Letter(Karls, Subject: "other", Text: "by what the server was told"),
            new Letter(Karls, Subject: "other", Text: "by signed id").With($"In-Reply-To: <{signed}>"),
            new Letter(Karls, Subject: "other", Text: "by the id of a mail sent").With($"References: <{sent}> <unknown@elsewhere.test>"),
            new Letter(Karls, Subject: $"AW: [{request.Key}] No paper", Text: "by key") { MessageId = "known@elsewhere.test" },
            new Letter(Karls, Subject: "other", Text: "by the id of a mail received").With("In-Reply-To: <known@elsewhere.test>"),
        ];
        foreach (var letter in letters)
        {
            var mail = await world.ComesAsync(desk, letter, new MailOrigin(MailSource.Gate, null, Karls, letter == letters[1] ? reply : "help@desk.test"));
            Assert.Equal((IncomingState.Processed, request.Id, mail.Id), (mail.State, mail.RequestId, mail.CommentId));
        }

        Assert.Equal(letters.Select(letter => letter.Text), (await world.CommentsAsync()).Select(comment => comment.Text));
        Assert.All(await world.CommentsAsync(), comment => Assert.Equal((karl.AccountId!.Value, false, false, (Guid?)comment.Id), (comment.AuthorId, comment.IsInternal, comment.IsUnverified, comment.MailId)));
        Assert.Single(await world.RequestsAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_foreign_sender_with_somebodys_key_or_token_makes_a_request_of_their_own_that_is_linked(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, karl, request) = await SceneAsync(world);

        await world.PersonAsync("mallory@example.org");
        await world.ComesAsync(desk, new Letter("mallory@example.org", Subject: $"Re: [{request.Key}] No paper"));
        await world.ComesAsync(desk, new Letter("trudy@example.org", To: await world.ReplyAddressAsync(request, karl)));

        Assert.Empty(await world.CommentsAsync());
        var others = (await world.RequestsAsync()).Where(one => one.Id != request.Id).ToList();
        Assert.Equal([("mallory@example.org", (Guid?)request.Id), ("trudy@example.org", request.Id)], others.Select(one => (one.Reporter.Email!, one.LinkedToId)));
    }

    [Theory, OnBothDatabases]
    public async Task A_token_that_was_changed_or_is_another_desks_leads_nowhere(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, karl, request) = await SceneAsync(world);
        var other = await world.DeskAsync("HR", CustomerAccess.EveryoneMaySignUp);
        await world.TypeAsync(other);
        var reply = await world.ReplyAddressAsync(request, karl);
        var at = reply.IndexOf('@', StringComparison.Ordinal) - 1;
        var changed = reply[..at] + (reply[at] == 'a' ? 'b' : 'a') + reply[(at + 1)..];

        var forged = await world.ComesAsync(desk, new Letter(Karls, To: changed));
        var elsewhere = await world.ComesAsync(other, new Letter(Karls, To: reply));

        Assert.Empty(await world.CommentsAsync());
        Assert.Equal([forged.Id, elsewhere.Id], (await world.RequestsAsync()).Where(one => one.Id != request.Id).OrderBy(one => one.RaisedAt).Select(one => one.Id));
        Assert.All(await world.RequestsAsync(), one => Assert.Null(one.LinkedToId));
    }

    [Theory, OnBothDatabases]
    public async Task An_answer_moves_on_what_waited_for_it_but_an_absence_note_does_not_and_a_closed_one_is_not_answered(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, karl, request) = await SceneAsync(world);
        var reply = await world.ReplyAddressAsync(request, karl);
        await world.MoveAsync(request, RequestStatus.Resolved, await NoraAsync(world));

        var away = await world.ComesAsync(desk, new Letter(Karls, To: reply, Text: "I am away.").With("Auto-Submitted: auto-replied"));
        Assert.Equal((request.Id, RequestStatus.Resolved), (away.RequestId!.Value, (await world.RowAsync(request.Id)).Status));
        await world.ComesAsync(desk, new Letter(Karls, To: reply, Text: "Still none."));
        Assert.Equal(RequestStatus.Open, (await world.RowAsync(request.Id)).Status);
        await world.MoveAsync(request, RequestStatus.Closed, await NoraAsync(world));
        await world.ComesAsync(desk, new Letter(Karls, To: reply, Text: "Again."));

        Assert.Equal(["I am away.", "Still none."], (await world.CommentsAsync()).Select(comment => comment.Text));
        Assert.Equal(("Again.", request.Id), ((await world.RequestsAsync())[^1].Description, (await world.RequestsAsync())[^1].LinkedToId!.Value));
    }

    [Theory, OnBothDatabases]
    public async Task Who_lost_the_desk_does_not_answer_there_but_a_participant_does_while_it_admits_everyone(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, karl, request) = await SceneAsync(world);
        var paula = await world.PersonAsync("paula@example.org");
        await world.TakePartAsync(request, paula);

        var part = await world.ComesAsync(desk, new Letter("paula@example.org", Subject: request.Key));
        Assert.Equal((IncomingState.Processed, part.Id), (part.State, part.CommentId!.Value));
        Assert.False(await world.ReadAsync(db => db.DeskCustomers.AnyAsync(place => place.AccountId == paula.AccountId)));
        await world.ChooseAsync(desk, CustomerAccess.Restricted);
        var lost = await world.ComesAsync(desk, new Letter("paula@example.org", Subject: request.Key));

        Assert.Equal((IncomingState.Refused, nameof(RefusedBecause.DeskIsRestricted)), (lost.State, lost.ReasonArgument));
        Assert.Single(await world.CommentsAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_mail_that_is_not_its_writers_answers_only_what_was_sent_and_is_marked(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, karl, request) = await SceneAsync(world);
        await world.ChannelAsync(desk, channel => channel.TrustedServer = Server);
        var forged = Says("dmarc=fail header.from=example.org");

        await world.ComesAsync(desk, new Letter(Karls, Subject: request.Key, Text: "named").With(forged));
        await world.ComesAsync(desk, new Letter(Karls, To: await world.ReplyAddressAsync(request, karl), Text: "shown").With(forged));

        Assert.Equal([("shown", true)], (await world.CommentsAsync()).Select(comment => (comment.Text, comment.IsUnverified)));
        Assert.Equal(("named", request.Id), ((await world.RequestsAsync())[^1].Description, (await world.RequestsAsync())[^1].LinkedToId!.Value));
    }

    [Theory, OnBothDatabases]
    public async Task An_agent_replies_by_mail_with_the_token_sent_to_them_and_a_passing_test_alone(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, karl, request) = await SceneAsync(world);
        await world.ChannelAsync(desk, channel => channel.TrustedServer = Server);
        var nora = await NoraAsync(world);
        var (own, karls) = (await world.ReplyAddressAsync(request, nora), await world.ReplyAddressAsync(request, karl));
        var (passes, fails) = (Says("dmarc=pass header.from=desk.test"), Says("dmarc=fail header.from=desk.test"));
        var key = await world.Get<MailTokens>().KeyAsync(TestContext.Current.CancellationToken);
        var id = key.MessageId(request.Id, nora.AccountId!.Value, "desk.test");

        var told = (await world.MailedAsync()).Count;
        var wrong = new[]
        {
            new Letter("nora@desk.test", To: own, Text: "no pass").With(fails),
            new Letter("nora@desk.test", To: own, Text: "nothing said"),
            new Letter("nora@desk.test", To: karls, Text: "another's token").With(passes),
            new Letter("nora@desk.test", Text: "an id").With(passes, $"In-Reply-To: <{id}>"),
            new Letter("nora@desk.test", Subject: request.Key, Text: "a key").With(passes),
        };
        foreach (var letter in wrong)
        {
            Assert.Equal(IncomingReason.NotShownToBeStaff, (await world.ComesAsync(desk, letter)).Reason);
        }

        Assert.All(await world.CommentsAsync(), comment => Assert.Equal((nora.AccountId, true, true), (comment.AuthorId, comment.IsInternal, comment.IsUnverified)));
        Assert.Equal(told, (await world.MailedAsync()).Count);
        await world.ComesAsync(desk, new Letter("nora@desk.test", To: own, Text: "It is on its way.").With(passes));

        var said = (await world.CommentsAsync())[^1];
        Assert.Equal(("It is on its way.", false, false, nora.AccountId), (said.Text, said.IsInternal, said.IsUnverified, said.AuthorId));
        Assert.Equal(6, (await world.CommentsAsync()).Count);
        Assert.Equal($"{MailKind.PublicReply} {Karls}", (await world.MailedAsync())[^1]);
    }

    [Theory, OnBothDatabases]
    public async Task A_collaborators_answer_is_a_note_and_an_agents_absence_note_is_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, _, request) = await SceneAsync(world);
        await world.ChannelAsync(desk, channel => channel.TrustedServer = Server);
        var cora = await world.StaffAsync(desk, "cora@desk.test", DeskRole.Collaborator);
        var passes = Says("dmarc=pass header.from=desk.test");

        await world.ComesAsync(desk, new Letter("cora@desk.test", To: await world.ReplyAddressAsync(request, cora)).With(passes));
        var away = await world.ComesAsync(desk, new Letter("nora@desk.test", To: await world.ReplyAddressAsync(request, await NoraAsync(world))).With(passes, "Auto-Submitted: auto-replied"));

        Assert.Equal([(true, false)], (await world.CommentsAsync()).Select(comment => (comment.IsInternal, comment.IsUnverified)));
        Assert.Equal((IncomingState.Ignored, IncomingReason.AutomaticAnswer), (away.State, away.Reason));
    }

    private static async Task<(Desk Desk, Actor Karl, Request Request)> SceneAsync(World world)
    {
        var desk = await world.MailDeskAsync();
        await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        var karl = await world.CustomerAsync(desk, Karls);
        var request = await world.RequestAsync(desk, karl);
        return (desk, karl, request);
    }

    private static async Task<Actor> NoraAsync(World world) =>
        Actor.Person(await world.ReadAsync(db => db.Accounts.Where(account => account.NormalizedEmail == "nora@desk.test").Select(account => account.Id).SingleAsync()), null);
}
