using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Mailboxes;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Mail.Mailboxes;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Incoming;

public sealed class FilesAndPeopleOfMailTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Files_come_with_the_request_or_the_comment_and_those_beyond_the_limits_stay_in_the_original(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var files = Enumerable.Range(1, 6).Select(i => ($"file {i}.txt", $"content {i}")).ToList();

        var mail = await world.ComesAsync(desk, new Letter("karl@example.org") { Files = files });
        var answer = await world.ComesAsync(desk, new Letter("karl@example.org", Subject: "IT-1", Text: "") { Files = [("../../more.txt", "more")] });

        Assert.Equal((IncomingState.Processed, IncomingReason.FilesLeftOut, "file 6.txt"), (mail.State, mail.Reason, mail.ReasonArgument));
        var kept = await world.ReadAsync(db => db.Attachments.Where(file => file.CommentId == null).OrderBy(file => file.AddedAt).ThenBy(file => file.Id).ToListAsync());
        Assert.Equal(files.Take(5).Select(file => file.Item1), kept.Select(file => file.FileName));
        Assert.All(kept, file => Assert.Equal((mail.RequestId, false), (file.RequestId, file.IsInternal)));
        var more = await world.ReadAsync(db => db.Attachments.SingleAsync(file => file.CommentId == answer.CommentId));
        Assert.Equal(("more.txt", "text/plain", 4L), (more.FileName, more.ContentType, more.Bytes));
        Assert.Equal("more"u8.ToArray(), await world.ReadAsync(db => db.AttachmentPieces.Where(piece => piece.AttachmentId == more.Id).Select(piece => piece.Content).SingleAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task Who_else_it_was_sent_to_takes_part_where_the_desk_allows_it_but_never_the_desks_own_addresses(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await DeskWithParticipantsAsync(world);
        await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        await world.PersonAsync("paula@example.org");

        await world.ComesAsync(desk, new Letter("karl@example.org", To: "Help <help@desk.test>, Help+tag@desk.test, SUPPORT@desk.test, nora@desk.test, karl@example.org, Paula <paula@example.org>")
            .With("Cc: New <new@example.org>, undisclosed-recipients:;"));

        Assert.Equal(["new@example.org", "paula@example.org"], await PartiesAsync(world));
        var made = await world.ReadAsync(db => db.Accounts.SingleAsync(account => account.NormalizedEmail == "new@example.org"));
        Assert.Equal(("New", PasswordKind.None), (made.FullName, made.Password));
        Assert.False(await world.ReadAsync(db => db.DeskCustomers.AnyAsync(place => place.AccountId == made.Id)));
        Assert.Equal(2, await world.ReadAsync(db => db.DoorLog.CountAsync(entry => entry.Door == Door.Participant)));
        Assert.Equal(["RequestReceivedFromNew karl@example.org"], await world.MailedAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_desk_whose_address_nobody_set_is_still_known_by_its_mailbox_and_by_where_its_mail_was_delivered(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await DeskWithParticipantsAsync(world);
        await world.ChannelAsync(desk, channel => channel.Address = null);
        await world.SaveAsync(new MailboxForm(desk.Id) { Host = "imap.desk.test", User = "Office@desk.test", Password = "right" });

        await world.ComesAsync(desk, new Letter("karl@example.org", To: "office+news@desk.test, door@desk.test, paula@example.org"), new MailOrigin(MailSource.Gate, null, "karl@example.org", "door+anything@desk.test"));
        var own = await world.ComesAsync(desk, new Letter("office@desk.test", To: "help@desk.test"));

        Assert.Equal(["paula@example.org"], await PartiesAsync(world));
        Assert.Equal((IncomingState.Ignored, IncomingReason.OwnMail), (own.State, own.Reason));
    }

    [Theory, OnBothDatabases]
    public async Task Where_it_does_not_or_a_machine_wrote_or_the_rule_book_refuses_nobody_takes_part(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        await world.CustomerAsync(desk, "karl@example.org");
        var letter = new Letter("karl@example.org", To: "help@desk.test, new@example.org");

        await world.ComesAsync(desk, letter);
        await world.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync()).AllowsParticipants = true);
        await world.ComesAsync(desk, (letter with { MessageId = null }).With("Auto-Submitted: auto-generated"));
        await world.ChooseAsync(desk, CustomerAccess.Restricted);
        await world.ComesAsync(desk, letter with { MessageId = "third@elsewhere.test" });

        Assert.Equal(3, (await world.RequestsAsync()).Count);
        Assert.Empty(await PartiesAsync(world));
        Assert.Equal([RefusedBecause.DeskIsRestricted], await world.ReadAsync(db => db.DoorLog.Where(entry => entry.Door == Door.Participant).Select(entry => entry.Reason!.Value).ToListAsync()));
        Assert.False(await world.ReadAsync(db => db.Accounts.AnyAsync(account => account.NormalizedEmail == "new@example.org")));
    }

    [Theory, OnBothDatabases]
    public async Task Of_a_very_long_or_empty_mail_there_is_what_a_request_takes(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();

        await world.ComesAsync(desk, new Letter("karl@example.org", Subject: new string('s', 500), Text: string.Join("\r\n", Enumerable.Repeat(new string('x', 900), 40))));
        await world.ComesAsync(desk, new Letter("karl@example.org", Subject: "", Text: ""));
        await world.ComesAsync(desk, new Letter("karl@example.org", Subject: "Re:", Text: "First line.\r\nSecond."));

        var requests = await world.RequestsAsync();
        Assert.Equal((Request.MostSummaryCharacters, Request.MostTextCharacters), (requests[0].Summary.Length, requests[0].Description.Length));
        Assert.Equal(["(no subject)", "Re:"], requests.Skip(1).Select(request => request.Summary));
    }

    private static async Task<Desk> DeskWithParticipantsAsync(World world)
    {
        var desk = await world.MailDeskAsync(channel: row => row.FurtherAddresses = "support@desk.test");
        await world.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync()).AllowsParticipants = true);
        return desk;
    }

    private static Task<List<string>> PartiesAsync(World world) =>
        world.ReadAsync(db => db.Participants.Join(db.Accounts, part => part.AccountId, account => account.Id, (part, account) => account.Email!).OrderBy(address => address).ToListAsync());
}
