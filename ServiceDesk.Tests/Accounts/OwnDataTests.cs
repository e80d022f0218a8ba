using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class OwnDataTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_new_name_is_found_on_every_list_at_once(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT");
        var karl = await world.CustomerAsync(it, "karl@acme.test", "Karl");
        var profile = (await world.Get<Profiles>().OfAsync(by: karl)).Done;

        Assert.True((await world.Get<Profiles>().EditAsync(profile with { FullName = " Konrad  Kraus ", Language = "en", TimeZone = "Europe/Vienna" }, by: karl)).IsDone);

        var edited = (await world.Get<Profiles>().OfAsync(by: karl)).Done;
        Assert.Equal(("Konrad Kraus", "en", "Europe/Vienna"), (edited.FullName, edited.Language, edited.TimeZone));
        Assert.Equal("konrad kraus", await world.ReadAsync(db => db.DeskCustomers.Select(customer => customer.SortName).SingleAsync()));
        Assert.True(await world.ReadAsync(db => db.CustomerWords.AnyAsync(word => word.Word == "konrad")));
        Assert.Contains(Changes.ProfileChanged, await world.AuditOfAsync(karl.AccountId!.Value));
        Assert.IsType<ChangedMeanwhile>((await world.Get<Profiles>().EditAsync(profile with { FullName = "Late" }, by: karl)).Refusal);
    }

    [Theory]
    [InlineData("", null, null, typeof(Missing))]
    [InlineData("Karl", "klingon", null, typeof(UnknownLanguage))]
    [InlineData("Karl", "fr", null, typeof(UnknownLanguage))]
    [InlineData("Karl", "../../etc", null, typeof(UnknownLanguage))]
    [InlineData("Karl", null, "Middle/Earth", typeof(UnknownTimeZone))]
    [InlineData("Karl", null, "../../etc/passwd", typeof(UnknownTimeZone))]
    public async Task What_there_is_not_is_refused(string name, string? language, string? zone, Type refusal)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var profile = (await world.Get<Profiles>().OfAsync(by: world.Ada)).Done;

        Assert.IsType(refusal, (await world.Get<Profiles>().EditAsync(profile with { FullName = name, Language = language, TimeZone = zone }, by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task The_export_has_ones_requests_with_public_comments_and_no_internal_ones(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT");
        var karl = await world.CustomerAsync(it, "karl@acme.test", "Karl");
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        await RequestAsync(world, it, karl, nora);

        using var export = JsonDocument.Parse((await world.Get<PersonalData>().ExportAsync(by: karl)).Done);

        Assert.Equal("karl@acme.test", export.RootElement.GetProperty("Account").GetProperty("Address").GetString());
        Assert.Equal("IT", export.RootElement.GetProperty("CustomerOf")[0].GetProperty("Key").GetString());
        Assert.Equal(["my own words", "we look into it"], CommentsIn(export));
        Assert.DoesNotContain("secret note", export.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("PasswordHash", export.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task The_export_has_further_addresses_sessions_parts_mails_attempts_and_what_was_changed(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var accounts = await TwoAccounts.MakeAsync(world);
        await world.Get<AccountMerges>().MergeAsync(accounts.Old, accounts.Kept, by: world.Ada);
        await world.Get<LogInSessions>().BeginAsync(accounts.Kept);
        await world.Get<PasswordResets>().AskAsync(TwoAccounts.Address, by: Stranger);

        var text = (await world.Get<PersonalData>().ExportAsync(by: Actor.Person(accounts.Kept, null))).Done;
        using var export = JsonDocument.Parse(text);

        string Of(string part, string name) => export.RootElement.GetProperty(part)[0].GetProperty(name).ToString();
        Assert.Equal(TwoAccounts.OldAddress, export.RootElement.GetProperty("Account").GetProperty("FurtherAddresses")[0].GetString());
        Assert.Equal("IT-2", Of("ParticipantOf", "Key"));
        Assert.Equal(world.Now, export.RootElement.GetProperty("Sessions")[0].GetProperty("BeganAt").GetDateTimeOffset());
        Assert.Equal((TwoAccounts.Address, "Choose a new password"), (Of("Mails", "To"), Of("Mails", "Subject")));
        Assert.Equal(("ForgottenPassword", "True"), (Of("Attempts", "Door"), Of("Attempts", "IsAllowed")));
        Assert.Contains("The account karl.old@acme.test was merged into karl@acme.test.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@desk.test", text, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Ada.AccountId.ToString()!, text, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task The_export_has_the_mails_that_came_from_ones_addresses_once_the_own_one_is_proved(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var accounts = await TwoAccounts.MakeAsync(world);
        var desk = accounts.Hr;
        await world.TypeAsync(desk);
        await world.Get<AccountMerges>().MergeAsync(accounts.Old, accounts.Kept, by: world.Ada);
        await world.ComesAsync(desk, new Letter(TwoAccounts.Address, Subject: "Mine"));
        await world.ComesAsync(desk, new Letter($"Karl <{TwoAccounts.OldAddress}>", Subject: "Mine, too"));
        await world.ComesAsync(desk, new Letter("carl@example.org", Subject: "Another's"));

        using var export = JsonDocument.Parse((await world.Get<PersonalData>().ExportAsync(by: Actor.Person(accounts.Kept, null))).Done);
        await world.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(account => account.Id == accounts.Kept)).AddressProvedAt = null);
        using var unproved = JsonDocument.Parse((await world.Get<PersonalData>().ExportAsync(by: Actor.Person(accounts.Kept, null))).Done);

        Assert.Equal(["Mine", "Mine, too"], export.RootElement.GetProperty("MailsReceived").EnumerateArray().Select(mail => mail.GetProperty("Subject").GetString()));
        Assert.Equal("Processed", export.RootElement.GetProperty("MailsReceived")[1].GetProperty("State").GetString());
        Assert.Equal(0, unproved.RootElement.GetProperty("MailsReceived").GetArrayLength());
    }

    [Theory, OnBothDatabases]
    public async Task The_export_has_nobody_elses_address(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var accounts = await TwoAccounts.MakeAsync(world);
        await world.Get<AccountMerges>().MergeAsync(accounts.Old, accounts.Kept, by: world.Ada);
        var merge = Assert.Single((await world.Get<AccountMerges>().OfAsync(accounts.Kept, by: world.Ada)).Done);
        Assert.True((await world.Get<AccountMerges>().UndoAsync(merge.Id, by: world.Ada)).IsDone);
        await world.Get<AddressChanges>().AskForAsync(accounts.Kept, "karl@elsewhere.test", by: world.Ada);
        var made = await world.Get<UserDirectory>().CreateUserAsync(new("nora@desk.test", "Nora", new HashSet<Application>(), IsInvited: false), by: world.Ada);

        var kept = (await world.Get<PersonalData>().ExportAsync(by: Actor.Person(accounts.Kept, null))).Done;
        var old = (await world.Get<PersonalData>().ExportAsync(by: Actor.Person(accounts.Old, null))).Done;
        var ada = (await world.Get<PersonalData>().ExportAsync(by: world.Ada)).Done;

        Assert.Contains("The account … was merged into karl@acme.test.", kept, StringComparison.Ordinal);
        Assert.Contains("The merge of … into karl@acme.test was undone.", kept, StringComparison.Ordinal);
        Assert.Contains("karl@elsewhere.test", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(TwoAccounts.OldAddress, kept, StringComparison.Ordinal);
        Assert.Contains("The account karl.old@acme.test was merged into ….", old, StringComparison.Ordinal);
        Assert.DoesNotContain("nora@desk.test", ada, StringComparison.Ordinal);
        Assert.True(made.IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task Where_a_desk_has_shut_the_person_out_they_get_their_own_words(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT");
        var karl = await world.PersonAsync("karl@acme.test", "Karl");
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        await RequestAsync(world, it, karl, nora);

        using var export = JsonDocument.Parse((await world.Get<PersonalData>().ExportAsync(by: karl)).Done);

        Assert.Equal(["my own words"], CommentsIn(export));
        Assert.IsType<NotFound>((await world.Get<PersonalData>().ExportAsync(by: Stranger)).Refusal);
    }

    private static IEnumerable<string?> CommentsIn(JsonDocument export) => export.RootElement.GetProperty("Requests")[0].GetProperty("Comments")
        .EnumerateArray().Select(comment => comment.GetProperty("Text").GetString()).Order(StringComparer.Ordinal);

    private static Task RequestAsync(World world, Desk desk, Actor reporter, Actor agent) => world.ChangeAsync(db =>
    {
        var type = new RequestType { Id = Guid.CreateVersion7(), DeskId = desk.Id, Name = "Help", Description = "", Icon = "question", Position = 1 };
        var request = new Request
        {
            Id = Guid.CreateVersion7(),
            DeskId = desk.Id,
            Number = 1,
            Key = "IT-1",
            TypeId = type.Id,
            ReporterId = reporter.AccountId!.Value,
            Summary = "It hums",
            Description = "Since Monday",
            RaisedAt = world.Now,
            ChangedAt = world.Now,
            ChangedPubliclyAt = world.Now,
        };
        Comment Say(Actor who, string text, bool isInternal) => new()
        {
            Id = Guid.CreateVersion7(),
            RequestId = request.Id,
            AuthorId = who.AccountId!.Value,
            IsInternal = isInternal,
            Text = text,
            WrittenAt = world.Now,
        };
        db.RequestTypes.Add(type);
        db.Requests.Add(request);
        db.Comments.AddRange(Say(reporter, "my own words", false), Say(agent, "we look into it", false), Say(agent, "secret note", true));
        return Task.CompletedTask;
    });
}
