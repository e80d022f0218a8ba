using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Access;

/// <summary>
/// How often somebody may try (settings <c>Limits:*</c>): sliding windows in this node's memory, bounded, never asking the database. What is
/// turned away does not count as a try, so that nobody is kept out longer by knocking; it is counted for the administrators per minute.
/// </summary>
public sealed partial class Limits(IOptions<LimitsOptions> options, TimeProvider clock, TurnedAwayCount turnedAway)
{
    private const int MostKeys = 50_000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Limit, SlidingWindow> _windows = new()
    {
        [Limit.SignUpsPerNetwork] = new(options.Value.SignUpsPerNetwork, Hour, MostKeys),
        [Limit.SignUpsPerAddress] = new(options.Value.SignUpsPerAddress, Hour, MostKeys),
        [Limit.SignUpsPerSite] = new(options.Value.SignUpsPerSite, Hour, 1),
        [Limit.MailsPerAddress] = new(options.Value.MailsPerAddress, Hour, MostKeys),
        [Limit.MailsPerNetwork] = new(options.Value.MailsPerNetwork, Hour, MostKeys),
        [Limit.MailsPerSite] = new(options.Value.MailsPerSite, Hour, 1),
        [Limit.InvitationsPerAccount] = new(options.Value.InvitationsPerAccount, Hour, MostKeys),
        [Limit.RequestsPerAccount] = new(options.Value.RequestsPerAccount, Hour, MostKeys),
        [Limit.AttachmentsPerAccount] = new(options.Value.AttachmentsPerAccount, Hour, MostKeys),
        [Limit.MailsInPerSender] = new(options.Value.MailsInPerSender, Hour, MostKeys),
        [Limit.MailsInPerDesk] = new(options.Value.MailsInPerDesk, Hour, MostKeys),
        [Limit.ApiCallsPerToken] = new(options.Value.ApiCallsPerToken, Minute, MostKeys),
        [Limit.ApiCallsPerNetwork] = new(options.Value.ApiCallsPerNetwork, Minute, MostKeys),
        [Limit.MailboxTestsPerAccount] = new(options.Value.MailboxTestsPerAccount, Hour, MostKeys),
        [Limit.CollectedSignedPerNetwork] = new(options.Value.CollectedSignedPerNetwork, Hour, MostKeys),
        [Limit.CollectedPerNetwork] = new(options.Value.CollectedPerNetwork, Hour, MostKeys),
        [Limit.CollectedPerCollector] = new(options.Value.CollectedPerCollector, Hour, MostKeys),
        [Limit.CollectedPerSite] = new(options.Value.CollectedPerSite, Hour, 1),
    };

    private readonly Dictionary<string, int> _circuits = new(StringComparer.Ordinal);
    private int _circuitsOpen;

    /// <summary>A sign-up or a site registration is asked for, which ends in a mail to the address; null when it may go on.</summary>
    public TooManySignUps? SignUp(Door door, EmailAddress address, Actor by) => Take(
        door,
        (Limit.SignUpsPerNetwork, SenderKey.OfNetwork(by.Network)),
        (Limit.SignUpsPerAddress, SenderKey.OfAddress(address)),
        (Limit.SignUpsPerSite, ""),
        (Limit.MailsPerAddress, SenderKey.OfAddress(address)),
        (Limit.MailsPerSite, "")) is { } wait ? new(wait) : null;

    /// <summary>Another form that mails an address is sent, such as forgotten password; null when it may go on.</summary>
    public TooManyMails? Mail(Door door, EmailAddress address, Actor by) => Take(
        door,
        (Limit.MailsPerNetwork, SenderKey.OfNetwork(by.Network)),
        (Limit.MailsPerAddress, SenderKey.OfAddress(address)),
        (Limit.MailsPerSite, "")) is { } wait ? new(wait) : null;

    /// <summary>A person invites so many customers: as many of them as the limit has room for may go on, and the rest is refused; null when all may.</summary>
    public (int Taken, TooManyInvitations? Refusal) Invitations(int count, Actor by)
    {
        for (var taken = 0; taken < count; taken++)
        {
            if (Take(Door.Invitation, (Limit.InvitationsPerAccount, AccountKey(by))) is { } wait)
            {
                return (taken, new(wait));
            }
        }

        return (count, null);
    }

    /// <summary>A person raises a request; null when it may go on.</summary>
    public TooManyRequests? Request(Actor by) =>
        Take(Door.PortalWriting, (Limit.RequestsPerAccount, AccountKey(by))) is { } wait ? new(wait) : null;

    /// <summary>A person brings somebody into a request, which counts as an invitation; null when it may go on.</summary>
    public TooManyInvitations? Participant(Actor by) =>
        Take(Door.Participant, (Limit.InvitationsPerAccount, AccountKey(by))) is { } wait ? new(wait) : null;

    /// <summary>A person uploads an attachment; null when it may go on.</summary>
    public TooManyAttachments? Attachment(Actor by) =>
        Take(Door.PortalWriting, (Limit.AttachmentsPerAccount, AccountKey(by))) is { } wait ? new(wait) : null;

    /// <summary>Somebody's mail is processed; null when it may go on.</summary>
    public TooManyMails? MailedBy(EmailAddress sender) =>
        Take(Door.Email, (Limit.MailsInPerSender, SenderKey.OfAddress(sender))) is { } wait ? new(wait) : null;

    /// <summary>A mail is handed over to a desk; null when it may go on.</summary>
    public TooManyMails? IncomingMail(Guid deskId) =>
        Take(Door.Email, (Limit.MailsInPerDesk, deskId.ToString())) is { } wait ? new(wait) : null;

    /// <summary>A person has the site log in to a mail server to test it; null when it may go on.</summary>
    public TooManyMailboxTests? MailboxTest(Actor by) =>
        Take(Door.Email, (Limit.MailboxTestsPerAccount, AccountKey(by))) is { } wait ? new(wait) : null;

    /// <summary>Something is posted to a collector; null when it may go on.</summary>
    public TooManyCollected? Collected(Door door, Guid collectorId, string? network) => Take(
        door,
        (door is Door.CollectorSigned ? Limit.CollectedSignedPerNetwork : Limit.CollectedPerNetwork, SenderKey.OfNetwork(network)),
        (Limit.CollectedPerCollector, collectorId.ToString()),
        (Limit.CollectedPerSite, "")) is { } wait ? new(wait) : null;

    /// <summary>A live page opens; null when it may. Each that may is let go of by <see cref="CloseCircuit"/>.</summary>
    public TooManyCircuits? OpenCircuit(Actor by)
    {
        lock (_lock)
        {
            var open = _circuits.GetValueOrDefault(AccountKey(by));
            var limit = IsFull(options.Value.CircuitsPerAccount, open) ? Limit.CircuitsPerAccount
                : IsFull(options.Value.CircuitsPerSite, _circuitsOpen) ? Limit.CircuitsPerSite
                : (Limit?)null;
            if (limit is { } full)
            {
                turnedAway.Add(Door.PortalReading, full, clock.GetUtcNow());
                return new TooManyCircuits();
            }

            _circuits[AccountKey(by)] = open + 1;
            _circuitsOpen++;
            return null;
        }
    }

    /// <summary>A live page that was let open has closed.</summary>
    public void CloseCircuit(Actor by)
    {
        lock (_lock)
        {
            if (_circuits.Remove(AccountKey(by), out var open))
            {
                _circuitsOpen--;
                if (open > 1)
                {
                    _circuits[AccountKey(by)] = open - 1;
                }
            }
        }
    }

    private static bool IsFull(int most, int open) => most > 0 && open >= most;

    private static string AccountKey(Actor by) => by.AccountId?.ToString() ?? "";

    private TimeSpan? Take(Door door, params ReadOnlySpan<(Limit Limit, string Key)> asked)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            // All are asked before any is counted: what one limit turns away uses up none of the others.
            foreach (var (limit, key) in asked)
            {
                if (_windows[limit].WaitFor(key, now) is var wait && wait > TimeSpan.Zero)
                {
                    turnedAway.Add(door, limit, now);
                    return wait;
                }
            }

            foreach (var (limit, key) in asked)
            {
                _windows[limit].Count(key, now);
            }

            return null;
        }
    }
}
