using System.Security.Cryptography;
using System.Text;
using ServiceDesk.Domain.Mail.Imap;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Mail.Wire.ImapStory;

namespace ServiceDesk.Tests.Mail.Wire;

public sealed class ReadingAMailboxTests(SharedDovecot mailboxes)
{
    [Fact]
    public async Task A_mail_is_found_described_and_fetched_to_the_byte_and_stays_unread()
    {
        var server = await mailboxes.ServerAsync();
        server.Deliver("reading", Letter("One"));
        server.Deliver("reading", Letter("Two"));
        await using var client = await server.ConnectAsync("reading");

        var folder = await client.SelectAsync("INBOX", Cancel);
        var uids = await client.SearchSinceAsync(1, 10, Cancel);

        Assert.Equal((2, false, 3u), (folder.Exists, folder.IsReadOnly, folder.UidNext));
        Assert.NotNull(folder.HighestModSeq);
        Assert.Equal([1u, 2u], uids);
        var mails = new[] { await client.FetchAsync(1), await client.FetchAsync(2) };
        Assert.Equal(new[] { "One", "Two" }.Select(subject => Encoding.UTF8.GetString(Letter(subject))), mails.Order());
        var message = await client.DescribeAsync(2, Cancel);
        Assert.Equal((2u, mails[1].Length), (message!.Uid, (int)message.Size));
        Assert.DoesNotContain("\\Seen", message.Flags);
        Assert.InRange(message.ReceivedAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
    }

    [Fact]
    public async Task Only_what_came_since_is_found_the_first_of_it_first()
    {
        var server = await mailboxes.ServerAsync();
        for (var number = 1; number <= 5; number++)
        {
            server.Deliver("since", Letter($"{number}"));
        }

        await using var client = await server.ConnectAsync("since");
        await client.SelectAsync("INBOX", Cancel);

        Assert.Equal([4u, 5u], await client.SearchSinceAsync(4, 10, Cancel));
        Assert.Equal([2u, 3u], await client.SearchSinceAsync(2, 2, Cancel));
        Assert.Empty(await client.SearchSinceAsync(6, 10, Cancel));
    }

    [Fact]
    public async Task What_is_gone_is_no_fault()
    {
        var server = await mailboxes.ServerAsync();
        await using var client = await server.ConnectAsync("gone");
        await client.SelectAsync("INBOX", Cancel);

        Assert.Null(await client.DescribeAsync(17, Cancel));
        Assert.Null(await client.FetchAsync(17, Stream.Null, 100, Cancel));
        await client.FlagAsync(17, "\\Seen", Cancel);
        await client.MoveAsync(17, "Processed", Cancel);
    }

    [Theory]
    [InlineData("Processed")]
    [InlineData("Erledigt & übrig.日本語")]
    public async Task A_mail_is_moved_to_a_folder_that_is_made_for_it(string folder)
    {
        var server = await mailboxes.ServerAsync();
        var user = $"moving{folder.Length}";
        server.Deliver(user, Letter("Done"));
        await using var client = await server.ConnectAsync(user);
        await client.SelectAsync("INBOX", Cancel);

        await client.MoveAsync(1, folder, Cancel);

        Assert.Empty(await client.SearchSinceAsync(1, 10, Cancel));
        Assert.Contains(folder, await client.FoldersAsync(Cancel));
        Assert.Equal(1, (await client.SelectAsync(folder, Cancel)).Exists);
        Assert.Contains("Subject: Done", await client.FetchAsync(1), StringComparison.Ordinal);
        await client.EnsureFolderAsync(folder, Cancel);
    }

    [Fact]
    public async Task A_mail_is_marked_and_what_is_marked_as_deleted_is_not_found_again()
    {
        var server = await mailboxes.ServerAsync();
        server.Deliver("marking", Letter("Read"));
        await using var client = await server.ConnectAsync("marking");
        await client.SelectAsync("INBOX", Cancel);

        await client.FlagAsync(1, "\\Seen", Cancel);
        await client.FlagAsync(1, "$Refused", Cancel);
        Assert.Superset(new HashSet<string> { "\\Seen", "$Refused" }, (await client.DescribeAsync(1, Cancel))!.Flags.ToHashSet());

        await client.FlagAsync(1, "\\Deleted", Cancel);
        Assert.Empty(await client.SearchSinceAsync(1, 10, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => client.FlagAsync(1, "\\Seen) X", Cancel));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_refused_in_the_servers_words_and_the_client_goes_on()
    {
        var server = await mailboxes.ServerAsync();
        await using var client = await server.ConnectAsync("folders");

        var problem = await ProblemAsync(() => client.SelectAsync("Nowhere", Cancel));

        Assert.Equal(WireFault.Refused, problem.Fault);
        Assert.Contains("Mailbox doesn't exist", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await client.SelectAsync("INBOX", Cancel)).Exists);
    }

    [Fact]
    public async Task A_huge_mail_goes_through_piece_by_piece_and_one_beyond_the_limit_is_not_taken()
    {
        var server = await mailboxes.ServerAsync();
        var huge = new byte[20 * 1024 * 1024];
        Array.Fill(huge, (byte)'x');
        for (var at = 77; at < huge.Length; at += 78)
        {
            (huge[at - 1], huge[at]) = ((byte)'\r', (byte)'\n');
        }

        Letter("Huge").CopyTo(huge, 0);
        server.Deliver("huge", huge);
        await using var client = await server.ConnectAsync("huge");
        await client.SelectAsync("INBOX", Cancel);

        await using var pieces = new Pieces();
        Assert.Equal(huge.Length, await client.FetchAsync(1, pieces, huge.Length, Cancel));
        Assert.Equal(SHA256.HashData(huge), pieces.Hash());
        Assert.InRange(pieces.Largest, 1, 64 * 1024);
        Assert.Equal(WireFault.NotUnderstood, (await ProblemAsync(() => client.FetchAsync(1, Stream.Null, huge.Length - 1, Cancel))).Fault);
    }

    [Fact]
    public async Task After_the_numbers_were_lost_the_folder_says_that_they_are_others()
    {
        var server = await mailboxes.ServerAsync();
        server.Deliver("numbers", Letter("One"));
        await using var client = await server.ConnectAsync("numbers");
        var before = await client.SelectAsync("INBOX", Cancel);
        await client.LeaveAsync(Cancel);

        server.ForgetNumbers("numbers");
        await using var again = await server.ConnectAsync("numbers");
        var after = await again.SelectAsync("INBOX", Cancel);

        Assert.NotEqual(before.UidValidity, after.UidValidity);
        Assert.Equal(1, after.Exists);
    }

    [Fact]
    public async Task A_line_that_is_cut_in_the_middle_of_a_mail_is_no_end_of_it()
    {
        var server = await mailboxes.ServerAsync();
        server.Deliver("cut", [.. Letter("Cut"), .. new byte[200_000]]);
        await using var proxy = new CuttingProxy(server.TlsPort);
        await using var client = await ImapClient.ConnectAsync(server.Settings("cut", port: proxy.Port), Cancel);
        await client.SelectAsync("INBOX", Cancel);
        using var mail = new MemoryStream();

        proxy.CutAfter(100_000);
        var problem = await ProblemAsync(() => client.FetchAsync(1, mail, 1_000_000, Cancel));

        Assert.Equal(WireFault.ConnectionLost, problem.Fault);
        Assert.InRange(mail.Length, 1, 100_000);
        await Assert.ThrowsAsync<WireException>(() => client.DescribeAsync(1, Cancel));
    }

    /// <summary>Looks at what comes and keeps none of it.</summary>
    private sealed class Pieces : MemoryStream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public int Largest { get; private set; }

        public byte[] Hash() => _hash.GetHashAndReset();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _hash.AppendData(buffer.Span);
            Largest = Math.Max(Largest, buffer.Length);
            return ValueTask.CompletedTask;
        }

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
