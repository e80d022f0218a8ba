using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

public sealed class SignUpTellsNothingTests(Stages stage)
{
    private static readonly Dictionary<string, MailKind?> MailOf = new()
    {
        ["unknown@example.com"] = MailKind.SignUpProof,
        ["contact@example.com"] = MailKind.SignUpProof,
        ["person@example.com"] = MailKind.YouHaveAnAccount,
        ["customer@example.com"] = MailKind.YouHaveAnAccount,
        ["gone@example.com"] = null,
        ["blocked@example.com"] = null,
    };

    [Theory, OnBothDatabases]
    public async Task Whoever_the_address_is_of_the_answer_and_the_work_are_the_same(DatabaseProvider database)
    {
        var (hashes, statements) = (new CountingHasher(), new Statements());
        var (world, _) = await PeopleAsync(database, hashes, statements);
        await using var __ = world;
        var work = new Dictionary<string, (IReadOnlyList<string> Statements, int Rows, int Hashes)>();

        // Asked thrice: the second time there is a link to be replaced. The first is left out, for what is cached once in the process.
        foreach (var round in Enumerable.Range(0, 3))
        {
            foreach (var address in MailOf.Keys)
            {
                var (rows, hashed) = (await RowsAsync(world), hashes.Count);
                Outcome<SignUpAsked> answer = default;
                var heard = await statements.OfAsync(async () => answer = await world.AskAsync(address));
                Assert.Equal(new SignUpAsked(Account: null), answer.Done);
                work[$"{round} {address}"] = (heard, await RowsAsync(world) - rows, hashes.Count - hashed);
            }
        }

        var usual = work["1 unknown@example.com"];
        Assert.Equal((3, 0), (usual.Rows, usual.Hashes));
        Assert.InRange(usual.Statements.Count, 5, 20);
        Assert.All(work.Where(w => w.Key[0] != '0'), w =>
        {
            Assert.Equal(usual.Statements.Count, w.Value.Statements.Count);
            Assert.Equal((usual.Rows, usual.Hashes), (w.Value.Rows, w.Value.Hashes));
        });
    }

    [Theory, OnBothDatabases]
    public async Task Only_the_mail_tells_and_it_goes_to_the_stored_address(DatabaseProvider database)
    {
        var (world, _) = await PeopleAsync(database);
        await using var __ = world;
        foreach (var address in MailOf.Keys)
        {
            await world.AskAsync(address.ToUpperInvariant());
        }

        var mails = await world.ReadAsync(db => db.Outbox.ToListAsync());

        Assert.Equal(
            MailOf.Where(mail => mail.Value is not null).Select(mail => (mail.Key is "unknown@example.com" ? "UNKNOWN@EXAMPLE.COM" : mail.Key, mail.Value!.Value)).Order(),
            mails.Select(mail => (mail.To, mail.Kind)).Order());
        Assert.All(mails.Where(mail => mail.Kind is MailKind.YouHaveAnAccount), mail => Assert.Contains("https://desk.test/Identity/Account/Login?returnUrl=%2Fportal%2FIT", mail.Text, StringComparison.Ordinal));
        Assert.Equal(2, await world.ReadAsync(db => db.MailedLinks.CountAsync(link => link.VoidedAt == null)));
    }

    [Theory, OnBothDatabases]
    public async Task Without_verifying_everybody_who_cannot_sign_up_hears_one_sentence_after_the_same_work(DatabaseProvider database)
    {
        var hashes = new CountingHasher();
        var (world, _) = await PeopleAsync(database, hashes);
        await using var __ = world;
        await world.ChangeAsync(async db => (await db.Site.AsTracking().SingleAsync()).VerifiesAddresses = false);

        foreach (var address in MailOf.Keys.Where(address => address != "unknown@example.com"))
        {
            var before = hashes.Count;
            Assert.IsType<AskTheDesk>((await world.AskAsync(address, password: SignUpStories.GoodPassword)).Refusal);
            Assert.Equal(1, hashes.Count - before);
        }

        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
    }

    private static Task<int> RowsAsync(World world) =>
        world.ReadAsync(async db => await db.Outbox.CountAsync() + await db.MailedLinks.CountAsync() + await db.DoorLog.CountAsync() + await db.Audit.CountAsync());

    private async Task<(World World, Domain.Desks.Desk Desk)> PeopleAsync(DatabaseProvider database, CountingHasher? hashes = null, Statements? statements = null)
    {
        var (world, desk) = await stage.OpenDeskAsync(database, services =>
        {
            services.AddSingleton<IPasswordHasher<Account>>(hashes ?? new CountingHasher());
            statements?.Listen(services);
        });
        await world.ContactAsync("contact@example.com");
        await world.PersonAsync("person@example.com");
        await world.CustomerAsync(desk, "customer@example.com");
        await world.DeactivateAsync((await world.PersonAsync("gone@example.com")).AccountId!.Value);
        await world.BlockAsync(AddressRuleKind.BlockedAddress, "blocked@example.com");
        return (world, desk);
    }

    private sealed class CountingHasher : IPasswordHasher<Account>
    {
        public int Count { get; private set; }

        public string HashPassword(Account user, string password) => $"hash {++Count}";

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword) => PasswordVerificationResult.Failed;
    }
}
