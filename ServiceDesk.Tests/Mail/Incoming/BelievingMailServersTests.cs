using ServiceDesk.Domain.Mail.Incoming;

namespace ServiceDesk.Tests.Mail.Incoming;

public sealed class BelievingMailServersTests
{
    [Theory]
    [InlineData(MailProof.Passed, "mx.desk.test; dmarc=pass header.from=example.org")]
    [InlineData(MailProof.Passed, "MX.desk.test 1; spf=fail smtp.mailfrom=x@list.test; dmarc=pass (p=none dis=none) header.from=example.org")]
    [InlineData(MailProof.Failed, "mx.desk.test; dkim=pass header.d=example.org; dmarc=fail (p=reject) header.from=example.org")]
    [InlineData(MailProof.Passed, "mx.desk.test; dkim=pass header.d=example.org header.s=a")]
    [InlineData(MailProof.Passed, "mx.desk.test; dkim=pass header.i=@example.org")]
    [InlineData(MailProof.None, "mx.desk.test; dkim=pass header.d=mail.example.org")]
    [InlineData(MailProof.None, "mx.desk.test; spf=pass smtp.mailfrom=bounce@mail.example.org; dkim=pass header.i=@mail.example.org")]
    [InlineData(MailProof.Passed, "mx.desk.test; spf=pass smtp.mailfrom=bounce@example.org; dkim=none")]
    [InlineData(MailProof.None, "mx.desk.test; dkim=pass header.d=other.test; spf=none")]
    [InlineData(MailProof.None, "mx.desk.test; dkim=pass header.d=org")]
    [InlineData(MailProof.Failed, "mx.desk.test; dkim=pass header.d=other.test; spf=fail smtp.mailfrom=example.org")]
    [InlineData(MailProof.None, "mx.desk.test; none")]
    [InlineData(MailProof.Failed, "elsewhere.test; dmarc=pass header.from=example.org")]
    [InlineData(MailProof.Failed, "mx.desk.test.elsewhere.test; dmarc=pass header.from=example.org")]
    [InlineData(MailProof.None, "mx.desk.test; spf=none smtp.mailfrom=\"x; dmarc=pass header.from=example.org\"")]
    [InlineData(MailProof.None, "mx.desk.test; spf=none (x; dmarc=pass) smtp.mailfrom=x@y.test")]
    [InlineData(MailProof.Failed, "")]
    public void The_believed_server_is_read_for_what_it_says_of_the_writers_domain(MailProof expected, string field) =>
        Assert.Equal(expected, AuthenticationResults.Of([field], "mx.desk.test", "example.org"));

    [Theory]
    [InlineData(MailProof.Passed, "news.example.org", "example.org")]
    [InlineData(MailProof.Passed, "a.b.example.co.uk", "example.co.uk")]
    [InlineData(MailProof.None, "example.co.uk", "co.uk")]
    [InlineData(MailProof.None, "example.gouv.fr", "gouv.fr")]
    [InlineData(MailProof.None, "news.example.org", "mail.example.org")]
    [InlineData(MailProof.None, "badexample.org", "example.org")]
    [InlineData(MailProof.None, "host.test", "tenant.host.test")]
    public void A_domain_above_the_writers_speaks_for_it_and_neither_one_below_nor_one_beside_nor_a_registry(MailProof expected, string writers, string signer) =>
        Assert.Equal(expected, AuthenticationResults.Of([$"mx.desk.test; dkim=pass header.d={signer}"], "mx.desk.test", writers));

    [Fact]
    public void Of_several_fields_of_that_name_the_topmost_counts() =>
        Assert.Equal(MailProof.Failed, AuthenticationResults.Of(["elsewhere.test; dmarc=pass", "mx.desk.test; dmarc=fail", "mx.desk.test; dmarc=pass"], "mx.desk.test", "example.org"));

    [Fact]
    public void Where_none_is_believed_nothing_counts() =>
        Assert.Equal(MailProof.None, AuthenticationResults.Of(["mx.desk.test; dmarc=fail"], null, "example.org"));
}
