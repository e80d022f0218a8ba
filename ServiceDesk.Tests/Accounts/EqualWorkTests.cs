using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

/// <summary>What an anonymous form does for an address is as much whatever is known of it: hashes, statements, rows.</summary>
public sealed class EqualWorkTests(Stages stage)
{
    private static readonly Dictionary<string, Func<World, string, Task<Refusal?>>> Forms = new()
    {
        ["sign-up"] = async (world, address) => (await world.Get<SignUps>().AskAsync("IT", address, "Karl Kunde", null, null, by: Stranger)).Refusal,
        ["registration"] = async (world, address) => (await world.Get<SiteRegistrations>().AskAsync(address, "Karl Kunde", null, by: Stranger)).Refusal,
        ["forgotten password"] = async (world, address) => (await world.Get<PasswordResets>().AskAsync(address, by: Stranger)).Refusal,
        ["log-in with a wrong password"] = async (world, address) => (await world.Get<LogIns>().CheckAsync(address, Better, by: Stranger)).Refusal,
    };

    public static TheoryData<DatabaseProvider, string> EveryForm() =>
        new(from database in new[] { DatabaseProvider.Sqlite, DatabaseProvider.Postgres } from form in Forms.Keys select (database, form));

    [Theory, MemberData(nameof(EveryForm))]
    public async Task Every_kind_of_address_costs_the_same(DatabaseProvider database, string form)
    {
        var (hashes, statements) = (new CountingHasher(), new Statements());
        await using var world = await stage.WorldAsync(database, services =>
        {
            services.AddSingleton<IPasswordHasher<Account>>(hashes);
            statements.Listen(services);
        });
        await FourAddresses.MakeAsync(world);

        // Asked thrice: the second time there is a link to be replaced. The first is left out, for what is cached once in the process.
        var work = new Dictionary<string, Work>();
        foreach (var (round, address) in from round in Enumerable.Range(0, 3) from address in FourAddresses.All select (round, address))
        {
            world.Clock.Advance(TimeSpan.FromMinutes(20));
            var (rows, outbox) = await RowsAsync(world);
            var (hashed, compared) = (hashes.Hashed, hashes.Compared);
            Refusal? refusal = null;
            var heard = await statements.OfAsync(async () => refusal = await Forms[form](world, address));
            var after = await RowsAsync(world);
            work[$"{round} {address}"] = new(refusal, heard.Count, after.All - rows, hashes.Hashed - hashed, hashes.Compared - compared, after.Outbox - outbox);
        }

        var usual = work[$"1 {FourAddresses.Unknown}"];
        Assert.InRange(usual.Statements, 1, 20);
        Assert.All(work.Where(w => w.Key[0] != '0'), w => Assert.Equal(usual with { Mails = w.Value.Mails }, w.Value));

        // A mail is what differs, as it must: where it does, another row was written in its place, which the rows above say.
        Assert.Equal(0, work[$"1 {FourAddresses.Deactivated}"].Mails);
        Assert.Equal(form.StartsWith("log-in", StringComparison.Ordinal) ? (0, 1) : (0, 0), (usual.Hashes, usual.Comparisons));
    }

    [Fact]
    public async Task The_right_password_of_a_deactivated_person_costs_no_more_than_a_wrong_one()
    {
        var (hashes, statements) = (new CountingHasher(), new Statements());
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite, services =>
        {
            services.AddSingleton<IPasswordHasher<Account>>(hashes);
            statements.Listen(services);
        });
        await FourAddresses.MakeAsync(world);
        async Task<(int, int, Refusal?)> LogInAsync(string address, string password)
        {
            var before = hashes.Compared;
            Refusal? refusal = null;
            var heard = await statements.OfAsync(async () => refusal = (await world.Get<LogIns>().CheckAsync(address, password, by: Stranger)).Refusal);
            return (heard.Count, hashes.Compared - before, refusal);
        }

        await LogInAsync(FourAddresses.Unknown, Good);

        var (asked, compared, said) = await LogInAsync(FourAddresses.Unknown, Good);
        Assert.Equal((asked, compared, said), await LogInAsync(FourAddresses.Deactivated, Good));
        Assert.Equal((1, new WrongLogIn()), (compared, said));
        Assert.InRange(asked, 1, 10);
    }

    private static Task<(int All, int Outbox)> RowsAsync(World world) => world.ReadAsync(async db =>
    {
        var outbox = await db.Outbox.CountAsync();
        return (outbox + await db.MailedLinks.CountAsync() + await db.DoorLog.CountAsync() + await db.Audit.CountAsync() + await db.Accounts.CountAsync(), outbox);
    });

    private sealed record Work(Refusal? Answer, int Statements, int Rows, int Hashes, int Comparisons, int Mails);
}
