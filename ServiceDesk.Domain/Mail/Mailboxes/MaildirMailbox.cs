using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Maildir;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>A Maildir on the site's own machine.</summary>
internal sealed class MaildirMailbox(MaildirFolder folder, long mostBytes, TimeProvider clock) : IOpenMailbox
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    // Handed out and not put away yet.
    private readonly HashSet<string> _handedOut = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public MailSource Source => MailSource.Maildir;

    /// <inheritdoc/>
    public (long UidValidity, long Uid)? Reached => null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<WaitingMail>> NextAsync(int most, CancellationToken cancel)
    {
        IReadOnlyList<WaitingMail> next = [.. New(most).Select(message => new MailFile(message))];
        _handedOut.UnionWith(next.Select(mail => mail.Identity));
        return Task.FromResult(next);
    }

    /// <inheritdoc/>
    public async Task<TakenMail?> TakeAsync(WaitingMail mail, CancellationToken cancel)
    {
        if (folder.Open(MessageOf(mail)) is not { } file)
        {
            return null;
        }

        await using (file)
        {
            if (await MailSpool.ReadAsync(file, mostBytes, cancel) is { } content)
            {
                return new TakenMail(content, null);
            }

            var beginning = new byte[TakenMail.BeginningBytes];
            file.Position = 0;
            var length = await file.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancel);
            return await MailSpool.ReadAsync(new MemoryStream(beginning, 0, length), mostBytes, cancel) is { } spool ? new TakenMail(spool, file.Length) : null;
        }
    }

    /// <inheritdoc/>
    public Task PutAwayAsync(WaitingMail mail, string? to, CancellationToken cancel)
    {
        if (to is null)
        {
            folder.MarkSeen(MessageOf(mail));
        }
        else
        {
            folder.MoveTo(MessageOf(mail), to);
        }

        _handedOut.Remove(mail.Identity);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ListenAsync(TimeSpan atMost, CancellationToken cancel)
    {
        var since = clock.GetTimestamp();
        while (clock.GetElapsedTime(since) < atMost && !New(1).Any())
        {
            await Task.Delay(LookAgain, clock, cancel);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IEnumerable<MaildirMessage> New(int most) => folder.Waiting(_handedOut.Count + most).Where(message => !_handedOut.Contains(message.Name)).Take(most);

    private static MaildirMessage MessageOf(WaitingMail mail) => ((MailFile)mail).Message;

    private sealed record MailFile(MaildirMessage Message) : WaitingMail(Message.Name);
}
