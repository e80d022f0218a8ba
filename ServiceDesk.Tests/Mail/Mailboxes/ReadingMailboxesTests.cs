using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Imap;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Mailboxes;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Mail.Wire;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Mailboxes;

/// <summary>A served site reads mailboxes on a real IMAP server (design.md 4).</summary>
public sealed class ReadingMailboxesTests(Stages stage, SharedDovecot mailboxes) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicedesk-maildirs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, OnBothDatabases]
    public async Task Whatever_lies_in_the_mailbox_and_what_arrives_becomes_requests_and_is_moved_by_what_became_of_it(DatabaseProvider database)
    {
        var (server, user) = (await mailboxes.ServerAsync(), $"read-{database}".ToLowerInvariant());
        await using var site = await SiteAsync(database);
        var desk = await site.MailDeskAsync();
        server.Deliver(user, new Letter("kim@kunde.test", Subject: "One").Raw);
        server.Deliver(user, new Letter("help@desk.test", Subject: "From ourselves").Raw);
        await site.BlockAsync(AddressRuleKind.BlockedAddress, "evil@elsewhere.test");
        server.Deliver(user, new Letter("evil@elsewhere.test", Subject: "Two").Raw);

        await site.SwitchOnAsync(server.MailboxOf(desk, user));
        await site.HasRequestsAsync("One");
        await server.HoldsAsync(user, "Refused", 1);
        await server.HoldsAsync(user, "Processed", 2);
        await site.IsReadAsync(desk);
        server.Deliver(user, new Letter("kim@kunde.test", Subject: "Three").Raw);

        await site.HasRequestsAsync("One", "Three");
        await server.HoldsAsync(user, "Processed", 3);
        await server.HoldsAsync(user, "INBOX", 0);
    }

    [Fact]
    public async Task A_server_that_restarts_while_it_is_listened_to_is_read_again_and_nothing_is_doubled()
    {
        await using var server = await SharedDovecot.StartOneAsync();
        await using var site = await SiteAsync();
        var desk = await site.MailDeskAsync();
        server.Deliver("restart", new Letter("kim@kunde.test", Subject: "Before").Raw);
        await site.SwitchOnAsync(server.MailboxOf(desk, "restart"));
        await server.HoldsAsync("restart", "Processed", 1);
        await site.IsReadAsync(desk);

        await server.GoDownAsync();
        var state = await site.StateAsync(desk, state => state.FailingSince is not null, "the mailbox cannot be read");
        Assert.NotEmpty(state.Words);
        server.Deliver("restart", new Letter("kim@kunde.test", Subject: "Meanwhile").Raw);
        await server.GoUpAsync();

        await site.HasRequestsAsync("Before", "Meanwhile");
        await server.HoldsAsync("restart", "Processed", 2);
        await site.IsReadAsync(desk);
        Assert.Equal(2, (await site.StoredAsync()).Count);
    }

    [Theory]
    [InlineData(AfterReading.Move)]
    [InlineData(AfterReading.MarkSeen)]
    public async Task A_line_that_is_cut_in_the_middle_of_a_mail_loses_and_doubles_nothing(AfterReading afterwards)
    {
        var (server, user) = (await mailboxes.ServerAsync(), $"cut-{afterwards}".ToLowerInvariant());
        await using var proxy = new CuttingProxy(server.TlsPort);
        await using var site = await SiteAsync();
        var desk = await site.MailDeskAsync();
        server.Deliver(user, new Letter("kim@kunde.test", Subject: "Small").Raw);
        server.Deliver(user, new Letter("kim@kunde.test", Subject: "Large") { Files = [("large.txt", new string('x', 400_000))] }.Raw);
        proxy.CutAfter(200_000);

        await site.SwitchOnAsync(server.MailboxOf(desk, user) with { Port = proxy.Port, Afterwards = afterwards });
        await site.StateAsync(desk, state => state.FailingSince is not null, "the line was cut");
        proxy.CutAfter(long.MaxValue);

        await site.HasRequestsAsync("Large", "Small");
        await site.IsReadAsync(desk);
        Assert.Equal(2, (await site.StoredAsync()).Count);
    }

    [Theory]
    [InlineData(AfterReading.MarkSeen)]
    [InlineData(AfterReading.Leave)]
    public async Task A_mailbox_that_counts_anew_is_read_anew_and_what_came_before_is_known(AfterReading afterwards)
    {
        var (server, user) = (await mailboxes.ServerAsync(), $"anew-{afterwards}".ToLowerInvariant());
        await using var site = await SiteAsync();
        var desk = await site.MailDeskAsync();
        server.Deliver(user, new Letter("kim@kunde.test", Subject: "One").Raw);
        server.Deliver(user, new Letter("kim@kunde.test", Subject: "Two").Raw);
        await site.SwitchOnAsync(server.MailboxOf(desk, user) with { Afterwards = afterwards });
        await site.HasRequestsAsync("One", "Two");
        await site.IsReadAsync(desk);
        Assert.True((await site.Get<DeskMailboxes>().SwitchAsync(desk.Id, isOn: false, by: site.Ada)).IsDone);
        await site.StateAsync(desk, state => state.ConnectedAt is null, "it was let go");

        server.ForgetNumbers(user);
        server.Deliver(user, new Letter("kim@kunde.test", Subject: "Three").Raw);
        Assert.True((await site.Get<DeskMailboxes>().SwitchAsync(desk.Id, isOn: true, by: site.Ada)).IsDone);

        await site.HasRequestsAsync("One", "Two", "Three");
        await site.IsReadAsync(desk);
        Assert.Equal(3, (await site.StoredAsync()).Count);
        await server.HoldsAsync(user, "INBOX", 3);
        Assert.Equal(afterwards is AfterReading.MarkSeen, await IsSeenAsync(server, user));
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_the_servers_words_and_a_change_of_the_settings_is_followed_at_once()
    {
        var server = await mailboxes.ServerAsync();
        await using var site = await SiteAsync();
        var desk = await site.MailDeskAsync();
        server.Deliver("password", new Letter("kim@kunde.test", Subject: "One").Raw);
        server.Deliver("moved", new Letter("kim@kunde.test", Subject: "Two").Raw);

        await site.SwitchOnAsync(server.MailboxOf(desk, "password") with { Password = "wrong" });
        var state = await site.StateAsync(desk, state => state.FailingSince is not null, "the log-in was refused");
        Assert.Equal((WireFault.LoginRefused, "[AUTHENTICATIONFAILED] Authentication failed."), (state.Fault, state.Words));

        // The next try of its own would be a minute later.
        await site.SaveAsync(server.MailboxOf(desk, "password"));
        await site.HasRequestsAsync("One");
        await site.IsReadAsync(desk);

        // While it is listened to.
        await site.SaveAsync(server.MailboxOf(desk, "moved"));
        await site.HasRequestsAsync("One", "Two");
    }

    [Fact]
    public async Task A_server_that_says_good_bye_is_told_in_its_own_words()
    {
        await using var server = new ScriptedServer(
            "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR IDLE] ready", "C: A1 AUTHENTICATE .*", "S: A1 OK [CAPABILITY IMAP4rev1 IDLE] in",
            "C: A2 SELECT .*", "S: * 0 EXISTS", "S: * OK [UIDVALIDITY 7] valid", "S: A2 OK [READ-WRITE] open", "C: A3 UID SEARCH .*", "S: * SEARCH", "S: A3 OK none", "C: A4 IDLE", "S: + idling", "S: * BYE Closed for lunch", "...");
        await using var site = await SiteAsync();
        var desk = await site.MailDeskAsync();

        await site.SwitchOnAsync(new MailboxForm(desk.Id) { Host = "127.0.0.1", Port = server.Port, Security = WireSecurity.None, User = "desk", Password = "right" });

        var state = await site.StateAsync(desk, state => state.FailingSince is not null, "the server has left");
        Assert.Equal((WireFault.ServerLeaves, "Closed for lunch"), (state.Fault, state.Words));
        await server.PlayedAsync();
    }

    [Fact]
    public async Task A_mail_that_is_too_large_is_refused_unread_and_its_sender_told_once()
    {
        var server = await mailboxes.ServerAsync();
        await using var site = await SiteAsync(settings: "--Mail:In:MostBytes=100000");
        var desk = await site.MailDeskAsync();
        foreach (var subject in new[] { "Large", "Larger" })
        {
            server.Deliver("large", new Letter("kim@kunde.test", Subject: subject) { Files = [("large.txt", new string('x', 200_000))] }.Raw);
        }

        await site.SwitchOnAsync(server.MailboxOf(desk, "large"));
        await server.HoldsAsync("large", "Refused", 2);

        Assert.Equal(["Imap Refused TooLarge", "Imap Refused TooLarge"], await site.StoredAsync());
        Assert.Equal(["MailTooLarge kim@kunde.test"], await site.MailedAsync());
        var row = (await site.Get<IncomingLog>().ListAsync(desk.Id, null, null, by: site.Ada)).Done.Rows[0];
        Assert.Equal("kim@kunde.test", row.From);
        Assert.IsType<MailIsNotWhole>((await site.Get<IncomingLog>().ProcessAgainAsync(row.Id, by: site.Ada)).Refusal);
    }

    [Fact]
    public async Task Two_nodes_read_one_mailbox_once_and_the_other_goes_on_when_one_is_gone()
    {
        var server = await mailboxes.ServerAsync();
        var database = await stage.Databases.CreateAsync(DatabaseProvider.Postgres);
        var first = await ServedSite.StartAsync(database);
        await using var second = await ServedSite.StartAsync(database, isSetUp: false);
        var desk = await first.MailDeskAsync();
        server.Deliver("nodes", new Letter("kim@kunde.test", Subject: "One").Raw);
        await first.SwitchOnAsync(server.MailboxOf(desk, "nodes"));
        await first.HasRequestsAsync("One");
        await first.IsReadAsync(desk);

        await first.DisposeAsync();
        server.Deliver("nodes", new Letter("kim@kunde.test", Subject: "Two").Raw);

        await second.HasRequestsAsync("One", "Two");
        await server.HoldsAsync("nodes", "Processed", 2);
        Assert.Equal(2, (await second.StoredAsync()).Count);
    }

    [Fact]
    public async Task A_Maildir_below_the_sites_folder_is_read_as_the_desk_whose_key_it_has()
    {
        await using var site = await SiteAsync(settings: $"--Mail:In:MaildirRoot={_folder.FullName}");
        var desk = await site.MailDeskAsync();
        var inbox = Directory.CreateDirectory(Path.Combine(_folder.FullName, "IT", "new")).FullName;
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "IT", "cur"));
        await File.WriteAllBytesAsync(Path.Combine(inbox, "1.test"), new Letter("kim@kunde.test", Subject: "One").Raw, ImapStory.Cancel);

        await site.SwitchOnAsync(new MailboxForm(desk.Id) { Kind = MailboxKind.Maildir });
        await site.HasRequestsAsync("One");
        var processed = Path.Combine(_folder.FullName, "IT", ".Processed", "cur");
        await Eventually.IsAsync(() => Directory.Exists(processed) && Directory.GetFiles(processed).Length == 1, "it was moved");
        await site.IsReadAsync(desk);
        await File.WriteAllBytesAsync(Path.Combine(inbox, "2.test"), new Letter("kim@kunde.test", Subject: "Two").Raw, ImapStory.Cancel);

        await site.HasRequestsAsync("One", "Two");
        Assert.Equal(["Maildir Processed None", "Maildir Processed None"], await site.StoredAsync());
    }

    private async Task<ServedSite> SiteAsync(DatabaseProvider database = DatabaseProvider.Sqlite, params string[] settings) =>
        await ServedSite.StartAsync(await stage.Databases.CreateAsync(database), settings: settings);

    private static async Task<bool> IsSeenAsync(DovecotServer server, string user)
    {
        await using var client = await ImapClient.ConnectAsync(server.Settings(user), ImapStory.Cancel);
        await client.SelectAsync("INBOX", ImapStory.Cancel);
        var uid = (await client.SearchSinceAsync(1, 1, ImapStory.Cancel))[0];
        return (await client.DescribeAsync(uid, ImapStory.Cancel))!.Flags.Contains("\\Seen");
    }
}
