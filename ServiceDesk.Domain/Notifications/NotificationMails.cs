using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Mime.Writing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Notifications;

/// <summary>
/// Writes the mails about a request: from the desk's address, among the mails before, with an address that leads answers back (design.md 4).
/// To an address that is not proved goes nothing that was not written by staff: there the request type stands in for the summary, and
/// the address for the name.
/// </summary>
public sealed class NotificationMails(MailWriting writing, SiteLinks links, IOptions<NotificationOptions> options)
{
    /// <summary>To the reporter, who raised it: we have it.</summary>
    /// <param name="what">The request, and how mail comes to its desk.</param>
    /// <param name="desk">The desk's name.</param>
    /// <param name="type">The request's type.</param>
    /// <param name="to">The reporter.</param>
    /// <param name="answered">The mail that raised it, and those before; empty when none did.</param>
    internal OutboxMail Received(RequestEvent what, string desk, RequestType type, Account to, IReadOnlyList<string> answered)
    {
        var recipient = Recipient.Of(to, what.Request.DeskId, what.By.Language);
        var context = ContextOf(what, desk, to, answered, isInternal: false);
        context = context with
        {
            Frame = Frame(what, to, Notification.Replies, isInternal: false, context.Unsubscribe!, recipient.Culture),
            Automatic = answered.Count > 0 ? AutoSubmitted.Replied : AutoSubmitted.Generated,
        };
        return writing.Write(MailKind.RequestReceived, recipient, what.Now, context, links.ToRequest(what.Request.Key), null, what.Request.Id, what.Request.Key, About(what.Request, type.Name, to), NameOf(to), "", "", desk);
    }

    /// <summary>Adds what people are told to the outbox; what follows shortly after other news is gathered.</summary>
    internal async Task AddAsync(RequestEvent what, IReadOnlyList<Notice> notices)
    {
        if (notices.Count == 0)
        {
            return;
        }

        var desk = await what.Db.Desks.Where(desk => desk.Id == what.Request.DeskId).Select(desk => desk.Name).SingleAsync();
        var type = await what.Db.RequestTypes.Where(type => type.Id == what.Request.TypeId).Select(type => type.Name).SingleAsync();
        var at = what.Channel is not null ? what : what with { Channel = await what.Db.ChannelOfAsync(what.Request.DeskId) };
        var before = await MailsBefore.ReadAsync(what.Db, what.Request, [.. notices.Select(notice => notice.To)], what.Now);
        foreach (var notice in notices)
        {
            Add(at, desk, type, notice, before[notice.To.Id]);
        }
    }

    /// <summary>How a mail about a request to somebody stands among the others.</summary>
    internal MailContext ContextOf(RequestEvent what, string desk, Account to, IReadOnlyList<string> before, bool isInternal)
    {
        return new MailContext
        {
            From = SenderOf(what.Channel, desk),
            ReplyTo = ReplyTo(what, to, isInternal),
            MessageId = what.Key.MessageId(what.Request.Id, to.Id, links.PublicUrl.Host),
            InReplyTo = before.Count > 0 ? before[^1] : null,
            References = before,
            Unsubscribe = links.ToStopMails(what.Key.StopToken(what.Request.Id, to.Id)),
        };
    }

    /// <summary>The desk as a sender; null where the site is.</summary>
    internal static Mailbox? SenderOf(MailChannel? channel, string desk) =>
        channel is { SendsFromAddress: true, Address: { } own } ? new Mailbox(own, OneLine.Of(desk)) : null;

    private void Add(RequestEvent what, string desk, string type, Notice notice, MailsBefore before)
    {
        var recipient = Recipient.Of(notice.To, what.Request.DeskId);
        var said = Told(notice, recipient.Culture);
        var mayGather = !writing.IsOff(notice.Kind, recipient.DeskId) && !writing.IsOff(MailKind.RequestNews, recipient.DeskId);
        var news = new[] { said.News(notice.Kind, recipient.Culture) }.AsEnumerable();
        var (kind, isInternal) = (notice.Kind, notice.Said.IsInternal);
        var text = notice.Kind is MailKind.StatusChanged ? said.Status : said.Text;
        var files = said.Files.Where(file => file.IsAttached).Select(file => new MailedFile(file.File.Id)).ToList();
        var leaves = before.LatestAt + options.Value.Gathering;
        if (mayGather && before.Waiting is { } waiting)
        {
            // It has not left: this takes its place.
            what.Db.Outbox.Remove(waiting);
            news = news.Prepend(waiting.Gathered!);
            files.InsertRange(0, waiting.Files.OrderBy(file => file.Position).Select(file => new MailedFile(file.AttachmentId, file.ContentId)));
            isInternal |= waiting.ReplyTo is not null && waiting.ReplyTo == ReplyTo(what, notice.To, isInternal: true)?.Typed;
            (kind, leaves) = (MailKind.RequestNews, waiting.NextTryAt);
            text = string.Join("\n\n", news);
        }

        var context = ContextOf(what, desk, notice.To, before.Ids, isInternal);
        context = context with
        {
            Frame = Frame(what, notice.To, notice.Because, isInternal, context.Unsubscribe!, recipient.Culture),
            Automatic = notice.Kind is MailKind.PublicReply && kind is MailKind.PublicReply ? AutoSubmitted.No : AutoSubmitted.Generated,
            NotBefore = mayGather && leaves > what.Now ? leaves : null,
            Gathered = mayGather && leaves > what.Now ? string.Join("\n\n", news) : null,
            Files = files,
        };
        var link = notice.IsForStaff ? links.ToRequestOfStaff(what.Request.Key) : links.ToRequest(what.Request.Key);
        what.Db.Outbox.Add(writing.Write(kind, recipient, what.Now, context, link, null, what.Request.Id, what.Request.Key, About(what.Request, type, notice.To), NameOf(notice.To), said.Writer, text, desk));
    }

    private ToldByMail Told(Notice notice, CultureInfo culture)
    {
        var isShown = notice.Said.IsByStaff || notice.To.AddressProvedAt is not null;
        return new ToldByMail(
            isShown ? notice.Said.Writer : Sentences.Of(typeof(NotificationMails), "SomebodyElse", culture),
            isShown ? notice.Said.Text : "",
            notice.Said.Status is { } status ? Sentences.Of(typeof(NotificationMails), $"Status.{status}", culture) : "",
            isShown ? MailedFiles.Of(notice.Said.Files, options.Value.MostAttachedBytes, file => links.To($"{(notice.IsForStaff ? "/desks" : "/portal")}/attachments/{file.Id}")) : [])
        .WithFiles(culture);
    }

    private static EmailAddress? ReplyTo(RequestEvent what, Account to, bool isInternal) =>
        what.Channel?.Address is { } own && EmailAddress.TryParse(own, out var address)
            ? EmailAddress.Parse(what.Key.ReplyAddress(address, what.Request.Id, to.Id, isInternal) ?? address.Typed)
            : null;

    private MailFrame Frame(RequestEvent what, Account to, Notification because, bool isInternal, Uri stop, CultureInfo culture)
    {
        string Say(string key, params object?[] arguments) => Sentences.Of(typeof(NotificationMails), key, culture, arguments);
        var isStaff = Notifications.OfStaff.Contains(because);
        var above = what.Channel?.Address is null ? null : Say(isInternal ? "Above.Note" : isStaff ? "Above.Staff" : "Above.Customer");
        var lines = new List<string> { Say($"Because.{because}") };
        if (what.Channel?.Address is null)
        {
            lines.Add(Say("NobodyReadsAnswers"));
        }

        lines.AddRange([Say("StopMails", what.Request.Key), stop.AbsoluteUri]);
        return new MailFrame(above, string.Join('\n', to.IsContact ? lines : [.. lines, Say("ChooseMails"), links.ToNotifications.AbsoluteUri]));
    }

    private static string About(Request request, string type, Account to) => to.AddressProvedAt is null ? type : request.Summary;

    private static string NameOf(Account to) => to.AddressProvedAt is null ? to.Email! : to.FullName;
}
