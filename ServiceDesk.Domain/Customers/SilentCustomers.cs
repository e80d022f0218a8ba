using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers;

/// <summary>Puts people on a desk's customer list without telling them: no mail leaves (design.md 2.2, 2.5).</summary>
public sealed class SilentCustomers(DeskWork database, TimeProvider clock, PasswordRules passwords)
{
    /// <summary>How many people at once; more are an import.</summary>
    public const int MostAtOnce = 500;

    /// <summary>What adding these people would do just now, in their order; changes nothing.</summary>
    public async Task<Outcome<IReadOnlyList<SilentResult>>> PreviewAsync(Guid deskId, IReadOnlyList<TypedAddress> people, Actor by)
    {
        if (people.Count > MostAtOnce)
        {
            return new TooManyAtOnce(MostAtOnce);
        }

        await using var db = database.Read();
        var desk = await db.Desks.SingleOrDefaultAsync(d => d.Id == deskId);
        var rights = await Rights.OfAsync(db, by, deskId);
        if (WhyNot(rights, desk) is { } no)
        {
            return no;
        }

        var settings = AtTheDoor.SettingsOf(await db.Site.SingleAsync(), desk);
        var known = await KnownPeople.ReadAsync(db, deskId, people.Select(person => person.Address).OfType<EmailAddress>());
        return people.Select(person => person.Address is { } address
            ? ResultOf(person.Typed, RuleBook.Decide(Door.SilentAdd, rights.AtDoor, known.FactsOf(address), settings), OfferOf(rights, by, known.AccountOf(address))) with { Name = person.Name }
            : new SilentResult(person.Typed, SilentEffect.Refused) { Problem = new NotAnAddress() }).ToList();
    }

    /// <summary>
    /// Asks the rule book for each, in one commit. A temporary password is taken for an address that is unknown; by a site administrator also for
    /// a contact, and for whoever has one where replacing it is asked for. Who exists is never renamed. Says of each what was done, in their order.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<SilentResult>>> AddAsync(Guid deskId, IReadOnlyList<SilentPerson> people, Actor by)
    {
        if (people.Count is 0 or > MostAtOnce)
        {
            return people.Count == 0 ? new Missing() : new TooManyAtOnce(MostAtOnce);
        }

        await using (var db = database.Read())
        {
            if (WhyNot(await Rights.OfAsync(db, by, deskId), await db.Desks.SingleOrDefaultAsync(d => d.Id == deskId)) is { } no)
            {
                return no;
            }
        }

        // Hashed before the work begins, which holds up others.
        var written = people.Select(Write).ToList();
        return await database.RunAsync<IReadOnlyList<SilentResult>>(work => AddAsync(work, deskId, written, by));
    }

    private static Refusal? WhyNot(Rights rights, Desk? desk) => desk is not { ArchivedAt: null } || !rights.May(Operation.SeeCustomers)
        ? new NotFound()
        : rights.May(Operation.ChangeCustomers) ? null : new NotAllowed();

    private Written Write(SilentPerson person)
    {
        var typed = OneLine.Of(person.Address);
        if (!EmailAddress.TryParse(typed, out var address))
        {
            return new Written(typed, person) { Problem = new NotAnAddress() };
        }

        if (OneLine.Of(person.FullName).Length > Account.MostNameCharacters)
        {
            return new Written(typed, person) { Problem = new TooLong(Account.MostNameCharacters) };
        }

        if (person.Password is null)
        {
            return new Written(typed, person) { Address = address };
        }

        var hash = passwords.Hash(Account.Make(address, person.FullName, clock.Now()), person.Password.Typed);
        return hash.IsDone ? new Written(typed, person) { Address = address, Hash = hash.Done } : new Written(typed, person) { Problem = hash.Refusal };
    }

    private async Task<Outcome<IReadOnlyList<SilentResult>>> AddAsync(Work work, Guid deskId, List<Written> people, Actor by)
    {
        var site = await work.SiteAsync();
        // One after the other at a desk: of two who add the same person, one is told that they are there.
        var desk = await work.DeskToChangeAsync(deskId);
        var rights = await Rights.OfAsync(work.Db, by, deskId);
        if (WhyNot(rights, desk) is { } no)
        {
            return no;
        }

        var at = new AtDesk(site, desk!, rights, by, clock.Now());
        var results = new List<SilentResult>();
        var news = new HashSet<Topic> { Topic.Users };
        var seen = new Dictionary<EmailAddress, Guid?>();
        foreach (var person in people)
        {
            var result = person switch
            {
                { Problem: { } problem } => new SilentResult(person.Typed, SilentEffect.Refused) { Problem = problem },
                { Address: { } address } when seen.TryGetValue(address, out var earlier) => new SilentResult(person.Typed, SilentEffect.AlreadyHere) { AccountId = earlier },
                _ => await AddOneAsync(work, at, person, person.Address!, news),
            };
            if (person.Address is { } named)
            {
                seen[named] = result.AccountId;
            }

            results.Add(result);
        }

        await work.CommitAsync(news);
        return results;
    }

    private static async Task<SilentResult> AddOneAsync(Work work, AtDesk at, Written person, EmailAddress address, HashSet<Topic> news)
    {
        var facts = await work.Db.FactsOfAsync(address, at.Desk.Id, at.Now);
        var decision = RuleBook.Decide(Door.SilentAdd, at.Rights.AtDoor, facts, AtTheDoor.SettingsOf(at.Site, at.Desk));
        work.Db.DoorLog.Add(DoorEntry.Of(Door.SilentAdd, decision, at.Desk.Id, address, at.By, at.Now));
        var known = await work.Db.WithAddress(address.Normalized).AsTracking().SingleOrDefaultAsync();
        var offer = OfferOf(at.Rights, at.By, known);
        var result = ResultOf(person.Typed, decision, offer) with { Password = person.Hash is null ? PasswordEffect.NoneGiven : PasswordEffect.NotSet };
        if (result.Effect is SilentEffect.Refused)
        {
            return result;
        }

        var account = known ?? work.MakeContact(at.Desk.Id, address, person.Person.FullName, Door.SilentAdd, at.By, at.Now);
        result = result with { AccountId = account.Id };
        news.UnionWith(await work.JoinAsync(at.Desk.Id, account, Door.SilentAdd, at.By, at.Now));
        if (person.Hash is not { } hash || offer is PasswordOffer.NotTaken || (offer is PasswordOffer.OnlyToReplace && !person.Person.ReplacesPassword))
        {
            return result;
        }

        account.GiveTemporaryPassword(hash, at.Now + person.Person.Password!.Lifetime);
        await work.TakeBackLinksAsync(account.NormalizedEmail!, at.Now, LinkPurpose.PasswordReset, LinkPurpose.AccountInvitation);
        work.Db.Audit.Add(AuditEntry.Of(Changes.TemporaryPasswordSet, at.By, at.Now, at.Desk.Id, account.Id));
        news.UnionWith([Topic.CustomersOf(at.Desk.Id), Topic.Account(account.Id)]);
        return result with { Password = PasswordEffect.Set };
    }

    private static SilentResult ResultOf(string typed, AccessDecision decision, PasswordOffer offer) => decision switch
    {
        Refused { Reason: RefusedBecause.AlreadyHere } => new(typed, SilentEffect.AlreadyHere) { Offer = offer },
        Refused refused => new(typed, SilentEffect.Refused) { Reason = refused.Reason },
        Allowed { Effect: Effect.Join } => new(typed, SilentEffect.Joined) { Offer = offer },
        _ => new(typed, SilentEffect.Made) { Offer = offer },
    };

    // Nobody gets into an account that was there before by way of a list; a site administrator answers for all accounts (design.md 2.8).
    private static PasswordOffer OfferOf(Rights rights, Actor by, Account? known) => known switch
    {
        null => rights.May(Operation.SetTemporaryPassword) ? PasswordOffer.TakenForNew : PasswordOffer.NotTaken,
        _ when known.Id == by.AccountId || !rights.May(Operation.ChangeAccounts) => PasswordOffer.NotTaken,
        { IsContact: true } => PasswordOffer.TakenForContact,
        _ => PasswordOffer.OnlyToReplace,
    };

    private sealed record AtDesk(Site Site, Desk Desk, Rights Rights, Actor By, DateTimeOffset Now);

    private sealed record Written(string Typed, SilentPerson Person)
    {
        public EmailAddress? Address { get; init; }

        public string? Hash { get; init; }

        public Refusal? Problem { get; init; }
    }
}

/// <summary>More people than are added at once; a file of them can be imported.</summary>
/// <param name="Most">The most at once.</param>
public sealed record TooManyAtOnce(int Most) : Refusal;
