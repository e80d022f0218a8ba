using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Requests.RequestStories;

namespace ServiceDesk.Tests.Requests;

public sealed class AnsweringRequestsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_public_reply_is_read_by_the_customer_and_mailed_to_reporter_and_participants(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var karl = await world.PersonAsync("karl@example.org");
        var request = await world.RequestAsync(it, karl);
        await world.TakePartAsync(request, await world.PersonAsync("paula@example.org"));
        var file = await world.FileAsync(nora, "how to.txt");

        await world.Get<AgentRequests>().ReplyAsync(Comment(request, "See the file.", file.Id), request.Version, nora);

        var said = Assert.Single((await world.Get<CustomerRequests>().OpenAsync("IT-1", karl)).Done.Conversation.Comments);
        Assert.Equal(("See the file.", "how to.txt"), (said.Text, Assert.Single(said.Files).FileName));
        var mails = await world.ReadAsync(db => db.Outbox.Where(mail => mail.Kind == MailKind.PublicReply).OrderBy(mail => mail.To).ToListAsync());
        Assert.Equal(["karl@example.org", "paula@example.org"], mails.Select(mail => mail.To));
        Assert.All(mails, mail => Assert.Contains("See the file.\n\nAttached: how to.txt", mail.Text, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.Equal("Re: [IT-1] No paper", mail.Subject));
    }

    [Theory, OnBothDatabases]
    public async Task A_contact_whose_address_is_not_proved_is_mailed_the_reply_but_not_their_own_words(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var carl = await world.CustomerAsync(it, "carl@example.org", "Buy pills");
        var request = await world.RequestAsync(it, carl, "Cheap pills");
        await world.EditAsync(carl, account => account.AddressProvedAt = null);

        await world.ReplyAsync(request, nora, "No, thank you.");

        var mail = await world.ReadAsync(db => db.Outbox.SingleAsync(mail => mail.Kind == MailKind.PublicReply));
        Assert.Contains("No, thank you.", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("pills", mail.Subject + mail.Text, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_replies_written_at_once_one_is_sent_and_the_other_told(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var (nora, nils) = (await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent), await world.StaffAsync(it, "nils@desk.test", DeskRole.Agent));
        var request = await world.RequestAsync(it, await world.PersonAsync("karl@example.org"));

        var replies = await Task.WhenAll(new[] { nora, nils }.Select(agent =>
            Task.Run(() => world.Get<AgentRequests>().ReplyAsync(Comment(request, "Done."), request.Version, agent))));

        Assert.Single(replies, reply => reply.IsDone);
        Assert.Single(replies, reply => reply.Refusal is ReplyCrossed);
        Assert.Equal(1, await world.ReadAsync(db => db.Comments.CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task A_reply_that_crosses_the_customers_comment_is_told_and_the_comment_kept(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var karl = await world.PersonAsync("karl@example.org");
        var request = await world.RequestAsync(it, karl);
        var reply = Comment(request, "Which printer?");

        await world.Get<CustomerRequests>().CommentAsync(Comment(request, "The one on floor 3"), karl);

        Assert.IsType<ReplyCrossed>((await world.Get<AgentRequests>().ReplyAsync(reply, request.Version, nora)).Refusal);
        var seen = (await world.Get<AgentRequests>().OpenAsync("IT-1", nora)).Done;
        Assert.Null((await world.Get<AgentRequests>().ReplyAsync(reply, seen.Version, nora)).Refusal);
        Assert.Null((await world.Get<AgentRequests>().ReplyAsync(reply, seen.Version, nora)).Refusal); // sent twice, said once
        Assert.Equal(2, await world.ReadAsync(db => db.Comments.CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task Notes_and_customers_comments_at_once_are_all_kept(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var karl = await world.PersonAsync("karl@example.org");
        var request = await world.RequestAsync(it, karl);

        var said = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => i % 2 == 0
            ? world.Get<AgentRequests>().NoteAsync(Comment(request, $"note {i}"), nora)
            : world.Get<CustomerRequests>().CommentAsync(Comment(request, $"comment {i}"), karl))));

        Assert.All(said, outcome => Assert.Null(outcome.Refusal));
        Assert.Equal(20, (await world.Get<AgentRequests>().OpenAsync("IT-1", nora)).Done.Conversation.Comments.Count);
        Assert.Equal(10, (await world.Get<CustomerRequests>().OpenAsync("IT-1", karl)).Done.Conversation.Comments.Count);
    }

    [Theory, OnBothDatabases]
    public async Task Assigning_and_moving_on_are_kept_in_the_audit_and_told_when_another_was_first(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var (nora, nils) = (await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent), await world.StaffAsync(it, "nils@desk.test", DeskRole.Administrator));
        var request = await world.RequestAsync(it, await world.PersonAsync("karl@example.org"));
        var agents = world.Get<AgentRequests>();

        Assert.Null((await agents.AssignAsync(request.Id, nora.AccountId, request.Version, nora)).Refusal);
        Assert.IsType<ChangedMeanwhile>((await agents.AssignAsync(request.Id, nils.AccountId, request.Version, nils)).Refusal);
        Assert.IsType<ChangedMeanwhile>((await agents.MoveAsync(request.Id, RequestStatus.Closed, request.Version, nils)).Refusal);
        await world.MoveAsync(request, RequestStatus.InProgress, nora);

        var row = await world.RowAsync(request.Id);
        Assert.Equal((nora.AccountId, RequestStatus.InProgress), (row.AssigneeId, row.Status));
        var audit = await world.ReadAsync(db => db.Audit.Where(entry => entry.What == Changes.RequestMoved || entry.What == Changes.RequestAssigned).OrderBy(entry => entry.Id).ToListAsync());
        Assert.Equal(2, audit.Count);
        Assert.All(audit, entry => Assert.Equal((nora.AccountId, it.Id, request.Id), (entry.ActorId, entry.DeskId!.Value, entry.SubjectId!.Value)));
    }

    [Theory, OnBothDatabases]
    public async Task Only_agents_of_the_desk_look_after_its_requests(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (it, hr) = (await world.DeskAsync("IT", CustomerAccess.Everyone), await world.DeskAsync("HR"));
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var cora = await world.StaffAsync(it, "cora@desk.test", DeskRole.Collaborator);
        var hugo = await world.StaffAsync(hr, "hugo@desk.test", DeskRole.Agent);
        var gone = await world.StaffAsync(it, "gone@desk.test", DeskRole.Agent);
        await world.EditAsync(gone, account => account.DeactivatedAt = world.Now);
        var karl = await world.PersonAsync("karl@example.org");
        var request = await world.RequestAsync(it, karl);

        foreach (var other in new[] { cora, hugo, gone, karl, world.Ada })
        {
            Assert.IsType<NotAnAgentOfTheDesk>((await world.Get<AgentRequests>().AssignAsync(request.Id, other.AccountId, request.Version, nora)).Refusal);
        }

        Assert.Equal([nora.AccountId!.Value], (await world.Get<AgentRequests>().AgentsAsync(it.Id, cora)).Done.Select(agent => agent.Id));
    }

    [Theory, OnBothDatabases]
    public async Task A_customers_answer_sets_a_waiting_or_resolved_request_going_again(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var karl = await world.PersonAsync("karl@example.org");
        var request = await world.RequestAsync(it, karl);

        Assert.Equal(RequestStatus.Open, await AnsweredAsync(RequestStatus.Open));
        Assert.Equal(RequestStatus.InProgress, await AnsweredAsync(RequestStatus.InProgress));
        Assert.Equal(RequestStatus.Open, await AnsweredAsync(RequestStatus.WaitingForCustomer));
        Assert.Equal(RequestStatus.Open, await AnsweredAsync(RequestStatus.Resolved));
        await world.Get<AgentRequests>().AssignAsync(request.Id, nora.AccountId, (await world.RowAsync(request.Id)).Version, nora);
        Assert.Equal(RequestStatus.InProgress, await AnsweredAsync(RequestStatus.WaitingForCustomer));

        async Task<RequestStatus> AnsweredAsync(RequestStatus before)
        {
            await world.MoveAsync(request, before, nora);
            Assert.Null((await world.Get<CustomerRequests>().CommentAsync(Comment(request, "Still no paper."), karl)).Refusal);
            return (await world.RowAsync(request.Id)).Status;
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_closed_request_takes_no_comment_and_no_reply_but_notes(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var karl = await world.PersonAsync("karl@example.org");
        var request = await world.RequestAsync(it, karl);
        await world.MoveAsync(request, RequestStatus.Closed, nora);
        var version = (await world.RowAsync(request.Id)).Version;

        Assert.IsType<RequestIsClosed>((await world.Get<CustomerRequests>().CommentAsync(Comment(request, "But"), karl)).Refusal);
        Assert.IsType<RequestIsClosed>((await world.Get<AgentRequests>().ReplyAsync(Comment(request, "And"), version, nora)).Refusal);
        await world.NoteAsync(request, nora);

        Assert.False((await world.Get<CustomerRequests>().OpenAsync("IT-1", karl)).Done.TakesComments);
    }

    [Theory, OnBothDatabases]
    public async Task Nothing_written_is_nothing_said(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var karl = await world.PersonAsync("karl@example.org");
        var request = await world.RequestAsync(it, karl);
        var file = await world.FileAsync(karl);

        Assert.IsType<NothingWritten>((await world.Get<CustomerRequests>().CommentAsync(Comment(request, " \n "), karl)).Refusal);
        Assert.IsType<NothingWritten>((await world.Get<AgentRequests>().NoteAsync(Comment(request, null), nora)).Refusal);
        Assert.Equal(new TextIsTooLong(30_000), (await world.Get<AgentRequests>().NoteAsync(Comment(request, new string('x', 30_001)), nora)).Refusal);
        Assert.Null((await world.Get<CustomerRequests>().CommentAsync(Comment(request, "", file.Id), karl)).Refusal); // a picture says enough
    }

    [Theory, OnBothDatabases]
    public async Task A_long_conversation_is_read_from_its_end(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var request = await world.RequestAsync(it, await world.PersonAsync("karl@example.org"));
        foreach (var i in Enumerable.Range(1, 5))
        {
            await world.NoteAsync(request, nora, $"{i}");
        }

        var end = (await world.Get<AgentRequests>().OpenAsync("it-1", nora, mostComments: 3)).Done.Conversation;
        var all = (await world.Get<AgentRequests>().OpenAsync("IT-1", nora, mostComments: 5)).Done.Conversation;

        Assert.Equal(["3", "4", "5"], end.Comments.Select(comment => comment.Text));
        Assert.True(end.HasEarlier);
        Assert.Equal((5, false), (all.Comments.Count, all.HasEarlier));
    }
}
