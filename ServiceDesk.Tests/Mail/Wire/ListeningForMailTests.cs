using ServiceDesk.Domain.Mail.Imap;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Mail.Wire.ImapStory;

namespace ServiceDesk.Tests.Mail.Wire;

public sealed class ListeningForMailTests(SharedDovecot mailboxes)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_mail_that_arrives_is_told_at_once_and_then_found()
    {
        var server = await mailboxes.ServerAsync();
        server.Deliver("listening", Letter("Old"));
        await using var client = await server.ConnectAsync("listening");
        await client.SelectAsync("INBOX", Cancel);
        Assert.Equal([1u], await client.SearchSinceAsync(1, 10, Cancel));

        var listening = client.ListenAsync(Long, Cancel);
        server.Deliver("listening", Letter("New"));

        Assert.Equal(ImapNews.Arrived, await listening.WaitAsync(Patience));
        Assert.Equal([2u], await client.SearchSinceAsync(2, 10, Cancel));
    }

    [Fact]
    public async Task What_arrived_while_nobody_listened_is_news_until_somebody_looks()
    {
        var server = await mailboxes.ServerAsync();
        await using var client = await server.ConnectAsync("meanwhile");
        await client.SelectAsync("INBOX", Cancel);
        await client.SearchSinceAsync(1, 10, Cancel);
        server.Deliver("meanwhile", Letter("New"));
        await client.AskForNewsAsync(Cancel);

        Assert.Equal(ImapNews.Arrived, await client.ListenAsync(Long, Cancel).WaitAsync(Patience));
        Assert.Equal([1u], await client.SearchSinceAsync(1, 10, Cancel));
        Assert.Equal(ImapNews.NothingYet, await client.ListenAsync(TimeSpan.FromMilliseconds(100), Cancel));
    }

    [Fact]
    public async Task Listening_begins_anew_before_the_server_would_hang_up()
    {
        await using var server = new ScriptedServer(
            "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR IDLE] ready", "C: A1 AUTHENTICATE .*", "S: A1 OK [CAPABILITY IMAP4rev1 IDLE] in",
            "C: A2 IDLE", "S: + idling", "S: * OK still here", "C: DONE", "S: A2 OK done", "C: A3 IDLE", "S: + idling", "C: DONE", "S: * 1 EXISTS", "S: A3 OK done", "C: A4 LOGOUT", "S: * BYE", "S: A4 OK bye");
        await using (var client = await ImapClient.ConnectAsync(server.Settings() with { ListenAgainAfter = TimeSpan.FromMilliseconds(100) }, Cancel))
        {
            Assert.Equal(ImapNews.Arrived, await client.ListenAsync(Long, Cancel));
        }

        await server.PlayedAsync();
    }

    [Fact]
    public async Task A_server_that_cannot_tell_by_itself_is_asked()
    {
        await using var server = new ScriptedServer(
            "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready", "C: A1 AUTHENTICATE .*", "S: A1 OK [CAPABILITY IMAP4rev1] in",
            "C: A2 NOOP", "S: A2 OK nothing", "C: A3 NOOP", "S: * 1 EXISTS", "S: A3 OK something", "C: A4 LOGOUT", "S: * BYE", "S: A4 OK bye");
        await using (var client = await ImapClient.ConnectAsync(server.Settings() with { AskEvery = TimeSpan.FromMilliseconds(20) }, Cancel))
        {
            Assert.False(client.CanListen);
            Assert.Equal(ImapNews.Arrived, await client.ListenAsync(Long, Cancel));
        }

        await server.PlayedAsync();
    }

    [Theory]
    [InlineData(WireFault.ServerLeaves, "S: * BYE going down")]
    [InlineData(WireFault.Refused, "S: A2 NO not now")]
    [InlineData(WireFault.ConnectionLost, "C: DONE")]
    public async Task A_server_that_is_lost_while_it_is_listened_to_is_noticed(WireFault fault, params string[] script)
    {
        await using var server = new ScriptedServer(
            ["S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR IDLE] ready", "C: A1 AUTHENTICATE .*", "S: A1 OK [CAPABILITY IMAP4rev1 IDLE] in", "C: A2 IDLE", "S: + idling", .. script]);
        await using var client = await ImapClient.ConnectAsync(server.Settings() with { ListenAgainAfter = TimeSpan.FromMilliseconds(100) }, Cancel);

        Assert.Equal(fault, (await ProblemAsync(() => client.ListenAsync(Long, Cancel))).Fault);
    }

    [Theory]
    [InlineData("~*")]
    [InlineData("S: * OK still here")]
    public async Task A_server_that_falls_silent_while_it_is_listened_to_is_noticed(string said)
    {
        var clock = new TestClock();
        await using var server = new ScriptedServer(
            "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR IDLE] ready", "C: A1 AUTHENTICATE .*", "S: A1 OK [CAPABILITY IMAP4rev1 IDLE] in", "C: A2 IDLE", "S: + idling", "C: DONE", said, "...");
        var settings = server.Settings();
        await using var client = await ImapClient.ConnectAsync(settings with { Server = settings.Server with { Clock = clock } }, Cancel);

        var listening = ProblemAsync(() => client.ListenAsync(TimeSpan.FromHours(10), Cancel));
        await Eventually.IsAsync(() => IsOverAfter(TimeSpan.FromSeconds(30)), "it is noticed");

        Assert.Equal(WireFault.NoAnswerInTime, (await listening).Fault);

        bool IsOverAfter(TimeSpan time)
        {
            clock.Advance(time);
            return listening.IsCompleted;
        }
    }

    [Fact]
    public async Task Who_stops_listening_stops_at_once()
    {
        var server = await mailboxes.ServerAsync();
        await using var client = await server.ConnectAsync("stopping");
        await client.SelectAsync("INBOX", Cancel);
        using var stop = new CancellationTokenSource();

        var listening = client.ListenAsync(Long, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_server_that_restarts_while_it_is_listened_to_is_noticed_and_found_as_it_was()
    {
        await using var server = await SharedDovecot.StartOneAsync("auth_mechanisms = login\nimap_capability = IMAP4rev1 UIDPLUS IDLE LITERAL+");
        server.Deliver("restart", Letter("One"));
        await using var client = await server.ConnectAsync("restart");
        var before = await client.SelectAsync("INBOX", Cancel);
        await client.SearchSinceAsync(1, 10, Cancel);

        var listening = ProblemAsync(() => client.ListenAsync(Long, Cancel));
        await server.GoDownAsync();
        Assert.Contains((await listening.WaitAsync(Patience)).Fault, new[] { WireFault.ServerLeaves, WireFault.ConnectionLost });

        await server.GoUpAsync();
        await using var again = await server.ConnectAsync("restart");
        Assert.Equal((before.UidValidity, before.UidNext), (await again.SelectAsync("INBOX", Cancel)) is var after ? (after.UidValidity, after.UidNext) : default);

        // It was told not to offer MOVE: copied, marked, removed.
        await again.MoveAsync(1, "Processed", Cancel);
        Assert.Equal(0, (await again.SelectAsync("INBOX", Cancel)).Exists);
        Assert.Equal(1, (await again.SelectAsync("Processed", Cancel)).Exists);
    }
}
