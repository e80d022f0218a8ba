using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Incoming;

public sealed class ChoosingHowMailComesTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task An_administrator_chooses_addresses_server_and_type(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var anna = await world.StaffAsync(desk, "anna@desk.test", DeskRole.Administrator);
        var type = await world.TypeAsync(desk);
        var channels = world.Get<MailChannels>();
        var before = (await channels.NowAsync(desk.Id, by: anna)).Done.Form;

        Assert.True((await channels.ChangeAsync(before with { Address = " help@desk.test ", FurtherAddresses = "a@desk.test, b@desk.test", TrustedServer = "mx.desk.test", AnswersRefused = true, RequestTypeId = type.Id }, by: anna)).IsDone);

        var now = (await channels.NowAsync(desk.Id, by: anna)).Done.Form;
        Assert.Equal(new MailChannelForm(desk.Id, "help@desk.test", "a@desk.test\nb@desk.test", "mx.desk.test", true, type.Id, now.Version), now);
        Assert.IsType<ChangedMeanwhile>((await channels.ChangeAsync(before, by: anna)).Refusal);
        Assert.IsType<NotAnAddress>((await channels.ChangeAsync(now with { FurtherAddresses = "nobody" }, by: anna)).Refusal);
        Assert.IsType<ChangedMeanwhile>((await channels.ChangeAsync(now with { RequestTypeId = Guid.NewGuid() }, by: anna)).Refusal);
        Assert.Equal(1, await world.ReadAsync(db => db.Audit.CountAsync(entry => entry.What == Changes.MailChannelChanged && entry.DeskId == desk.Id)));
    }

    [Theory, OnBothDatabases]
    public async Task A_token_is_seen_once_kept_as_its_hash_and_opens_nothing_once_it_is_replaced_or_taken_back(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await world.DeskAsync("HR");
        var (channels, gate) = (world.Get<MailChannels>(), world.Get<MailGate>());
        Assert.IsType<NotFound>((await gate.OpenAsync("IT", "")).Refusal);

        var first = (await channels.MakeTokenAsync(desk.Id, by: world.Ada)).Done;
        Assert.Equal(desk.Id, (await gate.OpenAsync("it", first)).Done.DeskId);
        Assert.IsType<NotFound>((await gate.OpenAsync("HR", first)).Refusal);
        Assert.Equal("Ada Admin", (await channels.NowAsync(desk.Id, by: world.Ada)).Done.TokenMadeBy);
        var second = (await channels.MakeTokenAsync(desk.Id, by: world.Ada)).Done;
        Assert.IsType<NotFound>((await gate.OpenAsync("IT", first)).Refusal);
        Assert.True((await gate.OpenAsync("IT", second)).IsDone);
        await channels.RevokeTokenAsync(desk.Id, by: world.Ada);

        Assert.IsType<NotFound>((await gate.OpenAsync("IT", second)).Refusal);
        Assert.Null((await channels.NowAsync(desk.Id, by: world.Ada)).Done.TokenMadeAt);
        var everything = string.Join('\n', (await Snapshot.TakeAsync(world)).Values);
        Assert.DoesNotContain(first, everything, StringComparison.Ordinal);
        Assert.Equal(3, await world.ReadAsync(db => db.Audit.CountAsync(entry => entry.What == Changes.MailGateOpened || entry.What == Changes.MailGateShut)));
    }

    [Theory, OnBothDatabases]
    public async Task Requests_are_raised_as_the_chosen_type_and_as_the_first_when_it_is_offered_no_more(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var chosen = await world.TypeAsync(desk, "By mail");
        await world.ChannelAsync(desk, channel => channel.RequestTypeId = chosen.Id);

        await world.ComesAsync(desk, new Letter("karl@example.org"));
        await world.ChangeAsync(async db => (await db.RequestTypes.AsTracking().SingleAsync(type => type.Id == chosen.Id)).ArchivedAt = world.Now);
        await world.ComesAsync(desk, new Letter("karl@example.org"));

        Assert.Equal([true, false], (await world.RequestsAsync()).Select(request => request.TypeId == chosen.Id));
    }
}
