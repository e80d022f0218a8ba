using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Mime;

namespace ServiceDesk.Domain.Mail.Threads;

/// <summary>Finds the request of a desk that a mail answers, in the order of design.md 4: reply address, Message-IDs, key in the subject.</summary>
internal sealed partial class MailThreads(DeskTakingMail at, ThreadsAhead ahead)
{
    private const int MostIds = 20;
    private const int MostAddresses = 50;
    private const int MostSubject = 1_000;

    // Where mail servers write whom they delivered to, when the writer's own words have lost the token.
    private static readonly string[] Delivered = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"];

    /// <summary>The Message-IDs a mail names, the nearest first.</summary>
    public static IEnumerable<string> AnsweredIds(ReadMail mail) => mail.InReplyTo.Concat(mail.References.Reverse()).Distinct(StringComparer.Ordinal).Take(MostIds);

    /// <summary>To whom it was sent, as far as it says.</summary>
    public static IEnumerable<string> Addresses(ReadMail mail, string? envelopeRecipient) =>
        new[] { envelopeRecipient ?? "" }.Concat(mail.To.Concat(mail.Cc).Select(person => person.Address)).Concat(Delivered.SelectMany(mail.Header)).Take(MostAddresses);

    /// <summary>Finds it; null when the mail answers none of the desk's.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="envelopeRecipient">To whom the mail server delivered it; null when not known.</param>
    /// <param name="senderId">The writer's account; null when nobody has the address.</param>
    public async Task<FoundThread?> FindAsync(ReadMail mail, string? envelopeRecipient, Guid? senderId)
    {
        foreach (var signed in Addresses(mail, envelopeRecipient).Select(at.Key.ReadAddress).OfType<SignedThread>())
        {
            if (await CheckedAsync(signed, senderId) is { } found)
            {
                return found;
            }
        }

        var ids = AnsweredIds(mail).ToList();
        foreach (var signed in ids.Select(at.Key.ReadMessageId).OfType<SignedThread>())
        {
            if (await CheckedAsync(signed, senderId) is { } found)
            {
                return found;
            }
        }

        return Sent(ids) ?? Received(ids) ?? await NamedAsync(mail.Subject);
    }

    private async Task<FoundThread?> CheckedAsync(SignedThread signed, Guid? senderId)
    {
        if (await ahead.RequestAsync(at, signed.RequestId) is not { } request)
        {
            return null;
        }

        if (senderId is { } sender && signed.IsSignedFor(sender))
        {
            return new FoundThread(request.Id, sender, signed.IsReplyAddress) { IsNote = signed.IsNote };
        }

        // Sent to somebody else, who passed it on: genuine, but no proof of who writes now.
        var staff = await at.Work.Db.DeskAgents.Where(agent => agent.DeskId == at.Desk.Id).Select(agent => agent.AccountId).ToListAsync();
        return ahead.ParticipantsOf(request).Concat(staff).Prepend(request.ReporterId).Where(signed.IsSignedFor).Select(other => new FoundThread(request.Id, other, signed.IsReplyAddress)).FirstOrDefault();
    }

    // The Message-IDs of mails sent are random, so that who names one has seen it.
    private FoundThread? Sent(List<string> ids) => ids.Select(ahead.Sent).OfType<SentMail>().Where(mail => mail.DeskId == at.Desk.Id && mail.RequestId is not null)
        .Select(mail => new FoundThread(mail.RequestId!.Value, mail.AccountId ?? Guid.Empty, IsReplyAddress: false)).FirstOrDefault();

    private FoundThread? Received(List<string> ids) => ids.SelectMany(ahead.Received).Select(mail => new FoundThread(mail.RequestId, SentTo: null, IsReplyAddress: false)).FirstOrDefault();

    private async Task<FoundThread?> NamedAsync(string? subject)
    {
        foreach (Match match in KeyInSubject.Matches(subject is { Length: > MostSubject } ? subject[..MostSubject] : subject ?? ""))
        {
            var number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
            if (match.Groups["key"].ValueSpan.Equals(at.Desk.Key, StringComparison.OrdinalIgnoreCase)
                && await at.Work.Db.Requests.Where(request => request.DeskId == at.Desk.Id && request.Number == number).Select(request => (Guid?)request.Id).SingleOrDefaultAsync() is { } id)
            {
                return new FoundThread(id, SentTo: null, IsReplyAddress: false);
            }
        }

        return null;
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}-])(?<key>[A-Za-z][A-Za-z0-9]{1,9})-(?<number>[0-9]{1,9})(?![\p{L}\p{N}-])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyInSubject { get; }
}

/// <summary>The request a mail answers, and how that is known.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="SentTo">To whom the mail was sent whose token or Message-ID shows it; null when it is merely named.</param>
/// <param name="IsReplyAddress">Whether it is shown by a token in the reply address.</param>
internal sealed record FoundThread(Guid RequestId, Guid? SentTo, bool IsReplyAddress)
{
    /// <summary>Whether what is answered is for staff alone.</summary>
    public bool IsNote { get; init; }

    /// <summary>Whether somebody who was sent a mail of the request must have passed it on, or answers it; else anybody could have named it.</summary>
    public bool IsShown => SentTo is not null;
}
