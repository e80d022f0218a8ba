using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Requests;

/// <summary>Nothing internal reaches a customer, by whatever path they ask.</summary>
public sealed class InternalCommentsTests(Stages stage)
{
    private const string Secret = "He always says so.";

    [Theory, OnBothDatabases]
    public async Task The_conversation_has_neither_the_comment_nor_its_files_nor_room_for_them(DatabaseProvider database)
    {
        await using var story = await StoryAsync(database);
        await story.World.ReplyAsync(story.Request, story.Nora);

        foreach (var customer in new[] { story.Karl, story.Paula })
        {
            // One comment is asked for: were the internal one fetched or counted, there would be an earlier one.
            var seen = (await story.World.Get<CustomerRequests>().OpenAsync("IT-1", customer, mostComments: 1)).Done;

            Assert.Equal("It is on its way.", Assert.Single(seen.Conversation.Comments).Text);
            Assert.False(seen.Conversation.HasEarlier);
            Assert.Empty(seen.Conversation.Files);
            Assert.DoesNotContain(Secret, seen.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory, OnBothDatabases]
    public async Task The_list_shows_no_change(DatabaseProvider database)
    {
        await using var story = await StoryAsync(database);

        foreach (var customer in new[] { story.Karl, story.Paula })
        {
            var row = Assert.Single((await story.World.Get<CustomerRequests>().ListAsync(customer)).Rows);
            Assert.Equal(story.Request.RaisedAt, row.ChangedAt);
        }

        Assert.True((await story.World.RowAsync(story.Request.Id)).ChangedAt > story.Request.RaisedAt);
    }

    [Theory, OnBothDatabases]
    public async Task The_file_cannot_be_downloaded_by_its_id(DatabaseProvider database)
    {
        await using var story = await StoryAsync(database);
        var attachments = story.World.Get<Attachments>();

        foreach (var customer in new[] { story.Karl, story.Paula, Actor.Stranger(null) })
        {
            Assert.IsType<NotFound>((await attachments.FindForCustomerAsync(story.File, customer)).Refusal);
            Assert.IsType<NotFound>((await attachments.FindForStaffAsync(story.File, customer)).Refusal);
        }

        Assert.True((await attachments.FindForStaffAsync(story.File, story.Nora)).Done.IsInternal);
    }

    [Theory, OnBothDatabases]
    public async Task Not_even_its_author_gets_it_in_the_portal_when_the_request_is_their_own(DatabaseProvider database)
    {
        await using var story = await StoryAsync(database);
        await story.World.JoinAsync(story.It, story.Nora.AccountId!.Value);
        var own = await story.World.RequestAsync(story.It, story.Nora);
        var file = (await story.World.FileAsync(story.Nora)).Id;
        await story.World.NoteAsync(own, story.Nora, Secret, file);

        Assert.Empty((await story.World.Get<CustomerRequests>().OpenAsync(own.Key, story.Nora)).Done.Conversation.Comments);
        Assert.IsType<NotFound>((await story.World.Get<Attachments>().FindForCustomerAsync(file, story.Nora)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task No_mail_is_written(DatabaseProvider database)
    {
        await using var story = await StoryAsync(database);

        var mails = await story.World.ReadAsync(db => db.Outbox.ToListAsync());

        Assert.DoesNotContain(mails, mail => mail.WrittenAt > story.Request.RaisedAt || mail.Text.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory, OnBothDatabases]
    public async Task No_page_of_a_customer_is_woken(DatabaseProvider database)
    {
        await using var story = await StoryAsync(database);
        var feed = story.World.Get<LiveFeed>();
        using var stop = new CancellationTokenSource();
        var pump = feed.PumpAsync(stop.Token);
        using var staffTold = new Told();
        using var staff = feed.Watch([Topic.Request(story.Request.Id)], staffTold.Call);
        feed.Publish([Topic.Request(story.Request.Id)]);
        await staffTold.TimesAsync(1); // now all that happened before was delivered
        using var woken = new Told();
        using var customers = feed.Watch([Topic.Account(story.Karl.AccountId!.Value), Topic.Account(story.Paula.AccountId!.Value)], woken.Call);

        await story.World.NoteAsync(story.Request, story.Nora);
        var now = await story.World.RowAsync(story.Request.Id);
        await story.World.Get<AgentRequests>().AssignAsync(story.Request.Id, story.Nora.AccountId, now.Version, story.Nora);
        await staffTold.TimesAsync(2, meanwhile: () => story.World.Clock.Advance(LiveSubscription.Pause));
        Assert.Equal(0, woken.Times);

        await story.World.ReplyAsync(story.Request, story.Nora);
        await woken.TimesAsync(1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump);
    }

    [Theory, OnBothDatabases]
    public async Task A_customers_form_cannot_touch_the_comment_by_its_id(DatabaseProvider database)
    {
        await using var story = await StoryAsync(database);
        var note = await story.World.ReadAsync(db => db.Comments.SingleAsync());

        var said = await story.World.Get<CustomerRequests>().CommentAsync(new NewComment(note.Id, story.Request.Id, "Mine", []), story.Karl);

        Assert.IsType<NotFound>(said.Refusal);
        Assert.Equal(Secret, (await story.World.ReadAsync(db => db.Comments.SingleAsync())).Text);
    }

    private async Task<TheStory> StoryAsync(DatabaseProvider database)
    {
        var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var (karl, paula) = (await world.CustomerAsync(it, "karl@example.org"), await world.CustomerAsync(it, "paula@example.org"));
        var request = await world.RequestAsync(it, karl);
        await world.TakePartAsync(request, paula);
        var file = await world.FileAsync(nora);
        await world.NoteAsync(request, nora, Secret, file.Id);
        return new TheStory(world, it, nora, karl, paula, request, file.Id);
    }

    private sealed record TheStory(World World, Desk It, Actor Nora, Actor Karl, Actor Paula, Request Request, Guid File) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
