using System.IO.Pipelines;
using ServiceDesk.Domain.Mail.Imap;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>A folder on an IMAP server.</summary>
internal sealed class ImapMailbox : IOpenMailbox
{
    private const string Seen = "\\Seen";

    private readonly ImapClient _client;
    private readonly ImapFolder _folder;
    private readonly long _mostBytes;
    private uint _next = 1;

    private ImapMailbox(ImapClient client, ImapFolder folder, long mostBytes) => (_client, _folder, _mostBytes) = (client, folder, mostBytes);

    /// <inheritdoc/>
    public MailSource Source => MailSource.Imap;

    /// <inheritdoc/>
    public (long UidValidity, long Uid)? Reached => (_folder.UidValidity, _next - 1);

    /// <summary>
    /// Connects and opens the folder. Where mails are moved away, whatever lies there is still to be read; else what was read before is not
    /// asked for again, as long as the folder counts as it did (RFC 3501, 2.3.1.1).
    /// </summary>
    public static async Task<ImapMailbox> OpenAsync(ImapSettings settings, MailboxForm form, MailboxProgress progress, long mostBytes, CancellationToken cancel)
    {
        var client = await ImapClient.ConnectAsync(settings, cancel);
        try
        {
            var folder = await client.SelectAsync(form.Folder, cancel);
            if (folder.IsReadOnly && form.Afterwards is not AfterReading.Leave)
            {
                throw new WireException(WireFault.Refused, $"{form.Folder}: [READ-ONLY]");
            }

            var mailbox = new ImapMailbox(client, folder, mostBytes);
            if (form.Afterwards is not AfterReading.Move && progress.UidValidity == folder.UidValidity)
            {
                mailbox._next = (uint)Math.Min(progress.HighestUid + 1, uint.MaxValue);
            }

            return mailbox;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WaitingMail>> NextAsync(int most, CancellationToken cancel)
    {
        var uids = await _client.SearchSinceAsync(_next, most, cancel);
        _next = uids is [.., var last] ? last + 1 : _next;
        return [.. uids.Select(uid => new NumberedMail($"{_folder.UidValidity}/{uid}", uid))];
    }

    /// <inheritdoc/>
    public async Task<TakenMail?> TakeAsync(WaitingMail mail, CancellationToken cancel)
    {
        var uid = UidOf(mail);
        if (await _client.DescribeAsync(uid, cancel) is not { } told)
        {
            return null;
        }

        var isTooLarge = told.Size > _mostBytes;
        var content = await SpoolAsync(to => isTooLarge ? _client.FetchBeginningAsync(uid, to, TakenMail.BeginningBytes, cancel) : _client.FetchAsync(uid, to, _mostBytes, cancel), cancel);
        return content is null ? null : new TakenMail(content, isTooLarge ? told.Size : null);
    }

    /// <inheritdoc/>
    public Task PutAwayAsync(WaitingMail mail, string? folder, CancellationToken cancel) =>
        folder is null ? _client.FlagAsync(UidOf(mail), Seen, cancel) : _client.MoveAsync(UidOf(mail), folder, cancel);

    /// <inheritdoc/>
    public Task ListenAsync(TimeSpan atMost, CancellationToken cancel) => _client.ListenAsync(atMost, cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _client.DisposeAsync();

    // What the server sends goes piece by piece to where the mail is kept: neither waits for all of it.
    private async Task<MailSpool?> SpoolAsync(Func<Stream, Task<long?>> fetch, CancellationToken cancel)
    {
        var pipe = new Pipe();
        var fetching = FetchIntoAsync(pipe.Writer, fetch);
        try
        {
            var spool = await MailSpool.ReadAsync(pipe.Reader.AsStream(), _mostBytes, cancel);
            if (await fetching is null && spool is not null)
            {
                await spool.DisposeAsync();
                return null;
            }

            return spool;
        }
        finally
        {
            await pipe.Reader.CompleteAsync(); // what cannot be kept is not waited for
            await fetching.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static async Task<long?> FetchIntoAsync(PipeWriter writer, Func<Stream, Task<long?>> fetch)
    {
        try
        {
            var bytes = await fetch(writer.AsStream(leaveOpen: true));
            await writer.CompleteAsync();
            return bytes;
        }
        catch (Exception e)
        {
            await writer.CompleteAsync(e);
            throw;
        }
    }

    private static uint UidOf(WaitingMail mail) => ((NumberedMail)mail).Uid;

    private sealed record NumberedMail(string Identity, uint Uid) : WaitingMail(Identity, Uid);
}
