using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Incoming;

public sealed class WorkingThroughMailTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Many_mails_are_one_commit_and_two_of_a_new_sender_make_one_account(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        for (var i = 0; i < 6; i++)
        {
            await world.StoreAsync(desk, new Letter($"karl{i % 3}@example.org").Raw);
        }

        Assert.True(await world.Get<IncomingWork>().WorkAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["IT-1", "IT-2", "IT-3", "IT-4", "IT-5", "IT-6"], (await world.RequestsAsync()).Select(request => request.Key));
        Assert.Equal(3, await world.ReadAsync(db => db.Requests.Select(request => request.ReporterId).Distinct().CountAsync()));
        Assert.False(await world.Get<IncomingWork>().WorkAsync(TestContext.Current.CancellationToken));
    }

    [Theory, OnBothDatabases]
    public async Task Several_who_work_at_once_process_each_mail_once(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        for (var i = 0; i < 60; i++)
        {
            await world.StoreAsync(desk, new Letter($"karl{i}@example.org").Raw);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(world.WorkAllAsync, TestContext.Current.CancellationToken)));

        var mails = await world.ReadAsync(db => db.IncomingMails.ToListAsync());
        Assert.All(mails, mail => Assert.Equal((IncomingState.Processed, mail.Id), (mail.State, mail.RequestId!.Value)));
        Assert.Equal(60, (await world.RequestsAsync()).Count);
    }

    [Theory, OnBothDatabases]
    public async Task What_was_taken_by_one_who_is_gone_is_done_by_another(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var mail = (await world.StoreAsync(desk, new Letter("karl@example.org").Raw)).Done;
        await world.ChangeAsync(async db => (await db.IncomingMails.AsTracking().SingleAsync()).NextTryAt = world.Now + IncomingWork.Lease);

        await world.WorkAllAsync();
        Assert.Equal(IncomingState.Stored, (await world.MailAsync(mail.Id)).State);
        world.Clock.Advance(IncomingWork.Lease);
        await world.WorkAllAsync();

        Assert.Equal(IncomingState.Processed, (await world.MailAsync(mail.Id)).State);
    }

    [Fact]
    public async Task On_SQLite_what_was_taken_before_the_process_began_is_given_back_at_once()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.MailDeskAsync();
        var mail = (await world.StoreAsync(desk, new Letter("karl@example.org").Raw)).Done;
        await world.ChangeAsync(async db => (await db.IncomingMails.AsTracking().SingleAsync()).NextTryAt = world.Now + IncomingWork.Lease);

        await world.Get<IncomingWork>().GiveBackAsync();
        await world.WorkAllAsync();

        Assert.Equal(IncomingState.Processed, (await world.MailAsync(mail.Id)).State);
    }

    [Theory, OnBothDatabases]
    public async Task A_mail_that_cannot_be_processed_holds_up_no_other_stays_visible_and_is_processed_again_when_asked(DatabaseProvider database)
    {
        var links = new BreakableSeal();
        await using var world = await stage.WorldAsync(database, services => services.AddSingleton<ILinkSeal>(links));
        var desk = await world.MailDeskAsync();
        await world.CustomerAsync(desk, "known@example.org");
        await world.ComesAsync(desk, new Letter("first@example.org"));
        links.IsBroken = true;

        var bad = (await world.StoreAsync(desk, new Letter("new@example.org").Raw)).Done;
        var good = (await world.StoreAsync(desk, new Letter("known@example.org").Raw)).Done;
        await world.WorkAllAsync();
        Assert.Equal((IncomingState.Stored, IncomingState.Processed), ((await world.MailAsync(bad.Id)).State, (await world.MailAsync(good.Id)).State));
        for (var i = 1; i < IncomingWork.MostAttempts; i++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(10));
            await world.WorkAllAsync();
        }

        var failed = await world.MailAsync(bad.Id);
        Assert.Equal((IncomingState.Failed, IncomingReason.Fault, nameof(NotSupportedException), null), (failed.State, failed.Reason, failed.ReasonArgument, failed.NextTryAt));
        links.IsBroken = false;
        Assert.True((await world.Get<IncomingLog>().ProcessAgainAsync(bad.Id, by: world.Ada)).IsDone);
        await world.WorkAllAsync();
        Assert.Equal(IncomingState.Processed, (await world.MailAsync(bad.Id)).State);
        Assert.IsType<MailWasProcessed>((await world.Get<IncomingLog>().ProcessAgainAsync(bad.Id, by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_mail_that_breaks_the_process_each_time_is_left_to_people_in_the_end(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var mail = (await world.StoreAsync(desk, new Letter("karl@example.org").Raw)).Done;
        await world.ChangeAsync(async db => (await db.IncomingMails.AsTracking().SingleAsync()).Attempts = IncomingWork.MostBeginnings);

        await world.WorkAllAsync();

        Assert.Equal((IncomingState.Failed, IncomingReason.Fault), ((await world.MailAsync(mail.Id)).State, (await world.MailAsync(mail.Id)).Reason));
        Assert.Empty(await world.RequestsAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_mail_that_was_broken_off_more_often_than_a_fault_is_borne_still_becomes_a_request(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var mail = (await world.StoreAsync(desk, new Letter("karl@example.org").Raw)).Done;
        await world.ChangeAsync(async db => (await db.IncomingMails.AsTracking().SingleAsync()).Attempts = IncomingWork.MostBeginnings - 1);

        await world.WorkAllAsync();

        Assert.Equal(IncomingState.Processed, (await world.MailAsync(mail.Id)).State);
    }

    [Theory, OnBothDatabases]
    public async Task What_names_no_writer_or_comes_to_a_desk_without_types_is_kept_for_people(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var nameless = await world.ComesAsync(desk, new Letter("nobody in particular"));
        await world.ChangeAsync(async db => (await db.RequestTypes.AsTracking().SingleAsync()).ArchivedAt = world.Now);
        var typeless = await world.ComesAsync(desk, new Letter("karl@example.org"));

        Assert.Equal([(IncomingState.Failed, IncomingReason.NoSender), (IncomingState.Failed, IncomingReason.NoRequestType)], new[] { nameless, typeless }.Select(mail => (mail.State, mail.Reason)));
        Assert.False(await world.ReadAsync(db => db.Accounts.AnyAsync(account => account.NormalizedEmail == "karl@example.org")));
    }

    private sealed class BreakableSeal : ILinkSeal
    {
        public bool IsBroken { get; set; }

        public byte[] Seal(string link) => IsBroken ? throw new NotSupportedException("broken") : System.Text.Encoding.UTF8.GetBytes(link);

        public string? Open(byte[] sealedLink) => System.Text.Encoding.UTF8.GetString(sealedLink);
    }
}
