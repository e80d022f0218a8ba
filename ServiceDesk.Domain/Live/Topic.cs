using System.Runtime.InteropServices;

namespace ServiceDesk.Domain.Live;

/// <summary>Something that can change and that open pages show: what the news are about. It tells that it changed, never what to.</summary>
/// <param name="Kind">The kind of thing.</param>
/// <param name="Id">Which one; empty where there is but one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Topic(TopicKind Kind, Guid Id = default)
{
    /// <summary>A node missed news: everything shown is read again.</summary>
    public static Topic Everything { get; } = new(TopicKind.Everything);

    /// <summary>The site's switches and settings.</summary>
    public static Topic Site { get; } = new(TopicKind.Site);

    /// <summary>Which desks there are.</summary>
    public static Topic Desks { get; } = new(TopicKind.Desks);

    /// <summary>The user directory and the seats.</summary>
    public static Topic Users { get; } = new(TopicKind.Users);

    /// <summary>The outbox.</summary>
    public static Topic Outbox { get; } = new(TopicKind.Outbox);

    /// <summary>Attempts at all doors, and what limits turned away.</summary>
    public static Topic DoorLog { get; } = new(TopicKind.DoorLog);

    /// <summary>Attempts at a desk's doors.</summary>
    public static Topic DoorLogOf(Guid deskId) => new(TopicKind.DoorLog, deskId);

    /// <summary>The audit.</summary>
    public static Topic Audit { get; } = new(TopicKind.Audit);

    /// <summary>The words of mails, and which are sent.</summary>
    public static Topic MailTemplates { get; } = new(TopicKind.MailTemplates);

    /// <summary>A desk's settings, access, agents and request types.</summary>
    public static Topic Desk(Guid id) => new(TopicKind.Desk, id);

    /// <summary>A desk's customer list and what waits at its door.</summary>
    public static Topic CustomersOf(Guid deskId) => new(TopicKind.Customers, deskId);

    /// <summary>Mails that came, with something to do.</summary>
    public static Topic IncomingMails { get; } = new(TopicKind.IncomingMails);

    /// <summary>The mails that came to a desk, with what became of them.</summary>
    public static Topic IncomingMailsOf(Guid deskId) => new(TopicKind.IncomingMails, deskId);

    /// <summary>Which mailboxes are read, and how.</summary>
    public static Topic Mailboxes { get; } = new(TopicKind.Mailboxes);

    /// <summary>A desk's mailbox, with how its reading goes.</summary>
    public static Topic MailboxOf(Guid deskId) => new(TopicKind.Mailboxes, deskId);

    /// <summary>Webhooks with something to be sent.</summary>
    public static Topic Webhooks { get; } = new(TopicKind.Webhooks);

    /// <summary>A desk's webhooks, with what they were told.</summary>
    public static Topic WebhooksOf(Guid deskId) => new(TopicKind.Webhooks, deskId);

    /// <summary>Imports with something to do.</summary>
    public static Topic Imports { get; } = new(TopicKind.Imports);

    /// <summary>A desk's imports of customers, with how far they are.</summary>
    public static Topic ImportsOf(Guid deskId) => new(TopicKind.Imports, deskId);

    /// <summary>Which collectors take requests, and how.</summary>
    public static Topic Collectors { get; } = new(TopicKind.Collectors);

    /// <summary>A desk's collectors, with what came of them.</summary>
    public static Topic CollectorsOf(Guid deskId) => new(TopicKind.Collectors, deskId);

    /// <summary>A desk's queues.</summary>
    public static Topic RequestsOf(Guid deskId) => new(TopicKind.Requests, deskId);

    /// <summary>One request, its conversation included.</summary>
    public static Topic Request(Guid id) => new(TopicKind.Request, id);

    /// <summary>One person: rights, sessions, the desks they are on and their own requests.</summary>
    public static Topic Account(Guid id) => new(TopicKind.Account, id);

    /// <summary>Whether it can change who may see what.</summary>
    public bool ChangesRights => Kind is TopicKind.Everything or TopicKind.Site or TopicKind.Desks or TopicKind.Desk or TopicKind.Account;

    /// <inheritdoc/>
    public override string ToString() => Id == Guid.Empty ? Kind.ToString() : $"{Kind}:{Id:N}";

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is of a newer version or no topic.</summary>
    public static Topic? Read(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var id = Guid.Empty;
        return Enum.TryParse<TopicKind>(colon < 0 ? text : text[..colon], out var kind) && (colon < 0 || Guid.TryParse(text[(colon + 1)..], out id))
            ? new Topic(kind, id)
            : null;
    }
}

/// <summary>The kinds of things news are about.</summary>
public enum TopicKind
{
    /// <summary>Everything.</summary>
    Everything,

    /// <summary>The site's settings.</summary>
    Site,

    /// <summary>Which desks there are.</summary>
    Desks,

    /// <summary>One desk.</summary>
    Desk,

    /// <summary>A desk's customers.</summary>
    Customers,

    /// <summary>A desk's requests.</summary>
    Requests,

    /// <summary>One request.</summary>
    Request,

    /// <summary>One person.</summary>
    Account,

    /// <summary>The user directory.</summary>
    Users,

    /// <summary>The outbox.</summary>
    Outbox,

    /// <summary>Imports of customers.</summary>
    Imports,

    /// <summary>Mails that came.</summary>
    IncomingMails,

    /// <summary>Attempts at doors.</summary>
    DoorLog,

    /// <summary>The audit.</summary>
    Audit,

    /// <summary>The words of mails.</summary>
    MailTemplates,

    /// <summary>Mailboxes that desks read.</summary>
    Mailboxes,

    /// <summary>A desk's webhooks.</summary>
    Webhooks,

    /// <summary>Collectors of requests on other web sites.</summary>
    Collectors,
}
