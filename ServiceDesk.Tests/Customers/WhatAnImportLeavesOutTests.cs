using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Customers.Imports;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Customers;

/// <summary>Whatever of a file does not come in as it stands there is said, before and after.</summary>
public sealed class WhatAnImportLeavesOutTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory, OnBothDatabases]
    public async Task Refused_rows_passwords_and_languages_are_told_by_line_before_and_after(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await world.PersonWithPasswordAsync("own@kunde.test");
        await world.JoinAsync(desk, (await world.ContactAsync("here@kunde.test")).Id);
        await world.ContactAsync("contact@kunde.test");
        await world.ChangeAccountAsync(await world.PersonAsync("shut@kunde.test"), account => account.DeactivatedAt = world.Now);
        await world.ChangeAsync(db => Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedDomain, Value = "blocked.test" })));
        var text = $"email,language,password\nown@kunde.test,de-AT,{Good}\nhere@kunde.test,Klingon,{Good}\nno address,,\neve@blocked.test,,\ncontact@kunde.test,Englisch,{Good}\nnew@kunde.test,fr,{Good}\nshut@kunde.test,,\n";

        var seen = await world.ReadAsync(desk, ImportStory.File(text), by: world.Ada);

        ImportFault[] leftOut =
        [
            new(4, "no address", ImportProblem.NotAnAddress, null),
            new(5, "eve@blocked.test", null, null, RefusedBecause.DomainIsBlocked),
            new(8, "shut@kunde.test", null, null, RefusedBecause.AccountIsDeactivated),
        ];
        Assert.Equal(leftOut, seen.Problems);
        Assert.Equal((3, 2, 2), (seen.ProblemCount, seen.Outlook!.PasswordsKept, seen.Import.UnknownLanguages));

        var done = await world.BringInAsync(desk, seen, by: world.Ada);

        var result = await world.SeenAsync(desk, done.Id, world.Ada);
        Assert.Equal(leftOut, result.Problems);
        Assert.Equal((3, 2), (result.ProblemCount, result.Import.PasswordsKept));
        Assert.Equal("en", (await world.AccountAsync("new@kunde.test")).Language ?? "en");
        Assert.True((await world.Get<Domain.Accounts.LogIns>().CheckAsync("own@kunde.test", Good, by: Stranger)).IsDone);
        Assert.True((await world.Get<Domain.Accounts.LogIns>().CheckAsync("contact@kunde.test", Good, by: Stranger)).IsDone);
        Assert.False((await world.Get<Domain.Accounts.LogIns>().CheckAsync("here@kunde.test", Good, by: Stranger)).IsDone);
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-DE", "de")]
    [InlineData("DE_at", "de")]
    [InlineData("Deutsch", "de")]
    [InlineData("German", "de")]
    [InlineData("EN", "en")]
    [InlineData("English", "en")]
    [InlineData("Englisch", "en")]
    [InlineData("fr", null)]
    [InlineData("Denmark", null)]
    public void Languages_are_known_however_they_are_written(string written, string? language) => Assert.Equal(language, Languages.Find(written));

    [Fact]
    public async Task A_file_without_names_of_columns_loses_nobody()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");

        var seen = await world.ReadAsync(desk, ImportStory.File("Karl,karl@kunde.test\nKim,kim@kunde.test\n"), by: world.Ada);
        await world.BringInAsync(desk, seen, by: world.Ada);

        Assert.Equal(new ImportColumns(1) { FirstRowIsData = true }, seen.Columns);
        Assert.Equal(["karl@kunde.test", "kim@kunde.test"], await world.ListedAsync(desk));
    }

    [Fact]
    public async Task What_has_no_people_in_it_is_refused_at_once()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        async Task<Refusal?> BeginAsync(byte[] file) => (await world.Imports().BeginAsync(desk.Id, "people", new MemoryStream(file), by: world.Ada, Xunit.TestContext.Current.CancellationToken)).Refusal;

        Assert.IsType<OnlyColumnNames>(await BeginAsync(Encoding.UTF8.GetBytes("email;name\r\n;\r\n\r\n")));
        Assert.IsType<NotATextFile>(await BeginAsync([(byte)'P', (byte)'K', 3, 4, 20, 0, 6, 0, 8, 0]));
        Assert.Null(await BeginAsync(Encoding.UTF8.GetBytes("karl@kunde.test")));
        Assert.Equal(1, await world.ReadAsync(db => db.ImportPieces.CountAsync()));
    }

    [Fact]
    public async Task Who_waits_for_another_import_is_told()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var (it, hr) = (await world.DeskAsync("IT"), await world.DeskAsync("HR"));
        var ids = new List<Guid>();
        foreach (var desk in new[] { it, hr })
        {
            ids.Add((await world.Imports().BeginAsync(desk.Id, "people.csv", ImportStory.File("email\nkarl@kunde.test\n"), by: world.Ada, Xunit.TestContext.Current.CancellationToken)).Done);
            await world.Imports().ReadAsync(ids[^1], new(0), by: world.Ada);
        }

        Assert.False((await world.SeenAsync(hr, ids[1], world.Ada)).IsWaiting);
        await world.ChangeAsync(async db => (await db.CustomerImports.AsTracking().SingleAsync(import => import.Id == ids[0])).TakenUntil = world.Now.AddMinutes(2));

        Assert.True((await world.SeenAsync(hr, ids[1], world.Ada)).IsWaiting);
        Assert.False((await world.SeenAsync(it, ids[0], world.Ada)).IsWaiting);
    }

    [Fact]
    public async Task The_page_tells_columns_apart_says_why_nobody_comes_and_folds_old_imports_away()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        for (var n = 0; n < 4; n++)
        {
            var cancelled = await world.ReadAsync(desk, ImportStory.File("email\nkarl@kunde.test\n"), by: world.Ada);
            Assert.True((await world.Imports().CancelAsync(cancelled.Import.Id, by: world.Ada)).IsDone);
        }

        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<ImportPage>(("DeskKey", "IT"));
        page.WaitForElement("input[type=file]", Soon);
        Assert.Equal(3, page.FindAll("section[aria-label='people.csv']").Count);
        await page.InvokeAsync(() => page.Button("Show 1 earlier import").ClickAsync(new()));
        Assert.Equal(4, page.FindAll("section[aria-label='people.csv']").Count);

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("name,Name,where\nKarl,Kunde,nothing\n", "doubled.csv"));
        page.WaitForAssertion(() => Assert.Contains("none was recognised", page.Text(), StringComparison.Ordinal), Soon);
        Assert.Equal(["none", "name", "Name (2)", "where"], page.Labelled("Column of the names").Children.Select(option => option.TextContent));
        await page.InvokeAsync(() => page.Labelled("The first row names the columns").ChangeAsync(new() { Value = false }));
        Assert.Equal(["none", "Column 1 (name)", "Column 2 (Name)", "Column 3 (where)"], page.Labelled("Column of the names").Children.Select(option => option.TextContent));
        await page.InvokeAsync(() => page.Labelled("Column of the e-mail addresses").ChangeAsync(new() { Value = "2" }));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        await world.WorkAsync();

        page.WaitForAssertion(() => Assert.Contains("nobody of this file would come onto the list", page.Text(), StringComparison.Ordinal), Soon);
        Assert.Contains("Line 1 where This is not an e-mail address. Line 2 nothing", page.Text(), StringComparison.Ordinal);
    }
}
