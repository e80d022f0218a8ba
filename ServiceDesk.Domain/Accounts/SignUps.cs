using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>
/// Strangers who become customers of a desk by themselves (design.md 2.3): the form, the mailed link, the password page behind it. What the
/// person at the form sees, and how long it takes, does not depend on what the site knows of the address.
/// </summary>
public sealed partial class SignUps(DeskWork database, TimeProvider clock, Limits limits, SignUpMail mail, PasswordRules passwords, RightsNow rights, IOptions<MailOptions> mailServer)
{
    /// <summary>What the form of a desk shows just now. Asked of the rights kept in memory: the post asks the database.</summary>
    public async Task<Outcome<SignUpForm>> FormAsync(string deskKey) => rights.Current.DeskOf(deskKey) is { IsOpen: true } desk
        ? new SignUpForm(desk.Key, desk.Name, AsksForPassword: !await VerifiesAsync())
        : new SignUpIsClosed();

    /// <summary>
    /// The form is sent. While addresses are verified a mail goes out, or none, and the answer is the same after the same work; else the account
    /// is made at once. No account of somebody else is touched, and of several links for one address and desk only the newest counts.
    /// </summary>
    /// <param name="deskKey">The desk's key, as in the page's address.</param>
    /// <param name="address">As typed.</param>
    /// <param name="name">As typed.</param>
    /// <param name="password">As typed; asked for only while addresses are not verified.</param>
    /// <param name="returnPath">What the person came for; anything but a local path is forgotten.</param>
    /// <param name="by">Who sent it.</param>
    public async Task<Outcome<SignUpAsked>> AskAsync(string deskKey, string? address, string? name, string? password, string? returnPath, Actor by)
    {
        if (!EmailAddress.TryParse(address, out var typed))
        {
            return new NotAnAddress();
        }

        if (Account.CheckName(name) is { } badName)
        {
            return badName;
        }

        // Hashed before the work begins, which holds up others, and whatever is known of the address.
        var form = await FormAsync(deskKey);
        var hash = form is { IsDone: true, Done.AsksForPassword: true } ? passwords.Hash(Account.Make(typed, name, clock.Now()), password) : "";
        if ((hash.Refusal ?? limits.SignUp(Door.SignUpForm, typed, by)) is { } no)
        {
            return no;
        }

        var asked = new SignUpRequest(typed, OneLine.Of(name), hash.Done, SiteLinks.IsLocalPath(returnPath) ? returnPath : null);
        return await database.RunAsync<SignUpAsked>(async work => await AskAsync(work, await DeskIdAsync(work.Db, deskKey), asked, by));
    }

    /// <summary>Sends a new link in place of one that has expired, to the same address; the rule book is asked as at the form.</summary>
    public async Task<Outcome<SignUpAsked>> SendNewLinkAsync(string? secret, Actor by)
    {
        await using var db = database.Read();
        var found = await db.UsableLinkAsync(secret, LinkPurpose.SignUp, clock.Now());
        if (found.Refusal is not LinkHasExpired)
        {
            return found.Refusal ?? new NotFound();
        }

        var hash = Secret.HashOf(secret);
        var expired = await db.MailedLinks.SingleAsync(link => link.SecretHash == hash);
        var address = EmailAddress.Parse(expired.Address);
        return limits.SignUp(Door.SignUpForm, address, by) is { } no
            ? no
            : await database.RunAsync<SignUpAsked>(work => AskAsync(work, expired.DeskId ?? Guid.Empty, new SignUpRequest(address, expired.FullName ?? "", Hash: "", expired.ReturnPath), by));
    }

    // A key that is none asks the same questions as any other, so that the time taken does not tell which desks there are.
    private static async Task<Guid> DeskIdAsync(DeskDb db, string deskKey)
    {
        var key = deskKey.Length <= 10 && deskKey.All(char.IsAsciiLetterOrDigit) ? deskKey.ToUpperInvariant() : "";
        return await db.Desks.Where(desk => desk.Key == key).Select(desk => desk.Id).SingleOrDefaultAsync();
    }

    private async Task<Outcome<SignUpAsked>> AskAsync(Work work, Guid deskId, SignUpRequest asked, Actor by)
    {
        var now = clock.Now();
        var site = await work.SiteAsync();
        var desk = await work.DeskAsync(deskId);
        var facts = await work.Db.FactsOfAsync(asked.Address, deskId, now);
        var decision = RuleBook.Decide(Door.SignUpForm, await RoleAsync(work.Db, by, deskId), facts, SettingsOf(site, desk));
        work.Db.DoorLog.Add(DoorEntry.Of(Door.SignUpForm, decision, desk?.Id, asked.Address, by, now));

        if (decision is Allowed { Effect: Effect.MakeAccountAndJoin or Effect.WaitForApproval } made && desk is not null)
        {
            // Addresses are not verified now, so the password must have been asked for; a switch turned meanwhile asks again.
            return asked.Hash.Length > 0 ? await MakeUnprovedAsync(work, desk, asked, made.Effect, by, now) : new ChangedMeanwhile();
        }

        if (decision.Seen is DoorScreen.TheUsualScreen && desk is not null)
        {
            await mail.WriteAsync(work, desk, asked, (decision as Allowed)?.Effect, by, now);
        }

        // Announced also when nothing is sent: the news of a mail would be a difference to be measured.
        await work.CommitAsync(Topic.Outbox);
        return decision switch
        {
            { Seen: DoorScreen.TheUsualScreen } => new SignUpAsked(Account: null),
            { Seen: DoorScreen.AskTheDesk } or Allowed => new AskTheDesk(),
            Refused refused => SignUpRefusals.Of(refused.Reason),
            _ => new NotAllowed(),
        };
    }

    private async Task<Outcome<SignUpAsked>> MakeUnprovedAsync(Work work, Desk desk, SignUpRequest asked, Effect effect, Actor by, DateTimeOffset now)
    {
        var account = Account.Make(asked.Address, asked.FullName, now);
        account.ChoosePassword(asked.Hash);
        account.CameIn(by.Language);
        work.Db.Accounts.Add(account);
        var self = by with { AccountId = account.Id };
        work.Db.Audit.Add(AuditEntry.Of(Changes.AccountMade, self, now, desk.Id, account.Id, new { By = nameof(Door.SignUpForm), IsProved = false }));
        var isWaiting = effect is Effect.WaitForApproval;
        var joined = isWaiting ? work.HoldSignUp(desk.Id, account, now) : await work.JoinAsync(desk.Id, account, Door.SignUpForm, self, now);
        await work.CommitAsync([.. joined, .. await work.NewsOfAsync(account.Id)]);
        return new SignUpAsked(new SignedUp(account.Id, isWaiting ? PortalOf(desk) : asked.ReturnPath ?? PortalOf(desk)));
    }

    private async Task<bool> VerifiesAsync()
    {
        if (mailServer.Value.HasServer)
        {
            return true;
        }

        await using var db = database.Read();
        return await db.Site.Select(site => site.VerifiesAddresses).SingleAsync();
    }

    // Where mails are delivered, addresses are verified, whatever the switch was left at (design.md 2.3).
    private DoorSettings SettingsOf(Site site, Desk? desk)
    {
        var settings = AtTheDoor.SettingsOf(site, desk);
        return settings with { VerifiesAddresses = settings.VerifiesAddresses || mailServer.Value.HasServer };
    }

    private static async Task<DoorRole> RoleAsync(DeskDb db, Actor by, Guid deskId) =>
        by.AccountId is null ? DoorRole.Stranger : (await Rights.OfAsync(db, by, deskId)).AtDoor;

    private static string PortalOf(Desk desk) => $"/portal/{desk.Key}";
}
