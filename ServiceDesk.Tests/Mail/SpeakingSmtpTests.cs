using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Smtp;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

public sealed class SpeakingSmtpTests : IAsyncDisposable
{
    private static readonly OutgoingMessage Plain = new("karl@example.com", "Willkommen bei Käse & Brot", "Grüße\n.\nunter einem Punkt", "<p>Grüße</p>", "1234@desk.test");

    private readonly SmtpServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_mail_has_both_forms_and_says_that_a_machine_wrote_it()
    {
        Assert.IsType<ServerAnswer.Taken>(await DeliverAsync(Plain));

        var mail = await _server.NextAsync();
        Assert.Equal(["text/plain", "text/html"], mail.PartTypes);
        Assert.Equal("Grüße\r\n.\r\nunter einem Punkt", mail.Text);
        Assert.Equal("<p>Grüße</p>", mail.Html);
        Assert.StartsWith("multipart/alternative", mail.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal("Willkommen bei Käse & Brot", mail.Header("Subject"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Equal("<1234@desk.test>", mail.Header("Message-ID"));
        Assert.Contains("<help@desk.test>", mail.Header("From"), StringComparison.Ordinal);
        Assert.NotNull(mail.Header("Date"));
        Assert.StartsWith("MAIL FROM:<help@desk.test>", mail.From, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("karl@example.com\r\nBcc: eve@example.com")]
    [InlineData("karl@example.com, eve@example.com")]
    [InlineData("Karl <karl@example.com>")]
    [InlineData("not an address")]
    public async Task What_is_not_one_address_reaches_nobody(string to)
    {
        Assert.IsType<ServerAnswer.Never>(await DeliverAsync(Plain with { To = to }));

        Assert.Empty(_server.Commands);
    }

    [Theory]
    [InlineData("o'hara+tag&co@example.com", "o'hara+tag&co@example.com")]
    [InlineData("karl@bücher.example", "karl@xn--bcher-kva.example")]
    [InlineData("jürgen@example.com", "jürgen@example.com")]
    public async Task Unusual_addresses_are_written_as_the_server_can_take_them(string to, string expected)
    {
        Assert.IsType<ServerAnswer.Taken>(await DeliverAsync(Plain with { To = to }));

        Assert.Contains($"<{expected}>", (await _server.NextAsync()).To, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_encryption_that_is_required_nothing_is_said()
    {
        var answer = await DeliverAsync(Plain, mail => mail.StartTls = StartTls.Required);

        Assert.IsType<ServerAnswer.Later>(answer);
        Assert.DoesNotContain(_server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(StartTls.Required)]
    [InlineData(StartTls.WhenOffered)]
    public async Task A_certificate_nobody_vouches_for_is_not_trusted(StartTls setting)
    {
        _server.OffersStartTls = true;

        var answer = await DeliverAsync(Plain, mail => mail.StartTls = setting);

        Assert.Contains("certificate", Assert.IsType<ServerAnswer.Later>(answer).Words, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("STARTTLS", _server.Commands);
        Assert.DoesNotContain(_server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Encryption_only_when_offered_does_without_where_it_is_not()
    {
        Assert.IsType<ServerAnswer.Taken>(await DeliverAsync(Plain, mail => mail.StartTls = StartTls.WhenOffered));
    }

    [Fact]
    public async Task The_password_is_given_and_a_wrong_one_waits_for_better_settings()
    {
        _server.Password = "right";

        Assert.IsType<ServerAnswer.Taken>(await DeliverAsync(Plain, WithPassword("right")));
        var wrong = Assert.IsType<ServerAnswer.Later>(await DeliverAsync(Plain, WithPassword("wrong")));

        Assert.Contains("wrong password", wrong.Words, StringComparison.Ordinal);
        Assert.Single(_server.Received);
    }

    private static Action<MailOptions> WithPassword(string password) => mail => (mail.User, mail.Password) = ("desk", password);

    private async Task<ServerAnswer> DeliverAsync(OutgoingMessage message, Action<MailOptions>? settings = null)
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = _server.Port, From = "Help desk <help@desk.test>", StartTls = StartTls.Off };
        settings?.Invoke(options);
        await using var transport = new SmtpTransport(Options.Create(options), TimeProvider.System);
        var words = 0;
        var answer = await transport.DeliverAsync(message, () => words++, TestContext.Current.CancellationToken);
        Assert.Equal(answer is ServerAnswer.Taken ? 1 : 0, words);
        return answer;
    }
}
