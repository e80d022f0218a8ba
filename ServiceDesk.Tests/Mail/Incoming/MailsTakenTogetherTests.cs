using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Incoming;

/// <summary>What was read for several mails at once is as true for the last of them as if each had come alone.</summary>
public sealed class MailsTakenTogetherTests(Stages stage)
{
    private readonly Faults _faults = [];

    [Theory, OnBothDatabases]
    public async Task A_letter_its_answer_and_the_same_letter_by_another_way_are_one_request_with_one_comment(DatabaseProvider database)
    {
        await using var world = await WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var first = new Letter("karl@example.org");
        var answer = new Letter("karl@example.org", Text: "It still has none.").With($"In-Reply-To: <{first.MessageId}>");
        Guid[] ids = [await StoreAsync(world, desk, first), await StoreAsync(world, desk, answer), await StoreAsync(world, desk, first.With("X-Way: another"))];

        await TakeTogetherAsync(world);

        var request = Assert.Single(await world.RequestsAsync());
        Assert.Equal((ids[0], ids[1]), (request.Id, Assert.Single(await world.CommentsAsync()).Id));
        Assert.Equal((IncomingState.Ignored, IncomingReason.CameBefore, request.Id), await world.ReadAsync(async db =>
        {
            var again = await db.IncomingMails.SingleAsync(mail => mail.Id == ids[2]);
            return (again.State, again.Reason, again.RequestId!.Value);
        }));
    }

    [Theory, OnBothDatabases]
    public async Task Somebody_who_is_brought_in_by_one_and_writes_the_next_is_one_account(DatabaseProvider database)
    {
        await using var world = await WorldAsync(database);
        var desk = await DeskWithParticipantsAsync(world);
        await StoreAsync(world, desk, new Letter("karl@example.org").With("Cc: Lena <lena@example.org>"));
        await StoreAsync(world, desk, new Letter("lena@example.org"));

        await TakeTogetherAsync(world);

        var lena = await world.ReadAsync(db => db.Accounts.SingleAsync(account => account.NormalizedEmail == "lena@example.org"));
        Assert.Equal(lena.Id, (await world.RequestsAsync())[1].ReporterId);
        Assert.Equal(lena.Id, (await world.ReadAsync(db => db.Participants.SingleAsync())).AccountId);
    }

    [Theory, OnBothDatabases]
    public async Task Somebody_elses_answer_to_one_is_a_request_linked_to_what_became_of_it(DatabaseProvider database)
    {
        await using var world = await WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var first = new Letter("karl@example.org");
        await StoreAsync(world, desk, first);
        await StoreAsync(world, desk, new Letter("lena@example.org").With($"In-Reply-To: <{first.MessageId}>"));

        await TakeTogetherAsync(world);

        var requests = await world.RequestsAsync();
        Assert.Equal([null, requests[0].Id], requests.Select(request => request.LinkedToId));
    }

    [Theory, OnBothDatabases]
    public async Task Two_who_answer_one_request_both_comment_on_it(DatabaseProvider database)
    {
        await using var world = await WorldAsync(database);
        var desk = await DeskWithParticipantsAsync(world);
        var first = new Letter("karl@example.org").With("Cc: lena@example.org");
        await world.ComesAsync(desk, first);
        await StoreAsync(world, desk, new Letter("karl@example.org", Text: "It still has none.").With($"In-Reply-To: <{first.MessageId}>"));
        await StoreAsync(world, desk, new Letter("lena@example.org", Text: "Nor has mine.").With($"In-Reply-To: <{first.MessageId}>"));

        await TakeTogetherAsync(world);

        var request = Assert.Single(await world.RequestsAsync());
        Assert.Equal([(request.Id, "It still has none."), (request.Id, "Nor has mine.")], (await world.CommentsAsync()).OrderBy(comment => comment.Id).Select(comment => (comment.RequestId, comment.Text)));
    }

    [Theory, OnBothDatabases]
    public async Task What_was_broken_off_before_is_done_alone_because_it_may_be_what_broke_it_off(DatabaseProvider database)
    {
        await using var world = await WorldAsync(database);
        var desk = await world.MailDeskAsync();
        Guid[] ids = [await StoreAsync(world, desk, new Letter("karl@example.org")), await StoreAsync(world, desk, new Letter("lena@example.org")), await StoreAsync(world, desk, new Letter("max@example.org"))];
        await world.ChangeAsync(async db => (await db.IncomingMails.AsTracking().SingleAsync(mail => mail.Id == ids[0])).Attempts = 1);

        Assert.True(await world.Get<IncomingWork>().WorkAsync(TestContext.Current.CancellationToken));
        Assert.Equal([ids[0]], (await world.RequestsAsync()).Select(request => request.Id));

        await TakeTogetherAsync(world);
        Assert.Equal(ids, (await world.RequestsAsync()).Select(request => request.Id));
    }

    private static async Task<Guid> StoreAsync(World world, Desk desk, Letter letter)
    {
        var id = (await world.StoreAsync(desk, letter.Raw)).Done.Id;
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        return id;
    }

    private Task<World> WorldAsync(DatabaseProvider database) => stage.WorldAsync(database, services => services.AddSingleton<ILogger<IncomingWork>>(_faults));

    // All in one work: none was at fault, so that each had to be done by itself, and none is left.
    private async Task TakeTogetherAsync(World world)
    {
        Assert.True(await world.Get<IncomingWork>().WorkAsync(TestContext.Current.CancellationToken));
        Assert.Empty(_faults);
        Assert.All(await world.ReadAsync(db => db.IncomingMails.ToListAsync()), mail => Assert.NotEqual(IncomingState.Stored, mail.State));
    }

    private static async Task<Desk> DeskWithParticipantsAsync(World world)
    {
        var desk = await world.MailDeskAsync();
        await world.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync()).AllowsParticipants = true);
        return desk;
    }

    private sealed class Faults : List<string>, ILogger<IncomingWork>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Add(formatter(state, exception));
    }
}
