using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Mail.Mime;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>What is known of the Message-IDs that some mails have or name, and the requests they lead to, read for all of them at once.</summary>
internal sealed class ThreadsAhead
{
    private readonly Dictionary<string, SentMail> _sent = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Request?> _requests = [];
    private readonly Dictionary<Guid, List<Guid>> _participants = [];
    private readonly HashSet<Guid> _writtenOn = [];
    private ILookup<string, EarlierMail> _received = Enumerable.Empty<EarlierMail>().ToLookup(mail => mail.MessageId);

    /// <summary>Reads it; the requests are held until the work ends.</summary>
    public static async Task<ThreadsAhead> ReadAsync(DeskTakingMail at, IReadOnlyList<(ReadMail Read, string? Recipient)> mails)
    {
        var (db, deskId, ahead) = (at.Work.Db, at.Desk.Id, new ThreadsAhead());
        var ids = mails.SelectMany(mail => MailThreads.AnsweredIds(mail.Read)).Concat(mails.Select(mail => IncomingMail.Short(mail.Read.MessageId)).OfType<string>()).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count > 0)
        {
            foreach (var mail in await db.Outbox.AsNoTracking().Where(mail => ids.Contains(mail.MessageId)).Select(mail => new SentMail(mail.MessageId, mail.DeskId, mail.RequestId, mail.AccountId)).ToListAsync())
            {
                ahead._sent[mail.MessageId] = mail;
            }

            ahead._received = (await db.IncomingMails.AsNoTracking().Where(mail => mail.DeskId == deskId && ids.Contains(mail.MessageId!) && mail.RequestId != null)
                .OrderBy(mail => mail.Id).Select(mail => new EarlierMail(mail.Id, mail.MessageId!, mail.TextHash, mail.RequestId!.Value, mail.CommentId)).ToListAsync()).ToLookup(mail => mail.MessageId, StringComparer.Ordinal);
        }

        var signed = mails.SelectMany(mail => MailThreads.Addresses(mail.Read, mail.Recipient).Select(at.Key.ReadAddress).Concat(MailThreads.AnsweredIds(mail.Read).Select(at.Key.ReadMessageId))).OfType<SignedThread>();
        await ahead.ReadRequestsAsync(at, [.. ahead._sent.Values.Select(mail => mail.RequestId).OfType<Guid>()
            .Concat(ahead._received.SelectMany(mails => mails).Select(mail => mail.RequestId))
            .Concat(signed.Select(one => one.RequestId)).Distinct()]);
        return ahead;
    }

    /// <summary>A mail of this site by its Message-ID; null when none is called so.</summary>
    public SentMail? Sent(string messageId) => _sent.GetValueOrDefault(messageId);

    /// <summary>The mails of the desk with a Message-ID of which a request or comment came, the oldest first.</summary>
    public IEnumerable<EarlierMail> Received(string messageId) => _received[messageId];

    /// <summary>A request of the desk, tracked and held until the work ends; null when it is none of the desk's. Those the mails lead to were read ahead.</summary>
    public async Task<Request?> RequestAsync(DeskTakingMail at, Guid id)
    {
        if (!_requests.ContainsKey(id))
        {
            await ReadRequestsAsync(at, [id]);
        }

        return _requests[id];
    }

    /// <summary>Whether none of these mails wrote on it before; from now on one has.</summary>
    public bool IsFirstOn(Request request) => _writtenOn.Add(request.Id);

    /// <summary>Who took part in it before these mails.</summary>
    public IReadOnlyList<Guid> ParticipantsOf(Request request) => _participants[request.Id];

    private async Task ReadRequestsAsync(DeskTakingMail at, Guid[] ids)
    {
        if (ids.Length == 0)
        {
            return;
        }

        // In one order, so that no two who hold several wait for one another.
        await at.Work.HoldAsync($"SELECT 1 FROM \"Requests\" WHERE \"Id\" = ANY({ids}) ORDER BY \"Id\"");
        var found = await at.Work.Db.Requests.AsTracking().Where(request => ids.Contains(request.Id) && request.DeskId == at.Desk.Id).ToDictionaryAsync(request => request.Id);
        var participants = (await at.Work.Db.Participants.AsNoTracking().Where(participant => ids.Contains(participant.RequestId)).ToListAsync()).ToLookup(participant => participant.RequestId, participant => participant.AccountId);
        foreach (var id in ids)
        {
            (_requests[id], _participants[id]) = (found.GetValueOrDefault(id), [.. participants[id]]);
        }
    }
}

/// <summary>A mail of this site.</summary>
internal sealed record SentMail(string MessageId, Guid? DeskId, Guid? RequestId, Guid? AccountId);

/// <summary>A mail of the desk that became a request or comment, or belongs to one.</summary>
internal sealed record EarlierMail(Guid Id, string MessageId, byte[]? TextHash, Guid RequestId, Guid? CommentId);
