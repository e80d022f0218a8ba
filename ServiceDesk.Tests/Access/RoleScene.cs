using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Access;

/// <summary>A restricted desk with one person in a role, and everything the operations of <see cref="WrittenRoles"/> are about, each time anew.</summary>
internal sealed partial class RoleScene
{
    /// <summary>The version of what was just made.</summary>
    public const int First = 1;

    private static int _count;

    private RoleScene(World world, Desk desk) => (World, Desk) = (world, desk);

    public World World { get; }

    public Desk Desk { get; }

    /// <summary>The customer whose requests these are, who is the person in the role of a customer.</summary>
    public Guid Karl { get; private init; }

    /// <summary>An agent of the desk.</summary>
    public Guid Nora { get; private init; }

    /// <summary>A request type of the desk.</summary>
    public Guid Type { get; private init; }

    public T Get<T>()
        where T : notnull => World.Get<T>();

    public static async Task<(RoleScene Scene, Actor Person)> SetAsync(World world, Role role)
    {
        var desk = await world.DeskAsync("IT");
        var karl = await world.CustomerAsync(desk, "karl@kunde.test");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        var type = new RequestType { Id = Guid.CreateVersion7(), DeskId = desk.Id, Name = "Ask", Description = "", Icon = RequestIcons.Default };
        await world.ChangeAsync(db => Task.FromResult(db.RequestTypes.Add(type)));
        await world.FreeSeatsAsync(Application.Team, 50);
        await world.FreeSeatsAsync(Application.ServiceDesk, 50);
        var scene = new RoleScene(world, desk) { Karl = karl.AccountId!.Value, Nora = nora.AccountId!.Value, Type = type.Id };
        var person = await scene.PersonAsync(role, karl);
        if (person.AccountId is not null)
        {
            await world.SetPasswordAsync(person);
        }

        return (scene, person);
    }

    public static string NewAddress() => $"new{Interlocked.Increment(ref _count)}@example.net";

    public static string NewKey() => $"N{Interlocked.Increment(ref _count)}";

    public static NewComment Comment(Request request) => new(Guid.CreateVersion7(), request.Id, "Hello", []);

    /// <summary>The version of the site's settings, after its switch was put where it is wanted.</summary>
    public async Task<int> SiteVersionAsync(bool? isSignupOn = null)
    {
        if (isSignupOn is { } on)
        {
            await World.PublicSignupAsync(on);
        }

        return await World.ReadAsync(db => db.Site.Select(site => site.Version).SingleAsync());
    }

    public Task<int> DeskVersionAsync() => World.ReadAsync(db => db.Desks.Where(desk => desk.Id == Desk.Id).Select(desk => desk.Version).SingleAsync());

    /// <summary>Puts the desk back to what it was, restricted and in use, after something was tried on it.</summary>
    public async Task<Refusal?> WithTheDeskBackAsync(Func<Task<Refusal?>> tried)
    {
        var refusal = await tried();
        await ChangeDeskAsync(CustomerAccess.Restricted);
        return refusal;
    }

    /// <summary>Opens the desk to strangers; returns its key.</summary>
    public async Task<string> OpenDeskAsync()
    {
        await World.PublicSignupAsync(on: true);
        await ChangeDeskAsync(CustomerAccess.EveryoneMaySignUp);
        return Desk.Key;
    }

    public async Task<Guid> UserAsync(params Application[] seats) => (await World.PersonAsync(NewAddress(), null, seats)).AccountId!.Value;

    /// <summary>A merge that was done a moment ago.</summary>
    public async Task<Guid> MergeAsync()
    {
        var into = await UserAsync();
        Assert.True((await Get<AccountMerges>().MergeAsync(await UserAsync(), into, World.Ada)).IsDone);
        return (await Get<AccountMerges>().OfAsync(into, World.Ada)).Done.Single().Id;
    }

    public async Task<Guid> StaffAsync(DeskRole role) => (await World.StaffAsync(Desk, NewAddress(), role)).AccountId!.Value;

    public async Task<string> AddressWithPasswordAsync()
    {
        var address = NewAddress();
        await World.PersonWithPasswordAsync(address);
        return address;
    }

    public async Task<string> BlockedAsync()
    {
        var address = NewAddress();
        await World.BlockAsync(AddressRuleKind.BlockedAddress, address);
        return address;
    }

    public async Task<string> RegisteringAsync()
    {
        await World.OpenRegistrationAsync();
        return NewAddress();
    }

    public async Task<string> StampAsync(Actor by) =>
        await World.ReadAsync(db => db.Accounts.Where(a => a.Id == by.AccountId).Select(a => a.ConcurrencyStamp).SingleOrDefaultAsync()) ?? "";

    public async Task<Guid> TypeAsync()
    {
        var type = new RequestType { Id = Guid.CreateVersion7(), DeskId = Desk.Id, Name = NewKey(), Description = "", Icon = RequestIcons.Default };
        await World.ChangeAsync(db => Task.FromResult(db.RequestTypes.Add(type)));
        return type.Id;
    }

    /// <summary>A mail in the outbox, with the link its kind carries.</summary>
    public async Task<Guid> MailAsync(MailKind kind)
    {
        var contact = await World.ContactAsync(NewAddress());
        var to = Recipient.Of(contact, Desk.Id);
        var (link, secret) = MailedLink.Issue(LinkPurpose.AccountInvitation, contact.Address, contact.Id, null, null, null, World.Now);
        var isInvitation = kind is MailKind.AccountInvitation;
        var mail = isInvitation
            ? Get<MailWriting>().Write(kind, to, World.Now, Get<SiteLinks>().ToInvitation(secret), link, requestId: null, "desk.test")
            : Get<MailWriting>().Write(kind, to, World.Now, null, null, (await RequestAsync()).Id, "1", "2", "3", "4", "5");
        await World.ChangeAsync(db =>
        {
            if (isInvitation)
            {
                db.MailedLinks.Add(link);
            }

            return Task.FromResult(db.Outbox.Add(mail));
        });
        return mail.Id;
    }

    /// <summary>An invitation of somebody nobody knows, and the secret in its link.</summary>
    public async Task<(Guid Id, string Secret)> InvitationAsync(bool isExpired = false)
    {
        var address = NewAddress();
        await Get<CustomerInvitations>().InviteAsync(Desk.Id, new(TypedAddresses.Read(address), null, IsOpenExpected: true), null, by: World.Ada);
        var invitation = await World.ReadAsync(db => db.Invitations.SingleAsync(i => i.Address == address));
        if (isExpired)
        {
            await World.ReadAsync(db => db.MailedLinks.Where(link => link.Id == invitation.LinkId).ExecuteUpdateAsync(set => set.SetProperty(link => link.ExpiresAt, World.Now)));
        }

        return (invitation.Id, await World.SecretMailedToAsync(address));
    }

    /// <summary>The secret of a link that was mailed to somebody who may use it.</summary>
    public async Task<string> SecretAsync(LinkPurpose purpose, bool isExpired = false)
    {
        var address = EmailAddress.Parse(NewAddress());
        var account = purpose switch
        {
            LinkPurpose.PasswordReset => (await World.PersonAsync(address.Typed)).AccountId,
            LinkPurpose.AccountInvitation => (await World.ContactAsync(address.Typed)).Id,
            LinkPurpose.AddressChange => (await World.ContactAsync(NewAddress())).Id,
            _ => null,
        };
        await OpenDeskAsync();
        await World.OpenRegistrationAsync();
        await ChangeDeskAsync(purpose is LinkPurpose.SignUp ? CustomerAccess.EveryoneMaySignUp : CustomerAccess.Restricted);
        var (link, secret) = MailedLink.Issue(purpose, address, account, purpose is LinkPurpose.SignUp ? Desk.Id : null, null, null, World.Now - (isExpired ? TimeSpan.FromDays(8) : TimeSpan.Zero));
        await World.ChangeAsync(db => Task.FromResult(db.MailedLinks.Add(link)));
        return secret;
    }

    private Task ChangeDeskAsync(CustomerAccess access) => World.ChangeAsync(async db =>
    {
        var desk = await db.Desks.AsTracking().SingleAsync(d => d.Id == Desk.Id);
        desk.Choose(access, isPublicSignupOn: true, World.Ada.AccountId!.Value, World.Now);
        desk.ArchivedAt = null;
    });
}
