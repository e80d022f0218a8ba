using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>
/// Stops the automatic answers of a desk when there are more than people ask for: a loop that does not show itself, or a flood in many names
/// (design.md 4). Mails go on being stored and processed. It stays so until an administrator of the desk has looked, because what caused it seldom
/// ends by itself, and each answer meanwhile may go to somebody who never wrote.
/// </summary>
public sealed class AnswerBreaker(MailWriting writing, SiteLinks links, IOptions<LimitsOptions> limits)
{
    /// <summary>Within how long the answers are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Whether the desk still answers; where this would be one too many, it stops and its administrators are told.</summary>
    internal async Task<bool> MayAnswerAsync(DeskTakingMail at)
    {
        var most = limits.Value.MailAnswersPerDesk;
        if (at.Channel.AnswersStoppedAt is not null || most == 0)
        {
            return at.Channel.AnswersStoppedAt is null;
        }

        var since = at.Channel.AnswersResumedAt is { } resumed && resumed > at.Now - Window ? resumed : at.Now - Window;
        at.Answered ??= await at.Work.Db.IncomingMails.CountAsync(mail => mail.DeskId == at.Desk.Id && mail.AnsweredAt > since);
        if (at.Answered < most)
        {
            return true;
        }

        await StopAsync(at, most);
        return false;
    }

    private async Task StopAsync(DeskTakingMail at, int most)
    {
        var db = at.Work.Db;
        var channel = await db.ChannelToChangeAsync(at.Desk.Id);
        channel.StopAnswers(at.Now);
        at.Channel.StopAnswers(at.Now);
        db.Audit.Add(AuditEntry.Of(Changes.MailAnswersStopped, Actor.Site, at.Now, at.Desk.Id, at.Desk.Id, new { Most = most, Minutes = (int)Window.TotalMinutes }));
        foreach (var administrator in await db.WhoLooksAfterAsync(at.Desk.Id))
        {
            db.Outbox.Add(writing.Write(MailKind.MailAnswersStopped, Recipient.Of(administrator, at.Desk.Id), at.Now, links.ToDeskMail(at.Desk.Key), mailedLink: null, requestId: null, at.Desk.Name, most, (int)Window.TotalMinutes));
        }

        at.News.UnionWith([Topic.Desk(at.Desk.Id), Topic.Outbox]);
    }
}
