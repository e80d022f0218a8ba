using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Smtp;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Wire;

public sealed class KeepingConnectionsTests : IAsyncDisposable
{
    private readonly SmtpServer _server = new();
    private readonly TestClock _clock = new();
    private readonly SmtpTransport _transport;

    public KeepingConnectionsTests() => _transport = new SmtpTransport(
        Options.Create(new MailOptions { Host = "127.0.0.1", Port = _server.Port, From = "help@desk.test", StartTls = StartTls.Off, Timeout = ImapStory.Patience }), _clock);

    private int Greetings => _server.Commands.Count(command => command.StartsWith("EHLO", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Mails_that_follow_each_other_go_by_one_connection()
    {
        for (var number = 0; number < 5; number++)
        {
            Assert.IsType<ServerAnswer.Taken>(await DeliverAsync());
        }

        await Eventually.IsAsync(() => _server.Received.Count == 5, "five mails are received");
        Assert.Equal(1, Greetings);
    }

    [Fact]
    public async Task Mails_at_the_same_time_go_by_connections_of_their_own()
    {
        var together = new TaskCompletionSource();
        var waiting = 0;
        _server.Before = async (command, stop) =>
        {
            if (command == "END OF DATA" && Interlocked.Increment(ref waiting) <= 3)
            {
                _ = waiting == 3 && together.TrySetResult();
                await together.Task.WaitAsync(stop);
            }
        };

        Assert.All(await Task.WhenAll(DeliverAsync(), DeliverAsync(), DeliverAsync()), answer => Assert.IsType<ServerAnswer.Taken>(answer));
        Assert.Equal(3, Greetings);
    }

    [Fact]
    public async Task A_connection_that_is_not_needed_is_closed_in_order()
    {
        await DeliverAsync();

        _clock.Advance(TimeSpan.FromSeconds(21));

        await Eventually.IsAsync(() => _server.Commands.Contains("QUIT"), "the connection is closed");
        Assert.IsType<ServerAnswer.Taken>(await DeliverAsync());
        Assert.Equal(2, Greetings);
    }

    [Theory]
    [InlineData("MAIL", "421 4.7.0 enough mails by this connection")]
    [InlineData("RSET", "421 4.7.0 enough mails by this connection")]
    public async Task A_server_that_wants_no_more_by_this_connection_gets_the_mail_by_another(string command, string answer)
    {
        _server.Answer = heard => heard.StartsWith("RCPT", StringComparison.Ordinal) ? "450 4.2.1 later" : null;
        await DeliverAsync();
        var told = 0;
        _server.Answer = heard => heard.StartsWith(command, StringComparison.Ordinal) && Interlocked.Increment(ref told) == 1 ? answer : null;

        Assert.IsType<ServerAnswer.Taken>(await DeliverAsync());

        await Eventually.IsAsync(() => _server.Received.Count == 1, "the mail is received");
        Assert.Equal(2, Greetings);
    }

    [Fact]
    public async Task A_new_connection_that_is_refused_is_not_tried_again_at_once()
    {
        _server.Answer = heard => heard.StartsWith("MAIL", StringComparison.Ordinal) ? "421 4.3.2 shutting down" : null;

        Assert.Contains("shutting down", Assert.IsType<ServerAnswer.Later>(await DeliverAsync()).Words, StringComparison.Ordinal);

        Assert.Equal(1, Greetings);
    }

    private Task<ServerAnswer> DeliverAsync() =>
        _transport.DeliverAsync(new OutgoingMessage("karl@example.com", "Subject", "Text", "<p>Text</p>", "1@desk.test"), () => { }, TestContext.Current.CancellationToken);
}
