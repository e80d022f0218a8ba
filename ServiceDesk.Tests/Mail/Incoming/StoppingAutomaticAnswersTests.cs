using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Incoming;

/// <summary>A desk that answers more mails by itself than people write stops, until somebody has looked.</summary>
public sealed class StoppingAutomaticAnswersTests(Stages stage)
{
    private const int Most = 3;

    [Theory, OnBothDatabases]
    public async Task Before_one_answer_too_many_the_desk_stops_tells_its_administrators_once_and_goes_on_taking_mail_in(DatabaseProvider database)
    {
        await using var world = await WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var dora = await world.StaffAsync(desk, "dora@desk.test", DeskRole.Administrator);
        await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);

        for (var i = 0; i < Most + 3; i++)
        {
            await world.ComesAsync(desk, new Letter($"karl{i}@example.org"));
        }

        Assert.Equal(Most + 3, (await world.RequestsAsync()).Count);
        Assert.Equal([.. Enumerable.Range(0, Most).Select(i => $"RequestReceivedFromNew karl{i}@example.org"), "MailAnswersStopped dora@desk.test"], await world.MailedAsync());
        Assert.Contains("https://desk.test/desks/IT/mail", await world.ReadAsync(db => db.Outbox.Where(mail => mail.To == "dora@desk.test").Select(mail => mail.Text).SingleAsync()), StringComparison.Ordinal);
        Assert.NotNull((await world.Get<MailChannels>().NowAsync(desk.Id, dora)).Done.AnswersStoppedAt);

        // Long after, still: whoever looks lets it answer again, and from then on it is counted anew.
        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.ComesAsync(desk, new Letter("late@example.org"));
        Assert.True((await world.Get<MailChannels>().ResumeAnswersAsync(desk.Id, dora)).IsDone);
        await world.ComesAsync(desk, new Letter("then@example.org"));

        Assert.Equal("RequestReceivedFromNew then@example.org", (await world.MailedAsync())[^1]);
        Assert.Equal(Most + 2, (await world.MailedAsync()).Count);
        Assert.Equal([Changes.MailAnswersStopped, Changes.MailAnswersResumed], await world.ReadAsync(db => db.Audit.Where(entry => entry.DeskId == desk.Id && entry.What.StartsWith("MailAnswers")).OrderBy(entry => entry.At).Select(entry => entry.What).ToListAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task What_was_answered_longer_ago_or_before_it_was_resumed_does_not_count(DatabaseProvider database)
    {
        await using var world = await WorldAsync(database);
        var desk = await world.MailDeskAsync();
        for (var i = 0; i < Most; i++)
        {
            await world.ComesAsync(desk, new Letter($"early{i}@example.org"));
        }

        world.Clock.Advance(AnswerBreaker.Window);
        for (var i = 0; i < Most; i++)
        {
            await world.ComesAsync(desk, new Letter($"karl{i}@example.org"));
        }

        Assert.Equal(2 * Most, (await world.MailedAsync()).Count);
        await world.ComesAsync(desk, new Letter("stops@example.org"));
        Assert.Equal("MailAnswersStopped ada@desk.test", (await world.MailedAsync())[^1]);
        await world.Get<MailChannels>().ResumeAnswersAsync(desk.Id, world.Ada);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.ComesAsync(desk, new Letter("again@example.org"));

        Assert.Equal("RequestReceivedFromNew again@example.org", (await world.MailedAsync())[^1]);
    }

    private Task<World> WorldAsync(DatabaseProvider database) =>
        stage.WorldAsync(database, services => services.AddSingleton(Options.Create(new LimitsOptions { MailAnswersPerDesk = Most })));
}
