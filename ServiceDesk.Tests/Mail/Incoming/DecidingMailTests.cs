using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Mail.Incoming.IncomingStory;

namespace ServiceDesk.Tests.Mail.Incoming;

public sealed class DecidingMailTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_stranger_who_writes_to_an_open_desk_becomes_its_customer_and_is_mailed_a_link_to_a_password(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();

        var mail = await world.ComesAsync(desk, new Letter("Karl Kunde <karl@example.org>", Subject: "Re: No paper"));

        var request = Assert.Single(await world.RequestsAsync());
        Assert.Equal((mail.Id, "No paper", "The printer has none.", true, mail.Id), (request.Id, request.Summary, request.Description, request.IsUnproved, request.MailId));
        Assert.Equal(("Karl Kunde", "karl@example.org", PasswordKind.None, null), (request.Reporter.FullName, request.Reporter.Email, request.Reporter.Password, request.Reporter.AddressProvedAt));
        Assert.Equal((IncomingState.Processed, request.Id, "Karl Kunde <karl@example.org>"), (mail.State, mail.RequestId, mail.From));
        Assert.Equal([Door.Email], await world.ReadAsync(db => db.DeskCustomers.Where(place => place.AccountId == request.ReporterId).Select(place => place.CameBy).ToListAsync()));
        Assert.Equal([Effect.MakeContactAndJoin], await DoorsAsync(world));
        Assert.Equal(["RequestReceivedFromNew karl@example.org"], await world.MailedAsync());

        // The link is that of a sign-up, and leads on to the request.
        var secret = (await world.LinkMailedToAsync("karl@example.org")).Segments[^1];
        var finished = await world.Get<SignUps>().FinishAsync(secret, "Karl Kunde", "correct horse battery staple", Domain.Vocabulary.Actor.Stranger("192.0.2.1"));
        Assert.Equal((request.ReporterId, "/portal/requests/IT-1"), (finished.Done.AccountId, finished.Done.LandsOn));
        Assert.Single((await world.Get<CustomerRequests>().ListAsync(Domain.Vocabulary.Actor.Person(request.ReporterId, null))).Rows);
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_known_is_asked_about_by_the_rule_book_and_told_that_the_request_came(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync(CustomerAccess.Everyone);
        await world.CustomerAsync(desk, "karl@example.org");
        var known = await world.PersonAsync("known@example.org");

        await world.ComesAsync(desk, new Letter("karl@example.org"));
        await world.ComesAsync(desk, new Letter("KNOWN@example.org"));
        var refused = await world.ComesAsync(desk, new Letter("stranger@example.org"));

        Assert.Equal((IncomingState.Refused, IncomingReason.RefusedAtTheDoor, nameof(RefusedBecause.DeskIsNotOpen)), (refused.State, refused.Reason, refused.ReasonArgument));
        Assert.Equal(["IT-1", "IT-2"], (await world.RequestsAsync()).Select(request => request.Key));
        Assert.True(await world.ReadAsync(db => db.DeskCustomers.AnyAsync(place => place.AccountId == known.AccountId)));
        Assert.Equal([Effect.Nothing, Effect.Join, null], await DoorsAsync(world));
        Assert.Equal(["RequestReceived karl@example.org", "RequestReceived known@example.org"], await world.MailedAsync());
        Assert.False(await world.ReadAsync(db => db.Accounts.AnyAsync(account => account.NormalizedEmail == "stranger@example.org")));
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_refused_is_answered_once_a_day_where_the_desk_wants_it_and_never_as_a_machine_or_shut_out(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync(CustomerAccess.Restricted);
        await world.ComesAsync(desk, new Letter("karl@example.org"));
        Assert.Empty(await world.MailedAsync());
        await world.ChannelAsync(desk, channel => channel.AnswersRefused = true);
        await world.ChangeAsync(db => Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedAddress, Value = "blocked@example.org" })));

        await world.ComesAsync(desk, new Letter("karl@example.org"));
        await world.ComesAsync(desk, new Letter("karl@example.org"));
        await world.ComesAsync(desk, new Letter("robot@example.org").With("Precedence: bulk"));
        await world.ComesAsync(desk, new Letter("nobody@example.org"), new MailOrigin(MailSource.Gate, null, Sender: ""));
        await world.ComesAsync(desk, new Letter("blocked@example.org"));
        Assert.Equal(["MailNotTaken karl@example.org"], await world.MailedAsync());
        world.Clock.Advance(TimeSpan.FromHours(25));
        await world.ComesAsync(desk, new Letter("karl@example.org"));

        Assert.Equal(2, (await world.MailedAsync()).Count);
        Assert.Empty(await world.RequestsAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_machine_is_no_new_customer_but_its_mail_is_taken_where_it_is_known_and_never_answered(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        await world.CustomerAsync(desk, "monitor@example.org");

        var unknown = await world.ComesAsync(desk, new Letter("robot@example.org").With("Auto-Submitted: auto-generated"));
        var known = await world.ComesAsync(desk, new Letter("monitor@example.org").With("Auto-Submitted: auto-generated"));
        var away = await world.ComesAsync(desk, new Letter("monitor@example.org").With("Auto-Submitted: auto-replied"));
        var person = await world.ComesAsync(desk, new Letter("person@example.org").With("Auto-Submitted: no"));

        Assert.Equal([IncomingReason.AutomaticMail, IncomingReason.None, IncomingReason.AutomaticAnswer, IncomingReason.None], new[] { unknown, known, away, person }.Select(mail => mail.Reason));
        Assert.Equal(["monitor@example.org", "person@example.org"], (await world.RequestsAsync()).Select(request => request.Reporter.Email));
        Assert.Equal(["RequestReceivedFromNew person@example.org"], await world.MailedAsync());
    }

    [Theory, OnBothDatabases]
    public async Task The_sites_own_mail_that_comes_back_becomes_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync(channel: row => row.FurtherAddresses = "support@desk.test");
        await world.ComesAsync(desk, new Letter("karl@example.org"));
        var sent = await world.ReadAsync(db => db.Outbox.Select(mail => mail.MessageId).SingleAsync());
        var mark = (await world.Get<Domain.Mail.Threads.MailTokens>().KeyAsync(TestContext.Current.CancellationToken)).LoopMark();

        var came = new[]
        {
            await world.ComesAsync(desk, new Letter("karl@example.org").With($"{IncomingProcessing.LoopField}: {mark}")),
            await world.ComesAsync(desk, new Letter("Support+abc@desk.test")),
            await world.ComesAsync(desk, new Letter("karl@example.org") { MessageId = sent }),
        };

        Assert.All(came, mail => Assert.Equal((IncomingState.Ignored, IncomingReason.OwnMail), (mail.State, mail.Reason)));
        var foreign = await world.ComesAsync(desk, new Letter("karl@example.org").With($"{IncomingProcessing.LoopField}: another"));
        Assert.Equal(IncomingState.Processed, foreign.State);
    }

    [Theory, OnBothDatabases]
    public async Task Mail_that_fails_the_trusted_servers_test_makes_no_account_and_mails_nobody(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync(channel: row => row.TrustedServer = Server);
        await world.CustomerAsync(desk, "karl@example.org");

        var stranger = await world.ComesAsync(desk, new Letter("stranger@example.org").With(Says("dmarc=fail header.from=example.org")));
        var without = await world.ComesAsync(desk, new Letter("other@example.org").With("Authentication-Results: elsewhere.test; dmarc=pass header.from=example.org"));
        var known = await world.ComesAsync(desk, new Letter("karl@example.org", To: "help@desk.test, friend@example.org").With(Says("dmarc=fail header.from=example.org")));
        Assert.Empty(await world.MailedAsync());
        var proved = await world.ComesAsync(desk, new Letter("proved@example.org").With(Says("dmarc=pass header.from=example.org")));

        Assert.All([stranger, without], mail => Assert.Equal((IncomingState.Refused, nameof(RefusedBecause.MailNotAuthentic)), (mail.State, mail.ReasonArgument)));
        Assert.Equal([IncomingState.Processed, IncomingState.Processed], new[] { known, proved }.Select(mail => mail.State));
        Assert.Equal(["RequestReceivedFromNew proved@example.org"], await world.MailedAsync());
        Assert.False(await world.ReadAsync(db => db.Accounts.AnyAsync(account => account.NormalizedEmail == "stranger@example.org")));
    }

    [Theory, OnBothDatabases]
    public async Task Answers_to_one_address_end_at_the_first_step_of_the_ladder(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();

        for (var i = 0; i < 9; i++)
        {
            await world.ComesAsync(desk, new Letter("karl@example.org", Subject: $"Mail {i}"));
        }

        Assert.Equal((9, 5), ((await world.RequestsAsync()).Count, (await world.MailedAsync()).Count));
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        await world.ComesAsync(desk, new Letter("karl@example.org"));
        Assert.Equal(6, (await world.MailedAsync()).Count);
    }

    [Theory, OnBothDatabases]
    public async Task Where_sign_ups_are_approved_by_hand_a_strangers_mail_waits_until_they_are_in(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        await world.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync()).NeedsApproval = true);

        var mail = await world.ComesAsync(desk, new Letter("karl@example.org"));
        Assert.Equal((IncomingState.Parked, IncomingReason.WaitsForProof), (mail.State, mail.Reason));
        Assert.Equal(["SignUpProof karl@example.org"], await world.MailedAsync());
        await ReleaseAsync(world);
        Assert.Empty(await world.RequestsAsync());

        var secret = (await world.LinkMailedToAsync("karl@example.org")).Segments[^1];
        var karl = (await world.Get<SignUps>().FinishAsync(secret, "Karl Kunde", "correct horse battery staple", Domain.Vocabulary.Actor.Stranger("192.0.2.1"))).Done.AccountId;
        await ReleaseAsync(world);
        Assert.Empty(await world.RequestsAsync());
        await world.Get<Domain.Customers.SignUpApprovals>().ApproveAsync(desk.Id, karl, world.Ada);
        await ReleaseAsync(world);

        Assert.Equal((mail.Id, karl), (Assert.Single(await world.RequestsAsync()).Id, (await world.RequestsAsync())[0].ReporterId));
    }

    [Theory, OnBothDatabases]
    public async Task What_waits_for_a_proof_too_long_is_let_go(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        await world.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync()).NeedsApproval = true);
        var mail = await world.ComesAsync(desk, new Letter("karl@example.org"));

        world.Clock.Advance(ParkedMails.Kept + TimeSpan.FromMinutes(1));
        await world.Get<ParkedMails>().SweepAsync(TestContext.Current.CancellationToken);

        Assert.Equal((IncomingState.Refused, IncomingReason.ProofDidNotCome), ((await world.MailAsync(mail.Id)).State, (await world.MailAsync(mail.Id)).Reason));
    }

    private static async Task ReleaseAsync(World world)
    {
        await world.Get<ParkedMails>().ReleaseAsync(TestContext.Current.CancellationToken);
        await world.WorkAllAsync();
    }

    private static Task<List<Effect?>> DoorsAsync(World world) =>
        world.ReadAsync(db => db.DoorLog.Where(entry => entry.Door == Door.Email).OrderBy(entry => entry.Id).Select(entry => entry.Effect).ToListAsync());
}
