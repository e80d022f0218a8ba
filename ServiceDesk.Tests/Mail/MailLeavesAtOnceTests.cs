using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

public sealed class MailLeavesAtOnceTests(Stages stage)
{
    [Fact]
    public async Task A_served_site_hands_a_mail_over_as_soon_as_it_is_written()
    {
        await using var server = new SmtpServer();
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings:
        [
            "--Mail:Smtp:Host=127.0.0.1",
            $"--Mail:Smtp:Port={server.Port}",
            "--Mail:Smtp:From=help@desk.test",
            "--Mail:Smtp:StartTls=Off",
        ]);
        var mail = site.Get<MailWriting>().Write(
            MailKind.Welcome, new Recipient(EmailAddress.Parse("karl@example.com"), Languages.CultureOf(null)), site.Now, site.Get<SiteLinks>().ToPortal("IT"), null, null, "IT desk", "Karl");
        await using (var work = await site.Get<DeskWork>().BeginAsync())
        {
            work.Db.Outbox.Add(mail);
            await work.CommitAsync(Topic.Outbox);
        }

        // Sooner than the worker looks by itself.
        Assert.Equal("Welcome to IT desk", (await server.NextAsync(mostSeconds: 12)).Header("Subject"));
    }

    [Theory]
    [InlineData("--Mail:Smtp:Host=mail.desk.test", "Mail:Smtp:From")]
    [InlineData("--Mail:Smtp:StartTls=Perhaps", "Mail:Smtp:StartTls")]
    [InlineData("--Limits:SignUpsPerSite=-1", "Limits:SignUpsPerSite")]
    [InlineData("--Limits:SignUpsPerSite=many", "Limits:SignUpsPerSite")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string setting, string key)
    {
        var database = await stage.Databases.CreateAsync(DatabaseProvider.Sqlite);

        var why = await Assert.ThrowsAsync<CannotStartException>(() => ServedSite.StartAsync(database, settings: [setting]));

        Assert.StartsWith(key + " ", why.Message, StringComparison.Ordinal);
    }
}
