using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Customers;

/// <summary>Imports that do not go straight on: undone, cancelled, broken off by a crash.</summary>
public sealed class UndoingImportsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Undoing_takes_back_what_nobody_has_used_since_and_says_what_it_kept(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (it, hr) = (await world.DeskAsync("IT"), await world.DeskAsync("HR"));
        await world.CustomerAsync(hr, "known@kunde.test");
        var active = await world.PersonAsync("active@kunde.test");
        var seen = await world.ReadAsync(it, ImportStory.File($"email,password\nunused@kunde.test,\nknown@kunde.test,\nactive@kunde.test,\nseen@kunde.test,{Good}\nlisted@kunde.test,\nproved@kunde.test,\n"), by: world.Ada);
        var done = await world.BringInAsync(it, seen, by: world.Ada);
        Assert.Equal((4, 2), (done.Made, done.Joined));

        await world.RequestAsync(it, active);
        var loggedIn = Domain.Vocabulary.Actor.Person((await world.AccountAsync("seen@kunde.test")).Id, null);
        await world.ChangeAccountAsync(loggedIn, account => account.LastSeenAt = world.Now);
        await world.JoinAsync(hr, (await world.AccountAsync("listed@kunde.test")).Id);
        await world.Get<Domain.Accounts.PasswordResets>().AskAsync("proved@kunde.test", by: Stranger);
        Assert.True((await world.Imports().UndoAsync(done.Id, by: world.Ada)).IsDone);
        await world.WorkAsync();

        var undone = (await world.SeenAsync(it, done.Id, world.Ada)).Import;
        Assert.Equal((ImportState.Undone, 2, 4), (undone.State, undone.Removed, undone.Kept));
        Assert.Equal(["active@kunde.test", "listed@kunde.test", "proved@kunde.test", "seen@kunde.test"], (await world.SeenAsync(it, done.Id, world.Ada)).Kept.Select(person => person.Address));
        Assert.Equal(["active@kunde.test", "listed@kunde.test", "proved@kunde.test", "seen@kunde.test"], await world.ListedAsync(it));
        Assert.False(await world.ReadAsync(db => db.Accounts.AnyAsync(account => account.NormalizedEmail == "unused@kunde.test")));
        Assert.True(await world.ReadAsync(db => db.Accounts.AnyAsync(account => account.NormalizedEmail == "known@kunde.test")));
        Assert.Empty((await world.Get<DeskCustomers>().FindAsync(it.Id, "unused", null, by: world.Ada)).Done.Rows);
        Assert.Single((await world.Get<DeskCustomers>().FindAsync(hr.Id, "known", null, by: world.Ada)).Done.Rows);
        Assert.Equal([Changes.CustomersImported, Changes.ImportUndone], await world.AuditOfAsync(done.Id));
        Assert.IsType<ImportHasGoneOn>((await world.Imports().UndoAsync(done.Id, by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_cancelled_leaves_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var seen = await world.ReadAsync(desk, ImportStory.File("email\nkarl@kunde.test\n"), by: world.Ada);

        Assert.True((await world.Imports().CancelAsync(seen.Import.Id, by: world.Ada)).IsDone);
        await world.WorkAsync();

        Assert.IsType<ImportHasGoneOn>((await world.Imports().BringInAsync(seen.Import.Id, ImportMail.None, by: world.Ada)).Refusal);
        Assert.Empty(await world.ListedAsync(desk));
        Assert.Equal(0, await world.ReadAsync(db => db.ImportRows.CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task After_a_crash_reading_goes_on_where_it_was_and_nobody_is_doubled(DatabaseProvider database)
    {
        var seal = new SealThatBreaksOnce();
        await using var world = await stage.WorldAsync(database, services => services.AddSingleton<ILinkSeal>(seal));
        var desk = await world.DeskAsync("IT");
        var text = new StringBuilder("email,name\n");
        for (var n = 0; n < 12_000; n++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"person{n}@kunde.test,Person number {n} of many more\n");
        }

        text.Append("PERSON1@kunde.test,\n");
        var id = (await world.Imports().BeginAsync(desk.Id, "many.csv", ImportStory.File(text.ToString()), by: world.Ada, TestContext.Current.CancellationToken)).Done;
        await world.Imports().ReadAsync(id, new(0, 1), by: world.Ada);
        seal.BreaksAtPiece = 3;

        await Assert.ThrowsAsync<InvalidDataException>(world.WorkAsync);
        Assert.Equal((ImportState.Reading, 5_000), await world.ReadAsync(db => db.CustomerImports.Select(import => new ValueTuple<ImportState, int>(import.State, import.Rows)).SingleAsync()));
        Assert.False(await world.Get<ImportWork>().WorkAsync(TestContext.Current.CancellationToken)); // the dead node has it in hand
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        await world.WorkAsync();

        var seen = await world.SeenAsync(desk, id, world.Ada);
        Assert.Equal((ImportState.Ready, 12_001, 1, 12_000), (seen.Import.State, seen.Import.Rows, seen.Import.Faulty, seen.Outlook!.Made));
        Assert.Equal((12_002, 3), (seen.Problems.Single().Line, seen.Problems.Single().SameAsLine));
        await world.BringInAsync(desk, seen, by: world.Ada);
        Assert.Equal(12_000, (await world.Get<DeskCustomers>().CountAsync(desk.Id, by: world.Ada)).Done);
        Assert.Equal(12_000, await world.ReadAsync(db => db.CustomerWords.Where(word => word.DeskId == desk.Id).Select(word => word.AccountId).Distinct().CountAsync()));
    }

    private sealed class SealThatBreaksOnce : ILinkSeal
    {
        private readonly IDataProtector _protector = new EphemeralDataProtectionProvider().CreateProtector("links");
        private int _opened;

        public int? BreaksAtPiece { get; set; }

        public byte[] Seal(string link) => _protector.Protect(Encoding.UTF8.GetBytes(link));

        public string? Open(byte[] sealedLink)
        {
            if (++_opened == BreaksAtPiece)
            {
                BreaksAtPiece = null;
                return null;
            }

            return Encoding.UTF8.GetString(_protector.Unprotect(sealedLink));
        }
    }
}
