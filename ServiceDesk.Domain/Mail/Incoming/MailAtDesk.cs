using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Mime;
using ServiceDesk.Domain.Mail.Reports;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>A desk within the work that processes its mails, with site and desk as they will be until the work ends, and the type its mails are raised as.</summary>
internal sealed record DeskTakingMail(Work Work, Site Site, Desk Desk, MailChannel Channel, OwnAddressBook Own, ThreadKey Key, DateTimeOffset Now, RequestType? Type, HashSet<Topic> News)
{
    /// <summary>How many mails were answered of late, with those of this work; null until somebody asked.</summary>
    public int? Answered { get; set; }

    /// <summary>Who is told of every request at it.</summary>
    public DeskWatchers Watchers { get; } = new(Work.Db, Desk.Id);
}

/// <summary>What was read ahead for some mails of it.</summary>
internal sealed record ReadAhead(WritersAhead Writers, ThreadsAhead Threads);

/// <summary>One mail at that desk.</summary>
internal sealed record MailAtDesk(DeskTakingMail At, ReadAhead Ahead, IncomingMail Row, OpenedMail Opened, EmailAddress Sender, MailProof Proof)
{
    public Work Work => At.Work;

    public DeskDb Db => At.Work.Db;

    public Desk Desk => At.Desk;

    public DateTimeOffset Now => At.Now;

    public ReadMail Read => Opened.Read;

    /// <summary>Nothing is ever answered to a machine.</summary>
    public bool IsAutomatic => Opened.Automation is not Automation.None;

    /// <summary>What failed the trusted server's test makes nobody known and mails nobody (design.md 2.2).</summary>
    public bool IsAuthentic => Proof is not MailProof.Failed;

    public DoorSettings Settings => AtTheDoor.SettingsOf(At.Site, At.Desk);

    public void Tell(params IEnumerable<Topic> news) => At.News.UnionWith(news);

    /// <summary>What it does to a request.</summary>
    public RequestEvent EventOn(Request request, Account by) => new(Work, At.Key, request, Actor.Person(by.Id, null), Now) { Channel = At.Channel, Watchers = At.Watchers };

    /// <summary>Notes a decision at a door.</summary>
    public void Note(Door door, AccessDecision decision, EmailAddress address, Account? account) =>
        Db.DoorLog.Add(DoorEntry.Of(door, decision, Desk.Id, address, account is null ? Actor.Stranger(null) : Actor.Person(account.Id, null), Now));

    public void Settle(IncomingState state, IncomingReason reason = IncomingReason.None, string argument = "") => Row.Settle(state, reason, argument, Now);
}

/// <summary>The addresses of the site itself: of every desk and of the mailboxes they read, and the one its mails come from. With whatever follows a plus, they are the same.</summary>
internal sealed class OwnAddressBook(IEnumerable<EmailAddress> addresses)
{
    private readonly HashSet<string> _known = addresses.Select(Plain).ToHashSet(StringComparer.Ordinal);

    public bool Has(EmailAddress address) => _known.Contains(Plain(address));

    private static string Plain(EmailAddress address)
    {
        var local = address.Normalized[..address.Normalized.LastIndexOf('@')];
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        return (plus > 0 ? local[..plus] : local) + "@" + address.Domain;
    }
}
