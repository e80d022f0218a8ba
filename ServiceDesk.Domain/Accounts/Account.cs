using Microsoft.AspNetCore.Identity;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>
/// A person known to the site, one per mail address (design.md 1). Its facts are kept apart and every status is derived from them.
/// The user name is the id; <c>NormalizedEmail</c> is the address in its compared form and unique.
/// </summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>The longest full name, in characters.</summary>
    public const int MostNameCharacters = 120;

    /// <summary>The name shown to others; never empty (the address stands in where none was given).</summary>
    public string FullName { get; private set; } = "";

    /// <summary>The name folded for ordering.</summary>
    public string SortName { get; private set; } = "";

    /// <summary>The words by which the person is found, those of the name and of every address: folded, in their order, each between blanks. Empty once it is merged into another.</summary>
    public string SearchWords { get; private set; } = "";

    /// <summary>Which password the account has, if any.</summary>
    public PasswordKind Password { get; set; }

    /// <summary>Until when a temporary password opens the account; null for any other kind, or when it does not expire.</summary>
    public DateTimeOffset? TemporaryPasswordExpiresAt { get; set; }

    /// <summary>When the person showed that the address is theirs, by following a link mailed to it; null while nobody has. The first site administrator's counts as shown.</summary>
    public DateTimeOffset? AddressProvedAt { get; set; }

    /// <summary>When a mail to the address last came back for good; null while none has.</summary>
    public DateTimeOffset? MailBouncedAt { get; private set; }

    /// <summary>What the mail server of the address said then; null when it said nothing.</summary>
    public string? MailBounceWords { get; private set; }

    /// <summary>Since when the account is shut; null while it is active.</summary>
    public DateTimeOffset? DeactivatedAt { get; set; }

    /// <summary>
    /// The account this one was merged into; null for any other. It is then no account of its own any more: it is deactivated, has nothing,
    /// and keeps its address as a further one of that account, so that the address stays taken and known (design.md 2.5).
    /// </summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>When name, address and log-ins were taken out of it, so that nobody can tell whose it was; null for any other.</summary>
    public DateTimeOffset? AnonymisedAt { get; private set; }

    /// <summary>Whether this person administers the site. Needs no seat.</summary>
    public bool IsSiteAdministrator { get; set; }

    /// <summary>The language of pages and mails, as a culture name; null follows the browser, and mails are in the site's.</summary>
    public string? Language { get; set; }

    /// <summary>The IANA time zone; null follows the browser.</summary>
    public string? TimeZone { get; set; }

    /// <summary>What the person chose to be mailed of requests; null who did not choose (<see cref="Notifications.Notifications.Usual"/>).</summary>
    public Notification? ChosenNotifications { get; set; }

    /// <summary>The organisation the person belongs to, as somebody wrote it; null when nobody has.</summary>
    public string? Organisation { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>When the person last used the site; null when never logged in.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }

    /// <summary>An account without a password: it can be the reporter of requests and cannot log in.</summary>
    public bool IsContact => Password is PasswordKind.None;

    /// <summary>Whether it is not deactivated.</summary>
    public bool IsActive => DeactivatedAt is null;

    /// <summary>Whether the person wants to be mailed of such things.</summary>
    public bool Wants(Notification what) => (ChosenNotifications ?? Notifications.Notifications.Usual).HasFlag(what);

    /// <summary>The stored address, the only one mail goes to.</summary>
    public EmailAddress Address => EmailAddress.Parse(Email!);

    /// <summary>Makes a contact; a password, a proof or a role come by their own verbs.</summary>
    public static Account Make(EmailAddress address, string? fullName, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        var account = new Account
        {
            Id = id,
            UserName = id.ToString(),
            NormalizedUserName = id.ToString().ToUpperInvariant(),
            Email = address.Typed,
            NormalizedEmail = address.Normalized,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            MadeAt = now,
        };
        account.Rename(fullName);
        return account;
    }

    /// <summary>Gives the person a name; an empty one becomes the address.</summary>
    public void Rename(string? fullName)
    {
        var name = OneLine.Of(fullName) is { Length: > 0 } given ? given : Email!;
        var length = Math.Min(name.Length, MostNameCharacters);
        FullName = name[..(char.IsHighSurrogate(name[length - 1]) ? length - 1 : length)];
        SortName = SortText.Fold(FullName);
        BeFoundBy([Email!]);
    }

    /// <summary>Lets the person be found by the name and these addresses; by nothing where there is none.</summary>
    public void BeFoundBy(IEnumerable<string> addresses) => SearchWords = SortText.LineOf(addresses.SelectMany(address => SortText.WordsOf(FullName, address)));

    /// <summary>Why a typed name is not taken; null when it is.</summary>
    public static Refusal? CheckName(string? typed) => OneLine.Of(typed).Length switch
    {
        0 => new Missing(),
        > MostNameCharacters => new TooLong(MostNameCharacters),
        _ => null,
    };

    /// <summary>
    /// Remembers the language in which somebody came, so that later mails speak it too. The site's own is not worth remembering: pages
    /// then go on following the browser.
    /// </summary>
    public void CameIn(string? language)
    {
        if (Languages.Include(language) && language != Languages.OfTheSite)
        {
            Language ??= language;
        }
    }

    /// <summary>Sets the password the person chose, and thereby ends every session that is open.</summary>
    public void ChoosePassword(string hash)
    {
        PasswordHash = hash;
        Password = PasswordKind.Own;
        TemporaryPasswordExpiresAt = null;
        EndSessions();
    }

    /// <summary>
    /// Sets a password somebody else chose: it opens the account once, to be changed, and only until it expires (design.md 2.5). What it opens
    /// is no longer known to be the person at the address, so an earlier proof counts no more.
    /// </summary>
    public void GiveTemporaryPassword(string hash, DateTimeOffset? expiresAt)
    {
        PasswordHash = hash;
        Password = PasswordKind.Temporary;
        TemporaryPasswordExpiresAt = expiresAt;
        AddressProvedAt = null;
        EndSessions();
    }

    /// <summary>Whether its password is a temporary one that has run out: then a mailed link is the way in.</summary>
    public bool HasExpiredPasswordAt(DateTimeOffset now) => Password is PasswordKind.Temporary && TemporaryPasswordExpiresAt <= now;

    /// <summary>Gives it another address, whose holder has just followed the link mailed there.</summary>
    public void MoveTo(EmailAddress address, DateTimeOffset now)
    {
        var isNamedByAddress = FullName == Email;
        (Email, NormalizedEmail, AddressProvedAt) = (address.Typed, address.Normalized, now);
        TakeMailAgain();
        Rename(isNamedByAddress ? null : FullName);
    }

    /// <summary>A link mailed to its address was followed: it is its holder's, and mail arrives there.</summary>
    public void ProveAddress(DateTimeOffset now)
    {
        AddressProvedAt ??= now;
        TakeMailAgain();
    }

    /// <summary>A mail to its address came back for good.</summary>
    public void Bounce(string? words, DateTimeOffset now) => (MailBouncedAt, MailBounceWords) = (now, words);

    /// <summary>That mail came back is known to be over.</summary>
    public void TakeMailAgain() => (MailBouncedAt, MailBounceWords) = (null, null);

    /// <summary>Gives it up for another account, of which its address becomes a further one.</summary>
    public void GiveUpFor(Account into, DateTimeOffset now)
    {
        (MergedIntoId, DeactivatedAt) = (into.Id, now);
        EndSessions();
    }

    /// <summary>Undoes <see cref="GiveUpFor"/>.</summary>
    public void ComeBack() => (MergedIntoId, DeactivatedAt) = (null, null);

    /// <summary>Takes out of it whose it was, for good; what refers to it stays.</summary>
    /// <param name="name">What stands in for the name.</param>
    /// <param name="now">When.</param>
    public void Anonymise(string name, DateTimeOffset now)
    {
        Email = NormalizedEmail = $"{Id:N}@anonymised.invalid";
        Rename(name);
        (PasswordHash, Password, TemporaryPasswordExpiresAt, TwoFactorEnabled) = (null, PasswordKind.None, null, false);
        TakeMailAgain();
        (AddressProvedAt, LastSeenAt, Language, TimeZone, Organisation, IsSiteAdministrator) = (null, null, null, null, null, false);
        DeactivatedAt ??= now;
        AnonymisedAt = now;
        EndSessions();
    }

    /// <summary>Ends every session and circuit of the account: what was signed with the old stamp no longer counts.</summary>
    public void EndSessions() => SecurityStamp = Guid.NewGuid().ToString("N");
}
