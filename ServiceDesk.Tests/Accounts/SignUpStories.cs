using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

/// <summary>What stories of sign-up have in common.</summary>
internal static class SignUpStories
{
    public const string GoodPassword = "violet tram under seven clouds";

    /// <summary>Somebody nobody knows, on a network of the documentation's.</summary>
    public static readonly Actor Stranger = Actor.Stranger("192.0.2.44");

    /// <summary>A world whose one desk, IT, takes strangers.</summary>
    public static async Task<(World World, Desk Desk)> OpenDeskAsync(this Stages stage, DatabaseProvider database, Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? services = null)
    {
        var world = await stage.WorldAsync(database, services);
        await world.PublicSignupAsync(on: true);
        return (world, await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp));
    }

    public static Task<Outcome<SignUpAsked>> AskAsync(this Story world, string address, string name = "Karl Kunde", string? password = null, string? returnPath = null, string desk = "IT") =>
        world.Get<SignUps>().AskAsync(desk, address, name, password, returnPath, Stranger);

    /// <summary>Signs up by form and mail; returns the secret in the link.</summary>
    public static async Task<string> SignUpSecretAsync(this Story world, string address, string name = "Karl Kunde", string? returnPath = null)
    {
        var asked = await world.AskAsync(address, name, returnPath: returnPath);
        Assert.Null(asked.Done.Account);
        (world as World)?.Clock.Advance(TimeSpan.FromMilliseconds(1)); // what comes later has a later id
        return (await world.LinkMailedToAsync(address)).Segments[^1];
    }

    public static Task<Outcome<SignedUp>> FinishAsync(this Story world, string? secret, string name = "Karl Kunde", string? password = GoodPassword, Actor? by = null) =>
        world.Get<SignUps>().FinishAsync(secret, name, password, by ?? Stranger);

    public static Task<Account?> AccountOfAsync(this Story world, string address) =>
        world.ReadAsync(db => db.Accounts.SingleOrDefaultAsync(account => account.NormalizedEmail == address));

    public static Task<bool> IsOnListAsync(this Story world, Desk desk, Guid account) =>
        world.ReadAsync(db => db.DeskCustomers.AnyAsync(customer => customer.DeskId == desk.Id && customer.AccountId == account));

    public static Task<List<DoorEntry>> DoorLogAsync(this Story world) => world.ReadAsync(db => db.DoorLog.OrderBy(entry => entry.Id).ToListAsync());

    public static Task BlockAsync(this Story world, AddressRuleKind kind, string value) =>
        world.ChangeAsync(db => Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = kind, Value = value })));

    public static Task DeactivateAsync(this Story world, Guid account) =>
        world.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(a => a.Id == account)).DeactivatedAt = world.Now);

    public static Task ChooseAsync(this Story world, Desk desk, CustomerAccess access) => world.ChangeAsync(async db =>
        (await db.Desks.AsTracking().SingleAsync(d => d.Id == desk.Id)).Choose(access, isPublicSignupOn: true, world.Ada.AccountId!.Value, world.Now));
}
