using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>The outbox as site administrators see it (design.md 4 "Out"): what waits, was delivered, failed; opening and sending again.</summary>
public sealed class MailOutbox(DeskWork database, FreshLinks fresh, ILinkSeal seal, IOptions<MailOptions> options, TimeProvider clock)
{
    /// <summary>How many mails one page lists.</summary>
    public const int PageSize = 50;

    // A button pressed twice means one mail.
    private static readonly TimeSpan OnePress = TimeSpan.FromSeconds(10);

    /// <summary>Whether a mail server is configured; without one, mails are kept and their links can be opened here.</summary>
    public bool HasServer => options.Value.HasServer;

    /// <summary>The mails, newest first.</summary>
    /// <param name="state">Only those in this state; null for all.</param>
    /// <param name="after">Where the page before ended; null to begin.</param>
    /// <param name="by">Who looks.</param>
    public async Task<Outcome<PageOf<MailRow>>> ListAsync(MailState? state, string? after, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.AdministerSite))
        {
            return new NotFound();
        }

        var mails = state is { } one ? db.Outbox.In(one, HasServer) : db.Outbox;
        if (Guid.TryParse(after, out var last))
        {
            mails = mails.Where(mail => mail.Id.CompareTo(last) < 0);
        }

        var found = await mails.OrderByDescending(mail => mail.Id).Take(PageSize + 1).ToListAsync();
        var readable = await DesksReadableAsync(db, found, by);
        var used = await LinksUsedAsync(db, found);
        var rows = found.Take(PageSize).Select(mail => MailRow.Of(mail, HasServer, IsReadable(mail, readable), mail.LinkId is { } link && used.Contains(link))).ToList();
        return new PageOf<MailRow>(rows, found.Count > PageSize ? rows[^1].Id.ToString() : null);
    }

    /// <summary>
    /// Opens a mail. Its link is shown only while there is no mail server, and then opening is audited. A mail about a request is for the
    /// staff of its desk: administering the site alone lets nobody read requests (design.md 2.8).
    /// </summary>
    public Task<Outcome<OpenedMail>> OpenAsync(Guid id, CultureInfo culture, Actor by) => database.RunAsync<OpenedMail>(async work =>
    {
        if (await FindAsync(work.Db, id, by) is not { } mail)
        {
            return new NotFound();
        }

        if (!IsReadable(mail, await DesksReadableAsync(work.Db, [mail], by)))
        {
            return new NotAllowed();
        }

        var link = HasServer || mail.SealedLink is null ? null : seal.Open(mail.SealedLink);
        if (link is not null)
        {
            work.Db.Audit.Add(AuditEntry.Of(Changes.MailOpened, by, clock.Now(), mail.DeskId, mail.Id, new { mail.To, Kind = mail.Kind.ToString() }));
        }

        var files = await work.Db.OutboxFiles.Where(file => file.MailId == id).OrderBy(file => file.Position)
            .Join(work.Db.Attachments, file => file.AttachmentId, attachment => attachment.Id, (file, attachment) => new OpenedFile(attachment.FileName, attachment.Bytes))
            .ToListAsync();
        await work.CommitAsync();
        return Show(mail, link, culture) with { Files = files };
    });

    /// <summary>
    /// Sends a mail again. One that carries a secret link is written anew with a fresh link, if the rule book still allows it, and the old
    /// link ends (design.md 2.3); any other is queued as it is.
    /// </summary>
    public Task<Outcome<Done>> SendAgainAsync(Guid id, Actor by) => database.RunAsync<Done>(async work =>
    {
        if (await FindAsync(work.Db, id, by) is not { } seen)
        {
            return new NotFound();
        }

        var now = clock.Now();
        if (seen.LinkId is not null && await fresh.WriteAsync(work, seen, by, now) is { IsDone: false } no)
        {
            return no.Refusal;
        }

        if (seen.LinkId is null)
        {
            await work.HoldAsync($"SELECT 1 FROM \"Outbox\" WHERE \"Id\" = {id}");
            (await work.Db.Outbox.AsTracking().SingleAsync(mail => mail.Id == id)).QueueAgain(now);
        }

        // Asked once the rows are held: of two presses at the same time, the second sees the first.
        var earliest = now - OnePress;
        if (await work.Db.Audit.AnyAsync(entry => entry.SubjectId == id && entry.What == Changes.MailSentAgain && entry.At > earliest))
        {
            return new SentAgainJustNow();
        }

        work.Db.Audit.Add(AuditEntry.Of(Changes.MailSentAgain, by, now, seen.DeskId, seen.Id, new { seen.To, Kind = seen.Kind.ToString(), seen.DeliveredAt }));
        await work.CommitAsync(seen.News());
        return new Done();
    });

    private static async Task<OutboxMail?> FindAsync(DeskDb db, Guid id, Actor by) =>
        (await Rights.OfAsync(db, by)).May(Operation.AdministerSite) ? await db.Outbox.AsNoTracking().Include(mail => mail.Files).SingleOrDefaultAsync(mail => mail.Id == id) : null;

    private static bool IsReadable(OutboxMail mail, HashSet<Guid> desks) => mail.RequestId is null || (mail.DeskId is { } desk && desks.Contains(desk));

    private static async Task<HashSet<Guid>> LinksUsedAsync(DeskDb db, IEnumerable<OutboxMail> mails)
    {
        var links = mails.Select(mail => mail.LinkId).OfType<Guid>().ToList();
        return [.. await db.MailedLinks.Where(link => links.Contains(link.Id) && link.UsedAt != null).Select(link => link.Id).ToListAsync()];
    }

    private static async Task<HashSet<Guid>> DesksReadableAsync(DeskDb db, IEnumerable<OutboxMail> mails, Actor by)
    {
        var readable = new HashSet<Guid>();
        foreach (var desk in mails.Where(mail => mail.RequestId is not null).Select(mail => mail.DeskId).OfType<Guid>().Distinct())
        {
            if ((await Rights.OfAsync(db, by, desk)).May(Operation.ReadRequests))
            {
                readable.Add(desk);
            }
        }

        return readable;
    }

    private OpenedMail Show(OutboxMail mail, string? link, CultureInfo culture)
    {
        var shown = link ?? Sentences.Of(typeof(MailOutbox), "LinkIsHidden", culture);
        var html = mail.Html.Replace($"<a href=\"{OutboxMail.LinkMark}\">{OutboxMail.LinkMark}</a>", $"<strong>{WebUtility.HtmlEncode(shown)}</strong>", StringComparison.Ordinal);
        var text = mail.LinkId is null ? mail.Text : mail.Text.Replace(OutboxMail.LinkMark, shown, StringComparison.Ordinal);
        return new OpenedMail(MailRow.Of(mail, HasServer, isReadable: true), text, html, link is null ? null : new Uri(link));
    }
}

/// <summary>The mail was sent again a moment ago.</summary>
public sealed record SentAgainJustNow : Refusal;
