using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

public sealed class DeliveringTests(Stages stage) : IAsyncDisposable
{
    private readonly SmtpServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory, OnBothDatabases]
    public async Task A_mail_arrives_with_its_link_and_its_secret_is_kept_no_longer(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        var (id, link) = await world.WriteWithLinkAsync("karl@example.com");

        Assert.True(await world.DeliverOneAsync());

        var mail = await _server.NextAsync();
        Assert.Contains($"\n{link}\n", mail.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{link}\">", mail.Html, StringComparison.Ordinal);
        var row = await world.MailAsync(id);
        Assert.Equal((world.Now, null, null), (row.DeliveredAt, row.NextTryAt, row.SealedLink));
        Assert.DoesNotContain(link, row.Text + row.Html, StringComparison.Ordinal);
        Assert.False(await world.DeliverOneAsync());
    }

    [Fact]
    public async Task What_the_mail_server_has_taken_is_not_sent_again_by_a_site_that_was_killed_before_its_database_knew()
    {
        await using var killed = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server);
        var (taken, waiting) = (await killed.WriteAsync("karl@example.com"), await killed.WriteAsync("mia@example.com"));
        killed.Get<HandedOver>().PlaceFor(taken).Remember();
        killed.Get<HandedOver>().PlaceFor(Guid.NewGuid()).Remember();

        await using var restarted = killed.Restarted(_server);
        Assert.True(await restarted.DeliverOneAsync());
        Assert.False(await restarted.DeliverOneAsync());

        Assert.Contains("mia@example.com", (await _server.NextAsync()).To, StringComparison.Ordinal);
        Assert.Equal((restarted.Now, null), ((await restarted.MailAsync(taken)).DeliveredAt, (await restarted.MailAsync(taken)).NextTryAt));
        Assert.NotNull((await restarted.MailAsync(waiting)).DeliveredAt);
    }

    [Theory, OnBothDatabases]
    public async Task Many_at_once_deliver_each_mail_once(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        var addresses = Enumerable.Range(0, 24).Select(n => $"person{n}@example.com").ToList();
        foreach (var address in addresses)
        {
            await world.WriteAsync(address);
        }

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            // A lane that found nothing may have been too early: the last mail may just be put back by nobody.
            while (await world.DeliverOneAsync())
            {
            }
        })));

        Assert.Equal(addresses.Order(), _server.Received.Select(mail => mail.To.Split('<', '>')[1]).Order());
    }

    [Theory, OnBothDatabases]
    public async Task An_address_refused_for_good_is_given_up_at_once_with_the_servers_words(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        _server.Answer = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 Karl moved away" : null;
        var (id, _) = await world.WriteWithLinkAsync("karl@example.com");

        await world.DeliverOneAsync();

        var row = await world.MailAsync(id);
        Assert.Equal((world.Now, null, null, 1), (row.GivenUpAt, row.NextTryAt, row.SealedLink, row.Tries));
        Assert.Contains("Karl moved away", row.LastProblem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.1 greylisted, come back", false, "greylisted")]
    [InlineData("END OF DATA", "554 5.7.1 no spam please", true, "no spam please")]
    [InlineData("END OF DATA", "451 4.3.0 disk trouble", false, "disk trouble")]
    [InlineData("MAIL", "553 5.7.1 not your address", false, "not your address")]
    [InlineData("CONNECT", "421 too many connections", false, "too many connections")]
    public async Task What_the_server_may_take_later_is_told_from_what_it_never_will(string command, string answer, bool isFinal, string told)
    {
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server);
        _server.Answer = heard => heard.StartsWith(command, StringComparison.Ordinal) ? answer : null;
        var id = await world.WriteAsync("karl@example.com");

        await world.DeliverOneAsync();

        var row = await world.MailAsync(id);
        Assert.Equal(isFinal, row.GivenUpAt is not null);
        Assert.Equal(isFinal ? null : world.Now.AddMinutes(1), row.NextTryAt);
        Assert.Contains(told, row.LastProblem, StringComparison.Ordinal);
        Assert.Empty(_server.Received);
    }

    [Theory, OnBothDatabases]
    public async Task A_server_that_is_down_is_tried_again_ever_more_seldom_and_given_up_after_two_days(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        var id = await world.WriteAsync("karl@example.com");
        _server.GoDown();
        var waits = new List<TimeSpan>();

        while (await world.DeliverOneAsync() && await world.MailAsync(id) is { NextTryAt: { } next })
        {
            waits.Add(next - world.Now);
            world.Clock.AdvanceTo(next);
        }

        Assert.Equal([1, 5, 15, 60, 240, 480, 720, 1440], waits.Select(wait => wait.TotalMinutes));
        var row = await world.MailAsync(id);
        Assert.Equal((9, world.Now), (row.Tries, row.GivenUpAt));
        Assert.Contains("refused", row.LastProblem, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_server_that_comes_back_gets_the_same_mail_under_the_same_message_id()
    {
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server);
        var (id, link) = await world.WriteWithLinkAsync("karl@example.com");
        _server.Answer = command => command.StartsWith("END", StringComparison.Ordinal) ? "451 later" : null;
        await world.DeliverOneAsync();
        Assert.False(await world.DeliverOneAsync());

        _server.Answer = _ => null;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.DeliverOneAsync();

        var mail = await _server.NextAsync();
        Assert.Equal($"<{(await world.MailAsync(id)).MessageId}>", mail.Header("Message-ID"));
        Assert.Contains(link, mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("EHLO")]
    [InlineData("DATA")]
    [InlineData("END OF DATA")]
    public async Task A_server_that_falls_silent_holds_up_one_mail_for_a_bounded_time_and_the_others_not_at_all(string when)
    {
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server);
        var isSilent = new TaskCompletionSource();
        _server.Before = async (command, stop) =>
        {
            if (command.StartsWith(when, StringComparison.Ordinal) && isSilent.TrySetResult())
            {
                await Task.Delay(Timeout.Infinite, stop);
            }
        };
        var slow = await world.WriteAsync("slow@example.com");
        var delivering = world.DeliverOneAsync();
        await isSilent.Task;

        var other = await world.WriteAsync("other@example.com");
        Assert.True(await world.DeliverOneAsync());
        Assert.NotNull((await world.MailAsync(other)).DeliveredAt);

        world.Clock.Advance(new MailOptions().Timeout);
        Assert.True(await delivering);
        var row = await world.MailAsync(slow);
        Assert.Equal(("NoAnswerInTime", world.Now.AddMinutes(1)), (row.LastProblem, row.NextTryAt));
    }

    [Theory, OnBothDatabases]
    public async Task What_a_node_took_before_it_died_is_taken_by_another_when_its_time_is_up(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        var id = await world.WriteAsync("karl@example.com");
        Assert.True((await world.Get<MailTaking>().TakeOneAsync()).IsDone);

        Assert.False(await world.DeliverOneAsync());
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(await world.DeliverOneAsync());

        Assert.NotNull((await world.MailAsync(id)).DeliveredAt);
        Assert.Single(_server.Received);
    }

    [Theory, OnBothDatabases]
    public async Task A_link_that_ended_is_not_sent_any_more(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        var (id, _) = await world.WriteWithLinkAsync("karl@example.com");
        world.Clock.Advance(TimeSpan.FromHours(24));

        Assert.True(await world.DeliverOneAsync());

        var row = await world.MailAsync(id);
        Assert.Equal(MailState.Withdrawn, row.StateOf(hasServer: true));
        Assert.Null(row.SealedLink);
        Assert.DoesNotContain(_server.Commands, command => command.StartsWith("RCPT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_whose_keys_are_gone_is_given_up_with_a_reason()
    {
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server, more: services => services.AddSingleton<ILinkSeal>(new LostKeys()));
        var (id, _) = await world.WriteWithLinkAsync("karl@example.com");

        await world.DeliverOneAsync();

        Assert.Equal("LinkIsUnreadable", (await world.MailAsync(id)).LastProblem);
    }

    [Fact]
    public async Task Mails_kept_for_long_without_a_server_are_not_sent_out_of_the_blue()
    {
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server);
        var old = await world.WriteAsync("karl@example.com");
        world.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromSeconds(1));
        var recent = await world.WriteAsync("nora@example.com");

        await world.DeliverOneAsync();
        await world.DeliverOneAsync();

        Assert.Equal("Overdue", (await world.MailAsync(old)).LastProblem);
        Assert.NotNull((await world.MailAsync(recent)).DeliveredAt);
    }

    [Fact]
    public async Task Without_a_server_mails_stay_where_they_are()
    {
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server, settings: mail => mail.Host = "");
        var id = await world.WriteAsync("karl@example.com");

        Assert.False(await world.DeliverOneAsync());

        Assert.Equal(MailState.Kept, (await world.MailAsync(id)).StateOf(hasServer: false));
        Assert.Empty(_server.Commands);
    }

    private sealed class LostKeys : ILinkSeal
    {
        public byte[] Seal(string link) => [1];

        public string? Open(byte[] sealedLink) => null;
    }
}
