using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Tests.Mail;

public sealed class MailSettingsTests
{
    [Fact]
    public void None_at_all_are_right_and_so_is_a_whole_set()
    {
        Assert.Null(new MailOptions().Problem());
        Assert.Null(Good().Problem());
    }

    [Theory]
    [InlineData("Mail:Smtp:Host", "", 587, "desk", "secret", "help@desk.test", StartTls.Required)]
    [InlineData("Mail:Smtp:Port", "mail.desk.test", 0, "desk", "secret", "help@desk.test", StartTls.Required)]
    [InlineData("Mail:Smtp:StartTls", "mail.desk.test", 465, "", "", "help@desk.test", StartTls.WhenOffered)]
    [InlineData("Mail:Smtp:User", "mail.desk.test", 587, "", "secret", "help@desk.test", StartTls.Required)]
    [InlineData("Mail:Smtp:Password", "mail.desk.test", 587, "desk", "", "help@desk.test", StartTls.Required)]
    [InlineData("Mail:Smtp:From", "mail.desk.test", 587, "desk", "secret", "", StartTls.Required)]
    [InlineData("Mail:Smtp:From", "mail.desk.test", 587, "desk", "secret", "help", StartTls.Required)]
    [InlineData("Mail:Smtp:From", "mail.desk.test", 587, "desk", "secret", "help@desk.test\r\nBcc: eve@example.com", StartTls.Required)]
    [InlineData("Mail:Smtp:StartTls", "mail.desk.test", 587, "desk", "secret", "help@desk.test", StartTls.WhenOffered)]
    [InlineData("Mail:Smtp:StartTls", "mail.desk.test", 587, "desk", "secret", "help@desk.test", StartTls.Off)]
    public void A_wrong_one_is_named(string key, string host, int port, string user, string password, string from, StartTls startTls)
    {
        var options = new MailOptions { Host = host, Port = port, User = user, Password = password, From = from, StartTls = startTls };

        Assert.StartsWith(key + " ", options.Problem(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mail:Smtp:Thumbprint", "not a thumbprint", "", "")]
    [InlineData("Mail:Smtp:AuthorityFile", "", "/no/such/file.pem", "")]
    [InlineData("Mail:Smtp:OAuth:TokenUrl", "", "", "http://login.example.com/token")]
    [InlineData("Mail:Smtp:OAuth:ClientId", "", "", "https://login.example.com/token")]
    public void What_is_trusted_and_asked_for_tokens_is_checked_too(string key, string thumbprint, string authorities, string tokens)
    {
        var options = Good();
        (options.Thumbprint, options.AuthorityFile, options.OAuth.TokenUrl) = (thumbprint, authorities, tokens);

        Assert.StartsWith(key + " ", options.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_token_server_no_password_is_needed_but_a_user()
    {
        var options = Good();
        (options.Password, options.OAuth) = ("", new OAuthOptions { TokenUrl = "https://login.example.com/token", ClientId = "desk", ClientSecret = "secret" });
        Assert.Null(options.Problem());

        options.User = "";
        Assert.StartsWith("Mail:Smtp:User ", options.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_may_travel_in_the_clear_within_this_machine()
    {
        var options = Good();
        (options.Host, options.StartTls) = ("127.0.0.1", StartTls.Off);

        Assert.Null(options.Problem());
    }

    private static MailOptions Good() => new() { Host = "mail.desk.test", User = "desk", Password = "secret", From = "Help desk <help@desk.test>" };
}
