using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>
/// The mails about requests. To an address that is not proved goes nothing that was not written by staff (design.md 4): there the
/// request type stands in for the summary, and the address for the name.
/// </summary>
internal static class RequestMail
{
    /// <summary>To the reporter, who raised it themselves: we have it.</summary>
    public static OutboxMail Received(MailWriting mails, SiteLinks links, Request request, RequestType type, Account to, Actor by, DateTimeOffset now) =>
        mails.Write(MailKind.RequestReceived, Recipient.Of(to, request.DeskId, by.Language), now, links.ToRequest(request.Key), mailedLink: null, request.Id, request.Key, About(request, type, to), NameOf(to));

    /// <summary>To a customer of the request: an agent answered.</summary>
    public static OutboxMail Reply(MailWriting mails, SiteLinks links, Request request, RequestType type, Account to, string agentName, string text, IReadOnlyList<string> fileNames, DateTimeOffset now)
    {
        var recipient = Recipient.Of(to, request.DeskId);
        var files = fileNames.Count == 0 ? "" : Sentences.Of(typeof(RequestMail), "MailedFiles", recipient.Culture, string.Join(", ", fileNames));
        var whole = string.Join("\n\n", new[] { text, files }.Where(part => part.Length > 0));
        return mails.Write(MailKind.PublicReply, recipient, now, links.ToRequest(request.Key), mailedLink: null, request.Id, request.Key, About(request, type, to), NameOf(to), agentName, whole);
    }

    /// <summary>Adds what the customers of a request, as far as they may still read it, are mailed of a public reply.</summary>
    public static async Task MailReplyAsync(this Work work, MailWriting mails, SiteLinks links, Request request, NewComment written, Actor by, DateTimeOffset now)
    {
        var type = await work.Db.RequestTypes.AsNoTracking().SingleAsync(t => t.Id == request.TypeId);
        var author = await work.Db.Accounts.AsNoTracking().Where(account => account.Id == by.AccountId).Select(account => account.FullName).SingleAsync();
        var files = await work.Db.Attachments.AsNoTracking().Where(file => written.Files.Contains(file.Id)).OrderBy(file => file.Id).Select(file => file.FileName).ToListAsync();
        foreach (var customer in await work.Db.CustomersOfAsync(request))
        {
            if (customer.Id != by.AccountId)
            {
                work.Db.Outbox.Add(Reply(mails, links, request, type, customer, author, written.CleanText, files, now));
            }
        }
    }

    private static string About(Request request, RequestType type, Account to) => to.AddressProvedAt is null ? type.Name : request.Summary;

    private static string NameOf(Account to) => to.AddressProvedAt is null ? to.Email! : to.FullName;
}
