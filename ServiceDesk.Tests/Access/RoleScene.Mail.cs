using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Mailboxes;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Tests.Access;

// Mails that came to the desk.
internal sealed partial class RoleScene
{
    /// <summary>The channel's settings as they are.</summary>
    public async Task<MailChannelForm> MailChannelAsync() =>
        new(Desk.Id, "help@desk.test", "", "", false, null, await World.ReadAsync(db => db.MailChannels.Where(channel => channel.DeskId == Desk.Id).Select(channel => channel.Version).SingleOrDefaultAsync()));

    /// <summary>A mailbox on a server that is none: nothing listens at that port.</summary>
    public async Task<MailboxForm> MailboxAsync() => new(Desk.Id)
    {
        Host = "127.0.0.1",
        Port = 1,
        Security = WireSecurity.None,
        User = "desk",
        Password = "secret",
        Version = await World.ReadAsync(db => db.Mailboxes.Where(mailbox => mailbox.DeskId == Desk.Id).Select(mailbox => mailbox.Version).SingleOrDefaultAsync()),
    };

    /// <summary>The same, saved by an administrator.</summary>
    public async Task<MailboxForm> SavedMailboxAsync()
    {
        Assert.True((await Get<DeskMailboxes>().ChangeAsync(await MailboxAsync(), by: World.Ada)).IsDone);
        return await MailboxAsync();
    }

    /// <summary>A mail that was refused, or that became a request.</summary>
    public async Task<Guid> IncomingMailAsync(Request? became = null)
    {
        var id = Guid.CreateVersion7();
        var mail = new IncomingMail { Id = id, DeskId = Desk.Id, Source = MailSource.Gate, SourceIdentity = $"{id}", ContentHash = RandomNumberGenerator.GetBytes(32), ReceivedAt = World.Now, Bytes = 1, RequestId = became?.Id };
        mail.Settle(became is null ? IncomingState.Refused : IncomingState.Processed, IncomingReason.None, "", World.Now);
        await World.ChangeAsync(db =>
        {
            db.IncomingMails.Add(mail);
            db.IncomingPieces.Add(new IncomingPiece { MailId = id, Position = 0, Content = [(byte)'x'] });
            return Task.CompletedTask;
        });
        return id;
    }

    /// <summary>A mail of Karl's that became a request.</summary>
    public async Task<Guid> MailedRequestAsync()
    {
        var mail = await IncomingMailAsync(await RequestAsync());
        await RequestAsync(mail);
        return mail;
    }

    /// <summary>A mail that became a comment on a request of Karl's.</summary>
    public async Task<Guid> MailedCommentAsync(Guid author, bool isInternal)
    {
        var request = await RequestAsync();
        var mail = await IncomingMailAsync(request);
        var comment = new Comment { Id = mail, MailId = mail, RequestId = request.Id, AuthorId = author, Text = "x", IsInternal = isInternal, WrittenAt = World.Now };
        await World.ChangeAsync(db => Task.FromResult(db.Comments.Add(comment)));
        return mail;
    }
}
