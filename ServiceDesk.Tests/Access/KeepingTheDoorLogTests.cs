using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Access;

public sealed class KeepingTheDoorLogTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Entries_and_counts_are_kept_for_ninety_days_to_the_second(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.ChangeAsync(db =>
        {
            db.DoorLog.AddRange(Enumerable.Range(0, 2_500).Select(_ => Entry(world.Now)));
            db.TurnedAway.Add(new TurnedAway { Minute = world.Now, Door = Door.SignUpForm, Limit = "SignUpsPerSite", Node = Guid.NewGuid(), Count = 7 });
            return Task.CompletedTask;
        });
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.ChangeAsync(db => Task.FromResult(db.DoorLog.Add(Entry(world.Now))));

        world.Clock.Advance(DoorEntry.Kept - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await world.Get<DoorLogKeeping>().SweepAsync());
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2_501, await world.Get<DoorLogKeeping>().SweepAsync());

        Assert.Equal(1, await world.ReadAsync(db => db.DoorLog.CountAsync()));
    }

    private static DoorEntry Entry(DateTimeOffset at) => DoorEntry.Of(
        Door.SignUpForm, new Allowed(Effect.MailProof), deskId: null, EmailAddress.Parse("karl@example.com"), Actor.Stranger("192.0.2.1"), at);
}
