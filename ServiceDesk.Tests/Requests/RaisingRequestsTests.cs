using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Requests.RequestStories;

namespace ServiceDesk.Tests.Requests;

public sealed class RaisingRequestsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Twenty_people_who_raise_at_once_get_twenty_numbers_without_gaps_or_doubles(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var type = await world.TypeAsync(it);
        var people = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => world.PersonAsync($"p{i}@example.org")));

        var raised = await Task.WhenAll(people.Select(person => Task.Run(() => world.Get<CustomerRequests>().RaiseAsync(New(it, type), person))));

        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"IT-{n}").Order(), raised.Select(outcome => outcome.Done.Key).Order());
        Assert.Equal(20, await world.ReadAsync(db => db.DeskCustomers.CountAsync(customer => customer.DeskId == it.Id)));
    }

    [Theory, OnBothDatabases]
    public async Task Twenty_of_one_new_customer_at_once_are_twenty_requests_and_one_place_on_the_list(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var type = await world.TypeAsync(it);
        var karl = await world.PersonAsync("karl@example.org");

        var raised = await Task.WhenAll(Enumerable.Range(1, 20).Select(_ => Task.Run(() => world.Get<CustomerRequests>().RaiseAsync(New(it, type), karl))));

        Assert.Equal(20, raised.Select(outcome => outcome.Done.Key).Distinct().Count());
        Assert.Equal(1, await world.ReadAsync(db => db.DeskCustomers.CountAsync(customer => customer.DeskId == it.Id)));
    }

    [Theory, OnBothDatabases]
    public async Task A_form_sent_twice_at_once_raises_one_request(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var form = New(it, await world.TypeAsync(it), files: []);
        var karl = await world.PersonAsync("karl@example.org");

        var raised = await Task.WhenAll(Enumerable.Range(1, 5).Select(_ => Task.Run(() => world.Get<CustomerRequests>().RaiseAsync(form, karl))));

        Assert.All(raised, outcome => Assert.Equal("IT-1", outcome.Done.Key));
        Assert.Equal(1, await world.ReadAsync(db => db.Outbox.CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task A_refused_form_takes_no_number(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var type = await world.TypeAsync(it);
        var karl = await world.PersonAsync("karl@example.org");
        var requests = world.Get<CustomerRequests>();

        Assert.IsType<SummaryIsMissing>((await requests.RaiseAsync(New(it, type, " \r\n "), karl)).Refusal);
        Assert.Equal(new SummaryIsTooLong(200), (await requests.RaiseAsync(New(it, type, new string('x', 10_000)), karl)).Refusal);
        Assert.Equal(new TextIsTooLong(30_000), (await requests.RaiseAsync(New(it, type, "x", new string('x', 30_001)), karl)).Refusal);
        Assert.IsType<FileIsGone>((await requests.RaiseAsync(New(it, type, files: Guid.NewGuid()), karl)).Refusal);
        Assert.IsType<TypeIsNotOffered>((await requests.RaiseAsync(New(it, type) with { TypeId = Guid.NewGuid() }, karl)).Refusal);

        Assert.Equal("IT-1", (await requests.RaiseAsync(New(it, type), karl)).Done.Key);
    }

    [Theory, OnBothDatabases]
    public async Task What_no_reader_sees_is_left_out_of_what_is_kept(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var karl = await world.PersonAsync("karl@example.org");

        var request = await world.RequestAsync(it, karl, "No\0 paper\r\nBcc: x@example.org \ud83d", "one\r\n\0two\ud83d");

        Assert.Equal(("No paper Bcc: x@example.org \ufffd", "one\ntwo\ufffd"), (request.Summary, request.Description));
    }

    [Theory, OnBothDatabases]
    public async Task The_reporter_gets_one_mail_that_quotes_them_only_where_the_address_is_proved(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Restricted);
        var karl = await world.CustomerAsync(it, "karl@example.org", "Karl Kunde");
        var carl = await world.CustomerAsync(it, "carl@example.org", "Buy pills");
        await world.EditAsync(carl, account => account.AddressProvedAt = null);

        await world.RequestAsync(it, karl, "No paper");
        await world.RequestAsync(it, carl, "Cheap pills");

        var mails = await world.ReadAsync(db => db.Outbox.OrderBy(mail => mail.WrittenAt).ToListAsync());
        Assert.All(mails, mail => Assert.Equal(MailKind.RequestReceived, mail.Kind));
        Assert.Equal(["[IT-1] No paper", "[IT-2] Ask a question"], mails.Select(mail => mail.Subject));
        Assert.Contains("https://desk.test/portal/requests/IT-1", mails[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("pills", mails[1].Text + mails[1].Html, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task A_desk_that_takes_every_account_puts_the_reporter_on_its_list(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        var karl = await world.PersonAsync("karl@example.org");

        await world.RequestAsync(it, karl);

        var place = await world.ReadAsync(db => db.DeskCustomers.SingleAsync());
        Assert.Equal((it.Id, karl.AccountId, Door.PortalWriting), (place.DeskId, (Guid?)place.AccountId, place.CameBy));
    }

    [Theory, OnBothDatabases]
    public async Task A_restricted_desk_looks_to_others_as_if_it_were_not_there_and_keeps_the_attempt(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var hr = await world.DeskAsync("HR");
        var type = await world.TypeAsync(hr);
        var karl = await world.PersonAsync("karl@example.org");
        var requests = world.Get<CustomerRequests>();

        Assert.IsType<NotFound>((await requests.RaiseAsync(New(hr, type), karl)).Refusal);
        Assert.IsType<NotFound>((await requests.RaiseAsync(New(hr, type) with { DeskKey = "NONE" }, karl)).Refusal);
        Assert.IsType<NotFound>((await requests.RaiseAsync(New(hr, type), Actor.Stranger("192.0.2.9"))).Refusal);

        var kept = await world.ReadAsync(db => db.DoorLog.SingleAsync());
        Assert.Equal((Door.PortalWriting, RefusedBecause.DeskIsRestricted, karl.AccountId), (kept.Door, kept.Reason!.Value, kept.ActorId));
        Assert.Equal(0, await world.ReadAsync(db => db.Requests.CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task Staff_that_is_no_customer_of_its_restricted_desk_is_told_why(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var hr = await world.DeskAsync("HR");
        var type = await world.TypeAsync(hr);
        var nora = await world.StaffAsync(hr, "nora@desk.test", DeskRole.Agent);

        Assert.IsType<NotItsCustomer>((await world.Get<CustomerRequests>().RaiseAsync(New(hr, type), nora)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task An_account_whose_address_is_not_proved_raises_only_where_it_was_put_on_the_list(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var hr = await world.DeskAsync("HR");
        var type = await world.TypeAsync(it);
        var carl = await world.CustomerAsync(hr, "carl@example.org");
        await world.EditAsync(carl, account => account.AddressProvedAt = null);

        Assert.IsType<NotFound>((await world.Get<CustomerRequests>().RaiseAsync(New(it, type), carl)).Refusal);
        Assert.Equal("HR-1", (await world.RequestAsync(hr, carl)).Key);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_takes_over_a_request_by_sending_its_id(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var karl = await world.PersonAsync("karl@example.org");
        var carl = await world.PersonAsync("carl@example.org");
        var request = await world.RequestAsync(it, karl);

        var form = new NewRequest(request.Id, "IT", request.TypeId, "Mine", "", []);

        Assert.IsType<NotFound>((await world.Get<CustomerRequests>().RaiseAsync(form, carl)).Refusal);
        Assert.Equal("No paper", (await world.RowAsync(request.Id)).Summary);
    }
}
