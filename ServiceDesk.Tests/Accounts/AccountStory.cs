using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

/// <summary>Facts and questions that tests about accounts share.</summary>
internal static class AccountStory
{
    /// <summary>A password nobody guesses.</summary>
    public const string Good = "purple-otter-sings-9";

    /// <summary>Another one.</summary>
    public const string Better = "nine tall ladders, one cat";

    public static Actor Stranger { get; } = Actor.Stranger("198.51.100.4");

    /// <summary>A person with this password of their own.</summary>
    public static async Task<Actor> PersonWithPasswordAsync(this Story world, string address, string password = Good)
    {
        var person = await world.PersonAsync(address);
        await world.SetPasswordAsync(person, password);
        return person;
    }

    /// <summary>Gives somebody this password of their own.</summary>
    public static Task SetPasswordAsync(this Story world, Actor person, string password = Good) =>
        world.ChangeAccountAsync(person, account => account.ChoosePassword(world.Get<IPasswordHasher<Account>>().HashPassword(account, password)));

    /// <summary>Changes an account as a fact of the story.</summary>
    public static Task ChangeAccountAsync(this Story world, Actor person, Action<Account> change) =>
        world.ChangeAsync(async db => change(await db.Accounts.AsTracking().SingleAsync(a => a.Id == person.AccountId)));

    /// <summary>Lets strangers register as users of the application Team.</summary>
    public static Task OpenRegistrationAsync(this Story world) => world.ChangeAsync(async db =>
    {
        var site = await db.Site.AsTracking().SingleAsync();
        site.Choose(SiteMode.Public, world.Ada.AccountId!.Value, world.Now);
        site.GivesTeamByDefault = true;
    });

    /// <summary>Leaves so many seats free, counted from those taken now.</summary>
    public static Task FreeSeatsAsync(this Story world, Application application, int free) => world.ChangeAsync(async db =>
        (await db.SeatLimits.AsTracking().SingleAsync(limit => limit.Application == application)).Seats = await db.Seats.CountAsync(seat => seat.Application == application) + free);

    public static Task<Account> AccountAsync(this Story world, string address) =>
        world.ReadAsync(db => db.Accounts.SingleAsync(a => a.NormalizedEmail == address));

    public static Task<Account> AccountAsync(this Story world, Actor person) =>
        world.ReadAsync(db => db.Accounts.SingleAsync(a => a.Id == person.AccountId));

    /// <summary>The kinds of the mails to an address, oldest first; those of the same moment in any order.</summary>
    public static Task<List<MailKind>> MailsToAsync(this Story world, string address) =>
        world.ReadAsync(db => db.Outbox.Where(mail => mail.To == address).OrderBy(mail => mail.WrittenAt).ThenBy(mail => mail.Id).Select(mail => mail.Kind).ToListAsync());

    /// <summary>The secret in the latest mail to an address that still has one.</summary>
    public static async Task<string> SecretMailedToAsync(this Story world, string address)
    {
        var link = await world.LinkMailedToAsync(address);
        return link.Query.Length > 0 ? link.Query["?code=".Length..] : link.Segments[^1];
    }

    /// <summary>The audited changes about a person, oldest first.</summary>
    public static Task<List<string>> AuditOfAsync(this Story world, Guid accountId) =>
        world.ReadAsync(db => db.Audit.Where(entry => entry.SubjectId == accountId).OrderBy(entry => entry.At).ThenBy(entry => entry.Id).Select(entry => entry.What).ToListAsync());
}
