using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Incoming;

public sealed class StoringMailTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_mail_is_kept_to_the_byte_and_one_that_came_before_is_known_by_its_bytes(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var raw = new byte[700_000];
        new Random(1).NextBytes(raw);

        var first = (await world.StoreAsync(desk, raw, new MailOrigin(MailSource.Imap, "7:1", "", "help@desk.test"))).Done;
        var again = (await world.StoreAsync(desk, raw, new MailOrigin(MailSource.Imap, "8:1"))).Done;

        Assert.Equal((false, new StoredMail(first.Id, IsRepeat: true)), (first.IsRepeat, again));
        var original = (await world.Get<IncomingLog>().OpenOriginalAsync(first.Id, world.Ada)).Done;
        var kept = await world.Get<IncomingLog>().ReadAsync(original, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(raw, kept.SelectMany(piece => piece));
        var row = await world.MailAsync(first.Id);
        Assert.Equal((IncomingState.Stored, 700_000L, "7:1", "", "help@desk.test"), (row.State, row.Bytes, row.SourceIdentity, row.EnvelopeSender, row.EnvelopeRecipient));
    }

    [Theory, OnBothDatabases]
    public async Task Another_mail_under_a_known_identity_is_no_repeat(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var origin = new MailOrigin(MailSource.Imap, "7:1");

        await world.StoreAsync(desk, new Letter("karl@example.org").Raw, origin);
        var other = await world.StoreAsync(desk, new Letter("karl@example.org").Raw, origin);

        Assert.False(other.Done.IsRepeat);
        Assert.Equal(2, await world.ReadAsync(db => db.IncomingMails.CountAsync()));
    }

    [Fact]
    public async Task What_is_longer_than_it_may_be_is_not_read_to_its_end()
    {
        await using var endless = new Endless();

        Assert.Null(await MailSpool.ReadAsync(endless, 1_000_000, TestContext.Current.CancellationToken));

        Assert.InRange(endless.Given, 1_000_000, 1_200_000);
    }

    [Theory, OnBothDatabases]
    public async Task The_same_message_by_another_way_becomes_nothing_more(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var letter = new Letter("karl@example.org");

        var first = await world.ComesAsync(desk, letter);
        var second = await world.ComesAsync(desk, letter.With("Received: from elsewhere"));
        var other = await world.ComesAsync(desk, letter with { Text = "Another text under the same Message-ID." });

        Assert.Equal((IncomingState.Ignored, IncomingReason.CameBefore, first.RequestId), (second.State, second.Reason, second.RequestId));
        Assert.Equal(IncomingState.Processed, other.State);
        Assert.Equal(2, (await world.RequestsAsync()).Count);
    }

    [Theory, OnBothDatabases]
    public async Task Its_original_is_for_readers_of_requests_once_it_is_one_and_else_for_administrators_of_the_desk(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var nora = await world.StaffAsync(desk, "nora@desk.test", Domain.Access.DeskRole.Agent);
        var request = await world.ComesAsync(desk, new Letter("karl@example.org"));
        var refused = await world.ComesAsync(desk, new Letter("robot@example.org").With("Auto-Submitted: auto-generated"));
        var log = world.Get<IncomingLog>();

        Assert.True((await log.OpenOriginalAsync(request.Id, by: nora)).IsDone);
        Assert.IsType<NotFound>((await log.OpenOriginalAsync(request.Id, by: world.Ada)).Refusal);
        Assert.True((await log.OpenOriginalAsync(refused.Id, by: world.Ada)).IsDone);
        Assert.IsType<NotFound>((await log.OpenOriginalAsync(refused.Id, by: nora)).Refusal);
        Assert.Equal(["", "No paper"], (await log.ListAsync(desk.Id, null, null, by: world.Ada)).Done.Rows.Select(row => row.Subject).Order());
    }

    private sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
