using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>
/// What is asked about the writer of every mail, read for some mails at once: a statement for a question, not for a mail. It holds as long as none of
/// those mails changes it for another, which <see cref="IncomingStretch"/> sees to.
/// </summary>
internal sealed class WritersAhead
{
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private HashSet<Guid> _onList = [];
    private HashSet<Guid> _held = [];
    private HashSet<Guid> _staff = [];
    private ILookup<string, OpenLink> _links = Enumerable.Empty<OpenLink>().ToLookup(link => link.Address);
    private ILookup<string, DateTimeOffset> _answered = Enumerable.Empty<DateTimeOffset>().ToLookup(_ => "");

    private WritersAhead(DomainRules rules) => Rules = rules;

    /// <summary>The site's address rules.</summary>
    public DomainRules Rules { get; }

    /// <summary>Reads it.</summary>
    public static async Task<WritersAhead> ReadAsync(DeskTakingMail at, IReadOnlyList<string> addresses)
    {
        var (db, deskId, since) = (at.Work.Db, at.Desk.Id, at.Now - IncomingAnswers.Remembered);
        var ahead = new WritersAhead(await db.DomainRulesAsync());
        await ahead.ReadAccountsAsync(at, addresses);
        ahead._links = (await db.MailedLinks.AsNoTracking()
            .Where(link => addresses.Contains(link.NormalizedAddress) && link.UsedAt == null && link.VoidedAt == null)
            .Select(link => new OpenLink(link.NormalizedAddress, link.Purpose, link.DeskId, link.ExpiresAt)).ToListAsync()).ToLookup(link => link.Address);
        ahead._answered = (await db.IncomingMails.AsNoTracking()
            .Where(mail => addresses.Contains(mail.SenderAddress!) && mail.AnsweredAt > since)
            .Select(mail => new { mail.SenderAddress, mail.AnsweredAt }).ToListAsync()).ToLookup(mail => mail.SenderAddress!, mail => mail.AnsweredAt!.Value);
        return ahead;
    }

    /// <summary>The account of an address, also where it is a further one, tracked; null when the address is unknown.</summary>
    public Account? AccountOf(EmailAddress address) => _accounts.GetValueOrDefault(address.Normalized);

    /// <summary>The facts of a writer at the desk's door. Whether they are party to a request is for the caller to say.</summary>
    public DoorFacts FactsOf(EmailAddress address, DateTimeOffset now)
    {
        var account = AccountOf(address);
        var facts = new DoorFacts
        {
            Standing = AtTheDoor.StandingOf(account?.Password),
            IsOnList = account is not null && _onList.Contains(account.Id),
            IsHeld = account is not null && _held.Contains(account.Id),
            IsDeactivated = account?.DeactivatedAt is not null,
            IsInvited = _links[address.Normalized].Any(link => link.Purpose is LinkPurpose.AccountInvitation or LinkPurpose.CustomerInvitation && link.ExpiresAt > now),
            IsDomainAllowed = true,
        };
        return Rules.AppliedTo(facts, address.Normalized);
    }

    /// <summary>Whether somebody can be anything but a customer of the desk: then their rights are to be asked for.</summary>
    public bool MayBeStaff(Account account) => account.IsSiteAdministrator || _staff.Contains(account.Id);

    /// <summary>Whether a link of a purpose that was mailed to the address for the desk is neither used nor taken back.</summary>
    public bool HasOpenLink(EmailAddress address, LinkPurpose purpose, Guid deskId) => _links[address.Normalized].Any(link => link.Purpose == purpose && link.DeskId == deskId);

    /// <summary>When the writer was answered automatically of late.</summary>
    public IEnumerable<DateTimeOffset> AnsweredAt(EmailAddress address) => _answered[address.Normalized];

    private async Task ReadAccountsAsync(DeskTakingMail at, IReadOnlyList<string> addresses)
    {
        var (db, deskId) = (at.Work.Db, at.Desk.Id);
        var named = await db.Accounts.AsNoTracking().Where(account => addresses.Contains(account.NormalizedEmail!))
            .Select(account => new { account.NormalizedEmail, Id = account.MergedIntoId ?? account.Id }).ToListAsync();
        if (named.Count == 0)
        {
            return;
        }

        var ids = named.Select(name => name.Id).Distinct().ToList();
        var accounts = await db.Accounts.AsTracking().Where(account => ids.Contains(account.Id)).ToDictionaryAsync(account => account.Id);
        foreach (var name in named)
        {
            _accounts[name.NormalizedEmail!] = accounts[name.Id];
        }

        _onList = [.. await db.DeskCustomers.Where(place => place.DeskId == deskId && ids.Contains(place.AccountId)).Select(place => place.AccountId).ToListAsync()];
        _held = [.. await db.HeldSignUps.Where(held => held.DeskId == deskId && ids.Contains(held.AccountId)).Select(held => held.AccountId).ToListAsync()];
        _staff = [.. await db.DeskAgents.Where(agent => agent.DeskId == deskId && ids.Contains(agent.AccountId)).Select(agent => agent.AccountId).ToListAsync()];
    }

    private sealed record OpenLink(string Address, LinkPurpose Purpose, Guid? DeskId, DateTimeOffset ExpiresAt);
}
