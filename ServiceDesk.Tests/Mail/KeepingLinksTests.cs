using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

public sealed class KeepingLinksTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task The_secret_of_an_unsent_mail_is_gone_once_its_link_has_expired(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (expiring, _) = await world.WriteWithLinkAsync("karl@example.com");
        world.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        var (lasting, _) = await world.WriteWithLinkAsync("nora@example.com");
        var plain = await world.WriteAsync("ada@example.com");
        Assert.Equal(0, await world.Get<LinkKeeping>().BlankAsync());

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await world.Get<LinkKeeping>().BlankAsync());

        Assert.Equal((null, null), ((await world.MailAsync(expiring)).SealedLink, (await world.MailAsync(expiring)).NextTryAt));
        Assert.NotNull((await world.MailAsync(lasting)).SealedLink);
        Assert.NotNull((await world.MailAsync(plain)).NextTryAt);
    }

    [Theory, OnBothDatabases]
    public async Task An_expired_link_says_so_for_a_month(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.WriteWithLinkAsync("karl@example.com");
        world.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromDays(30));
        Assert.Equal(0, await world.Get<LinkKeeping>().SweepAsync());

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await world.Get<LinkKeeping>().SweepAsync());

        Assert.Equal(0, await world.ReadAsync(db => db.MailedLinks.CountAsync()));
    }
}
