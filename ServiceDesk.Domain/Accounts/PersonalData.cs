using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>
/// What the site keeps of a person, for the person alone: the account with its addresses and sessions, the lists they stand on, their
/// requests with the public comments, mails to them and from them, their address at the doors, and what was changed by or about them.
/// Where a desk has shut them out, they get what they wrote themselves; internal comments never.
/// </summary>
public sealed class PersonalData(DeskDatabase database, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Everything as a JSON text.</summary>
    public async Task<Outcome<string>> ExportAsync(Actor by)
    {
        await using var db = database.Read();
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == by.AccountId && a.DeactivatedAt == null) is not { } account)
        {
            return new NotFound();
        }

        var further = await db.FurtherAddressesOfAsync(account.Id);
        return JsonSerializer.Serialize(
            new
            {
                ExportedAt = clock.Now(),
                Account = AccountOf(account, further, await db.Seats.Where(seat => seat.AccountId == account.Id).Select(seat => new { Application = seat.Application.ToString(), seat.Since }).ToListAsync()),
                CustomerOf = await db.DeskCustomers.Where(place => place.AccountId == account.Id)
                    .Join(db.Desks, place => place.DeskId, desk => desk.Id, (place, desk) => new { Desk = desk.Name, desk.Key, Since = place.JoinedAt, CameBy = place.CameBy.ToString() })
                    .ToListAsync(),
                AgentOf = await db.DeskAgents.Where(place => place.AccountId == account.Id)
                    .Join(db.Desks, place => place.DeskId, desk => desk.Id, (place, desk) => new { Desk = desk.Name, desk.Key, place.Since, place.IsAdministrator })
                    .ToListAsync(),
                Requests = await RequestsAsync(db, account),
                ParticipantOf = await db.Participants.Where(part => part.AccountId == account.Id)
                    .Join(db.Requests, part => part.RequestId, request => request.Id, (part, request) => new { request.Key, part.Since }).ToListAsync(),
                Sessions = await db.LogInSessions.Where(session => session.AccountId == account.Id && session.Stamp == account.SecurityStamp).Select(session => new { session.BeganAt }).ToListAsync(),
                ApiTokens = await db.ApiTokens.Where(token => token.AccountId == account.Id).OrderBy(token => token.MadeAt).Select(token => new { token.Name, token.MadeAt, token.ExpiresAt, token.LastUsedAt, token.RevokedAt }).ToListAsync(),
                Mails = await db.Outbox.Where(mail => mail.AccountId == account.Id).OrderBy(mail => mail.WrittenAt).Select(mail => new { mail.To, mail.Subject, mail.WrittenAt, mail.DeliveredAt }).ToListAsync(),
                MailsReceived = await ReceivedAsync(db, account),
                Attempts = await db.DoorLog.Where(entry => entry.Address == account.NormalizedEmail).OrderBy(entry => entry.At)
                    .Select(entry => new { entry.At, Door = entry.Door.ToString(), IsAllowed = entry.Effect != null }).ToListAsync(),
                Changes = await ChangesAsync(db, account, further, Languages.CultureOf(by.Language)),
            },
            Json);
    }

    // Whose name a mail bears is theirs to see once the address is shown to be theirs.
    private static async Task<IReadOnlyList<object>> ReceivedAsync(DeskDb db, Account account)
    {
        if (account.AddressProvedAt is null)
        {
            return [];
        }

        var addresses = await db.Accounts.Where(own => own.Id == account.Id || own.MergedIntoId == account.Id).Select(own => own.NormalizedEmail).ToListAsync();
        return await db.IncomingMails.Where(mail => addresses.Contains(mail.SenderAddress)).OrderBy(mail => mail.ReceivedAt)
            .Select(mail => new { mail.From, mail.Subject, mail.ReceivedAt, State = mail.State.ToString() })
            .ToListAsync<object>();
    }

    private static object AccountOf(Account account, IReadOnlyList<string> further, object seats) => new
    {
        account.Id,
        Address = account.Email,
        FurtherAddresses = further,
        account.FullName,
        account.Language,
        account.TimeZone,
        account.MadeAt,
        account.AddressProvedAt,
        account.LastSeenAt,
        HasTwoFactor = account.TwoFactorEnabled,
        account.IsSiteAdministrator,
        Seats = seats,
    };

    // What others did is told without who they were; from where, only what the person did.
    private static async Task<IReadOnlyList<object>> ChangesAsync(DeskDb db, Account account, IReadOnlyList<string> further, CultureInfo culture)
    {
        var entries = await db.Audit.Where(entry => entry.SubjectId == account.Id || entry.ActorId == account.Id).OrderBy(entry => entry.At).ToListAsync();
        var told = entries.ConvertAll(entry => (Entry: entry, What: entry.Sentence(culture)));
        var own = new OwnAddresses([account.Email!, .. further, .. told.Where(change => IsAboutThemAlone(change.Entry, account)).Select(change => change.What)]);
        return [.. told.Select(change => new
        {
            change.Entry.At,
            What = own.In(change.What),
            ByYou = change.Entry.ActorId == account.Id,
            From = change.Entry.ActorId == account.Id ? change.Entry.Network : null,
        })];
    }

    // A merge names another account too, which is theirs only as long as it is not undone.
    private static bool IsAboutThemAlone(AuditEntry entry, Account account) =>
        entry.SubjectId == account.Id && entry.What is not (Audit.Changes.AccountsMerged or Audit.Changes.MergeUndone);

    private async Task<IReadOnlyList<object>> RequestsAsync(DeskDb db, Account account)
    {
        var requests = await db.Requests
            .Where(request => (request.ReporterId == account.Id && (!request.IsUnproved || account.AddressProvedAt != null))
                || db.Participants.Where(participant => participant.AccountId == account.Id).Select(participant => participant.RequestId).Contains(request.Id))
            .OrderBy(request => request.RaisedAt)
            .ToListAsync();
        var ids = requests.ConvertAll(request => request.Id);
        var comments = (await db.Comments
                .Where(comment => ids.Contains(comment.RequestId) && !comment.IsInternal)
                .OrderBy(comment => comment.WrittenAt)
                .Select(comment => new { comment.RequestId, comment.AuthorId, Author = comment.Author.FullName, comment.WrittenAt, comment.Text })
                .ToListAsync())
            .ToLookup(comment => comment.RequestId);
        var mayRead = await MayReadAsync(db, account, requests.Select(request => request.DeskId).Distinct());

        return
        [
            .. requests
                .Where(request => mayRead[request.DeskId] || request.ReporterId == account.Id)
                .Select(request => new
                {
                    request.Key,
                    request.Summary,
                    request.Description,
                    Status = request.Status.ToString(),
                    request.RaisedAt,
                    IsOwn = request.ReporterId == account.Id,
                    Comments = comments[request.Id]
                        .Where(comment => mayRead[request.DeskId] || comment.AuthorId == account.Id)
                        .Select(comment => new { comment.Author, comment.WrittenAt, comment.Text }),
                }),
        ];
    }

    private async Task<Dictionary<Guid, bool>> MayReadAsync(DeskDb db, Account account, IEnumerable<Guid> desks)
    {
        var site = await db.Site.SingleAsync();
        var answers = new Dictionary<Guid, bool>();
        foreach (var id in desks)
        {
            var desk = await db.Desks.SingleAsync(d => d.Id == id);
            var role = (await Rights.OfAsync(db, Actor.Person(account.Id, network: null), id)) with { IsSiteAdministrator = false };
            var facts = await db.FactsOfAsync(account.Address, id, clock.Now());
            answers[id] = RuleBook.Decide(Door.PortalReading, role.AtDoor, facts, AtTheDoor.SettingsOf(site, desk)) is Allowed;
        }

        return answers;
    }
}
