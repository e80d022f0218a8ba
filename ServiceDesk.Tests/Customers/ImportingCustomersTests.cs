using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Customers;

public sealed class ImportingCustomersTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_file_comes_onto_a_restricted_list_whole_and_without_a_mail(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await world.PersonAsync("known@kunde.test", "Kerstin Known");
        await world.CustomerAsync(desk, "here@kunde.test");
        var shut = await world.PersonAsync("shut@kunde.test");
        await world.ChangeAccountAsync(shut, account => account.DeactivatedAt = world.Now);
        const string Text = "E-Mail;Name;Firma;Sprache;Kennwort\r\nkarl@kunde.test;\"Karl\r\nKunde\";\"Kunde; Söhne\";Deutsch;\r\n\r\nkim@kunde.test;;;;" + Good
            + "\r\nKARL@kunde.test;Again;;;\r\nno address;;;;\r\nknown@kunde.test;Renamed;;;\r\nhere@kunde.test;;;;\r\nshut@kunde.test;;;;\r\nweak@kunde.test;;;;password1\r\n";

        var seen = await world.ReadAsync(desk, ImportStory.File(Text, new UTF8Encoding(true)), by: world.Ada);

        Assert.Equal((ImportState.Ready, 8, 3, "utf-8", ";"), (seen.Import.State, seen.Import.Rows, seen.Import.Faulty, seen.Import.Charset, seen.Import.Delimiter));
        Assert.Equal((2, 1, 1), (seen.Outlook!.Made, seen.Outlook.Joined, seen.Outlook.AlreadyHere));
        Assert.Equal([new(RefusedBecause.AccountIsDeactivated, 1)], seen.Outlook.Refused);
        Assert.Equal([new ImportFault(6, "KARL@kunde.test", ImportProblem.SameAddress, 2), new(7, "no address", ImportProblem.NotAnAddress, null), new(10, "shut@kunde.test", null, null, RefusedBecause.AccountIsDeactivated), new(11, "weak@kunde.test", ImportProblem.BadPassword, null)], seen.Problems);
        Assert.Equal(["here@kunde.test"], await world.ListedAsync(desk));

        var done = await world.BringInAsync(desk, seen, by: world.Ada);

        Assert.Equal((ImportState.Done, 2, 1), (done.State, done.Made, done.Joined));
        Assert.Equal(["here@kunde.test", "karl@kunde.test", "kim@kunde.test", "known@kunde.test"], await world.ListedAsync(desk));
        var karl = await world.AccountAsync("karl@kunde.test");
        Assert.Equal(("Karl Kunde", "karl kunde", "Kunde; Söhne", "de", PasswordKind.None, null), (karl.FullName, karl.SortName, karl.Organisation, karl.Language, karl.Password, karl.AddressProvedAt));
        Assert.Equal("Kerstin Known", (await world.AccountAsync("known@kunde.test")).FullName);
        Assert.True((await world.Get<LogIns>().CheckAsync("kim@kunde.test", Good, by: Stranger)).IsDone);
        Assert.Equal(world.Now.AddHours(72), (await world.AccountAsync("kim@kunde.test")).TemporaryPasswordExpiresAt);
        Assert.Equal("Karl Kunde", Assert.Single((await world.Get<DeskCustomers>().FindAsync(desk.Id, "kun kar", null, world.Ada)).Done.Rows).Name);
        Assert.Equal(Door.Import, (await world.Get<DeskCustomers>().FindAsync(desk.Id, "kerstin", null, world.Ada)).Done.Rows.Single().CameBy);
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
        Assert.Equal(0, await world.ReadAsync(db => db.ImportPieces.CountAsync()) + await world.ReadAsync(db => db.ImportRows.CountAsync(row => row.PasswordHash != null)));
        Assert.Equal([RefusedBecause.AccountIsDeactivated], await world.ReadAsync(db => db.DoorLog.Where(entry => entry.Door == Door.Import).Select(entry => entry.Reason!.Value).ToListAsync()));
        Assert.Equal([Changes.CustomersImported], await world.AuditOfAsync(done.Id));
    }

    [Theory]
    [InlineData("windows-1252", "\t")]
    [InlineData("utf-16", ",")]
    [InlineData("utf-8", ";")]
    public async Task Characters_and_columns_are_recognised(string charset, string delimiter)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        var encoding = charset == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : charset == "utf-16" ? Encoding.Unicode : new UTF8Encoding(false);
        var text = string.Join(delimiter, "Vollständiger Name", "Kunden-Nr.", "E-Mail-Adresse") + "\n" + string.Join(delimiter, "Jürgen Größe", "7", "j@kunde.test") + "\n";

        var seen = await world.ReadAsync(desk, ImportStory.File(text, encoding), by: world.Ada);
        await world.BringInAsync(desk, seen, by: world.Ada);

        Assert.Equal((charset, delimiter, new ImportColumns(2, 0)), (seen.Import.Charset, seen.Import.Delimiter, seen.Columns));
        Assert.Equal("Jürgen Größe", (await world.AccountAsync("j@kunde.test")).FullName);
    }

    [Fact]
    public async Task What_is_no_table_is_refused_and_columns_can_be_chosen_by_hand()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        Assert.IsType<NoRowsInTheFile>((await world.Imports().BeginAsync(desk.Id, "empty.csv", ImportStory.File(""), by: world.Ada, TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(0, await world.ReadAsync(db => db.ImportPieces.CountAsync()));

        var id = (await world.Imports().BeginAsync(desk.Id, "odd.csv", ImportStory.File("who,where\nKarl,karl@kunde.test\nKim,\"kim@kunde.test\nall the rest"), by: world.Ada, TestContext.Current.CancellationToken)).Done;
        Assert.Null((await world.SeenAsync(desk, id, world.Ada)).Columns.Address);
        Assert.IsType<ColumnsDoNotFit>((await world.Imports().ReadAsync(id, new(null), by: world.Ada)).Refusal);
        Assert.IsType<ColumnsDoNotFit>((await world.Imports().ReadAsync(id, new(1, 1), by: world.Ada)).Refusal);
        Assert.IsType<ColumnsDoNotFit>((await world.Imports().ReadAsync(id, new(2), by: world.Ada)).Refusal);
        Assert.True((await world.Imports().ReadAsync(id, new(1, 0), by: world.Ada)).IsDone);
        await world.WorkAsync();

        var seen = await world.SeenAsync(desk, id, world.Ada);
        Assert.Equal(1, seen.Outlook!.Made);
        Assert.Equal((3, ImportProblem.OpenQuote), (seen.Problems.Single().Line, seen.Problems.Single().Problem));
        Assert.IsType<ImportHasGoneOn>((await world.Imports().ReadAsync(id, new(1, 0), by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_was_decided_meanwhile_counts_when_it_comes_in(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        await world.ContactAsync("known@kunde.test");
        var seen = await world.ReadAsync(desk, ImportStory.File("email\nkarl@kunde.test\nknown@kunde.test\neve@blocked.test\n"), by: nora);
        Assert.Equal((2, 1), (seen.Outlook!.Made, seen.Outlook.Joined));

        await world.ChangeAsync(db => Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedDomain, Value = "blocked.test" })));
        await world.BringInAsync(desk, seen, by: nora);
        Assert.Equal(["karl@kunde.test", "known@kunde.test"], await world.ListedAsync(desk));

        var second = await world.ReadAsync(desk, ImportStory.File("email\nkim@kunde.test\n"), by: nora);
        await world.PublicSignupAsync(on: false);
        Assert.Equal(0, (await world.BringInAsync(desk, second, by: nora)).Made);
        Assert.False(await world.ReadAsync(db => db.Accounts.AnyAsync(account => account.NormalizedEmail == "kim@kunde.test")));
    }

    [Theory, OnBothDatabases]
    public async Task The_right_of_whoever_has_it_brought_in_decides_and_blank_rows_are_none(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var priya = await world.StaffAsync(desk, "priya@desk.test", DeskRole.Administrator);
        var seen = await world.ReadAsync(desk, ImportStory.File("email;name\nnew@kunde.test;New\n;\n;\n"), world.Ada);
        Assert.Equal(1, seen.Import.Rows);

        var import = await world.BringInAsync(desk, seen, priya);

        Assert.Equal(priya.AccountId, import.StartedById);
        Assert.Empty(await world.ListedAsync(desk));
        Assert.Equal([RefusedBecause.PublicSignupIsOff], await world.ReadAsync(db => db.DoorLog.Where(entry => entry.Door == Door.Import).Select(entry => entry.Reason!.Value).ToListAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_lost_the_right_brings_nobody_in(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        var seen = await world.ReadAsync(desk, ImportStory.File("email\nkarl@kunde.test\n"), by: nora);
        await world.Imports().BringInAsync(seen.Import.Id, ImportMail.None, by: nora);

        await world.ChangeAsync(db => db.DeskAgents.ExecuteUpdateAsync(agent => agent.SetProperty(a => a.IsAdministrator, false)));
        await world.WorkAsync();

        Assert.Equal(ImportState.Refused, (await world.SeenAsync(desk, seen.Import.Id, world.Ada)).Import.State);
        Assert.Empty(await world.ListedAsync(desk));
    }

    [Theory, OnBothDatabases]
    public async Task A_written_password_reaches_a_contact_only_by_a_site_administrator_and_never_replaces_an_own_one(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var (it, hr) = (await world.DeskAsync("IT"), await world.DeskAsync("HR"));
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Administrator);
        await world.ContactAsync("contact@kunde.test");
        await world.PersonWithPasswordAsync("own@kunde.test");
        var file = $"email,password\ncontact@kunde.test,{Better}\nown@kunde.test,{Better}\n".Replace(Better, "\"" + Better + "\"", StringComparison.Ordinal);

        await world.BringInAsync(it, await world.ReadAsync(it, ImportStory.File(file), by: nora), by: nora);
        Assert.True((await world.AccountAsync("contact@kunde.test")).IsContact);
        await world.BringInAsync(hr, await world.ReadAsync(hr, ImportStory.File(file), by: world.Ada), by: world.Ada);

        Assert.True((await world.Get<LogIns>().CheckAsync("contact@kunde.test", Better, by: Stranger)).IsDone);
        Assert.True((await world.Get<LogIns>().CheckAsync("own@kunde.test", Good, by: Stranger)).IsDone);
        Assert.Equal(["contact@kunde.test", "own@kunde.test"], await world.ListedAsync(hr));
    }
}
