using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

// The mails of one desk within one work.
public sealed partial class IncomingWork
{
    private async Task ProcessAsync(DeskTakingMail at, IReadOnlyList<(IncomingMail Row, OpenedMail Mail)> mails)
    {
        var ids = mails.Select(mail => mail.Row.Id).ToList();
        var rows = await at.Work.Db.IncomingMails.AsTracking().Where(row => ids.Contains(row.Id) && row.State == IncomingState.Stored).ToDictionaryAsync(row => row.Id);
        var ahead = new ReadAhead(
            await WritersAhead.ReadAsync(at, [.. mails.Select(one => one.Mail.Sender?.Normalized).OfType<string>()]),
            await ThreadsAhead.ReadAsync(at, [.. mails.Select(one => (one.Mail.Read, one.Row.EnvelopeRecipient))]));
        foreach (var (seen, mail) in mails)
        {
            // What somebody else finished, or took since, is theirs.
            if (rows.TryGetValue(seen.Id, out var row) && row.Version == seen.Version)
            {
                await processing.ProcessAsync(at, ahead, row, mail);
            }
        }
    }

    private async Task<DeskTakingMail> BeginAsync(Work work, Guid deskId, ThreadKey key)
    {
        var site = await work.SiteAsync();
        var desk = await work.DeskAsync(deskId) ?? throw new InvalidOperationException("Mails are stored for a desk that is none.");

        // Whoever else raises requests at the desk waits from here on, in one order for all.
        await work.HoldAsync($"SELECT * FROM \"RequestCounters\" WHERE \"DeskId\" = {deskId}");
        var channels = await work.Db.MailChannels.AsNoTracking().ToListAsync();
        var users = await work.Db.Mailboxes.AsNoTracking().Where(mailbox => mailbox.User != "").Select(mailbox => mailbox.User).ToListAsync();
        var sender = System.Net.Mail.MailAddress.TryCreate(mailServer.Value.From, out var from) && EmailAddress.TryParse(from.Address, out var own) ? own : null;
        var channel = channels.Find(channel => channel.DeskId == deskId) ?? new MailChannel { DeskId = deskId };
        return new DeskTakingMail(
            work,
            site,
            desk,
            channel,
            new OwnAddressBook([.. channels.SelectMany(channel => channel.AllAddresses()), .. EmailAddress.Among(users), .. sender is null ? [] : new[] { sender }]),
            key,
            clock.Now(),
            await TypeAsync(work, deskId, channel),
            []);
    }

    private static async Task<RequestType?> TypeAsync(Work work, Guid deskId, MailChannel channel)
    {
        var wanted = channel.RequestTypeId;
        return await work.Db.RequestTypes.AsNoTracking().Where(type => type.DeskId == deskId && type.ArchivedAt == null)
            .OrderBy(type => type.Id != wanted).ThenBy(type => type.Position).ThenBy(type => type.Id).FirstOrDefaultAsync();
    }
}
