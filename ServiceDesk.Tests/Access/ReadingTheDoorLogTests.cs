using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Access;

public sealed class ReadingTheDoorLogTests(Stages stage)
{
    private static readonly EmailAddress Karl = EmailAddress.Parse("karl@example.com");
    private static readonly EmailAddress Olga = EmailAddress.Parse("olga@other.example");

    [Theory, OnBothDatabases]
    public async Task Each_filter_leaves_what_it_says(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (it, hr) = (await world.DeskAsync("IT"), await world.DeskAsync("HR"));
        var start = world.Now;
        await NoteAsync(world, it.Id, Door.SignUpForm, new Allowed(Effect.MailProof), Karl);
        await NoteAsync(world, it.Id, Door.SignUpForm, new Refused(RefusedBecause.DomainIsBlocked), Olga);
        await NoteAsync(world, hr.Id, Door.Invitation, new Refused(RefusedBecause.PublicSignupIsOff), Karl, by: world.Ada);
        await NoteAsync(world, null, Door.ForgottenPassword, new Refused(RefusedBecause.NotKnownHere), Karl);

        async Task<string> FoundAsync(Guid? desk, DoorLogFilter filter)
        {
            var page = (await world.Get<DoorLog>().ListAsync(desk, filter, null, by: world.Ada)).Done;
            return string.Join(' ', page.Rows.Select(row => $"{row.Door}:{row.Address.Split('@')[0]}"));
        }

        Assert.Equal("ForgottenPassword:karl Invitation:karl SignUpForm:olga SignUpForm:karl", await FoundAsync(null, new()));
        Assert.Equal("SignUpForm:olga SignUpForm:karl", await FoundAsync(it.Id, new()));
        Assert.Equal("ForgottenPassword:karl", await FoundAsync(DoorLog.SiteItself, new()));
        Assert.Equal("Invitation:karl", await FoundAsync(null, new() { Door = Door.Invitation }));
        Assert.Equal("SignUpForm:olga", await FoundAsync(null, new() { Address = " OLGA@Other.example" }));
        Assert.Equal("SignUpForm:olga", await FoundAsync(null, new() { Address = "Other.Ex" }));
        Assert.Equal("SignUpForm:karl", await FoundAsync(null, new() { IsAllowed = true }));
        Assert.Equal("ForgottenPassword:karl Invitation:karl SignUpForm:olga", await FoundAsync(null, new() { IsAllowed = false }));
        Assert.Equal("SignUpForm:olga", await FoundAsync(null, new() { Reason = RefusedBecause.DomainIsBlocked }));
        Assert.Equal("Invitation:karl SignUpForm:olga", await FoundAsync(null, new() { From = start.AddMinutes(1), Until = start.AddMinutes(3) }));
        var invitation = Assert.Single((await world.Get<DoorLog>().ListAsync(hr.Id, new(), null, by: world.Ada)).Done.Rows);
        Assert.Equal(("HR", "Ada Admin", "192.0.2.7", null, RefusedBecause.PublicSignupIsOff), (invitation.DeskKey, invitation.Actor, invitation.Network, invitation.Effect, invitation.Reason));
    }

    [Theory, OnBothDatabases]
    public async Task Pages_follow_each_other_without_gap_or_double_also_within_one_moment(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.ChangeAsync(db =>
        {
            db.DoorLog.AddRange(Enumerable.Range(0, 120).Select(n => DoorEntry.Of(Door.Email, new Allowed(Effect.Nothing), null, Karl, Actor.Stranger($"192.0.2.{n}"), world.Now.AddSeconds(n / 60))));
            return Task.CompletedTask;
        });

        var seen = new List<DoorLogRow>();
        var pages = new List<int>();
        string? next = null;
        do
        {
            var page = (await world.Get<DoorLog>().ListAsync(null, new(), next, by: world.Ada)).Done;
            pages.Add(page.Rows.Count);
            seen.AddRange(page.Rows);
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal([50, 50, 20], pages);
        Assert.Equal(120, seen.Select(row => row.Id).Distinct().Count());
        Assert.Equal(seen.OrderByDescending(row => row.At).Select(row => row.At), seen.Select(row => row.At));
    }

    [Theory, OnBothDatabases]
    public async Task What_limits_turned_away_is_summed_over_the_nodes(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var minute = new DateTimeOffset(world.Now.Year, 6, 1, 12, 0, 0, TimeSpan.Zero);
        await world.ChangeAsync(db =>
        {
            db.TurnedAway.AddRange(
                new TurnedAway { Minute = minute, Door = Door.SignUpForm, Limit = "SignUpsPerNetwork", Node = Guid.NewGuid(), Count = 3 },
                new TurnedAway { Minute = minute, Door = Door.SignUpForm, Limit = "SignUpsPerNetwork", Node = Guid.NewGuid(), Count = 4 },
                new TurnedAway { Minute = minute.AddMinutes(1), Door = Door.ForgottenPassword, Limit = "MailsPerSite", Node = Guid.NewGuid(), Count = 1 });
            return Task.CompletedTask;
        });

        Assert.Equal(
            [new(minute.AddMinutes(1), Door.ForgottenPassword, "MailsPerSite", 1), new(minute, Door.SignUpForm, "SignUpsPerNetwork", 7)],
            (await world.Get<DoorLog>().TurnedAwayAsync(by: world.Ada)).Done);
    }

    private static async Task NoteAsync(World world, Guid? desk, Door door, AccessDecision decision, EmailAddress address, Actor? by = null)
    {
        await world.ChangeAsync(db => Task.FromResult(db.DoorLog.Add(DoorEntry.Of(door, decision, desk, address, by ?? Actor.Stranger("198.51.100.1"), world.Now))));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
    }
}
