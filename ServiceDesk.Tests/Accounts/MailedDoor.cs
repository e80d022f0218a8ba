using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Collectors;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

/// <summary>A door that a mailed link opens: how the link comes about, what looking at it says, and what using it comes to.</summary>
internal sealed record MailedDoor(LinkPurpose Purpose, TimeSpan Life, string Address, Func<Story, Task> Mail, Func<Story, string?, Task<Refusal?>> LookAsync, Func<Story, string?, Task<Refusal?>> UseAsync)
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<MailedDoor> All =
    [
        new(
            LinkPurpose.SignUp, TimeSpan.FromHours(24), "signing@example.com",
            story => story.Get<SignUps>().AskAsync("IT", "signing@example.com", "Sina", null, null, by: Stranger),
            async (story, secret) => (await story.Get<SignUps>().LookAsync(secret, by: Stranger)).Refusal,
            async (story, secret) => (await story.Get<SignUps>().FinishAsync(secret, "Sina", Good, by: Stranger)).Refusal),
        new(
            LinkPurpose.SiteRegistration, TimeSpan.FromHours(24), "registering@example.com",
            story => story.Get<SiteRegistrations>().AskAsync("registering@example.com", "Rita", null, by: Stranger),
            async (story, secret) => (await story.Get<SiteRegistrations>().LookAsync(secret, by: Stranger)).Refusal,
            async (story, secret) => (await story.Get<SiteRegistrations>().AcceptAsync(secret, "Rita", Good, by: Stranger)).Refusal),
        new(
            LinkPurpose.PasswordReset, TimeSpan.FromHours(1), "forgetful@example.com",
            story => story.Get<PasswordResets>().AskAsync("forgetful@example.com", by: Stranger),
            async (story, secret) => (await story.Get<PasswordResets>().LookAsync(secret)).Refusal,
            async (story, secret) => (await story.Get<PasswordResets>().ResetAsync(secret, Good, by: Stranger)).Refusal),
        new(
            LinkPurpose.AccountInvitation, TimeSpan.FromDays(7), "invited@example.com",
            story => story.Get<UserDirectory>().CreateUserAsync(new("invited@example.com", "Ina", new HashSet<Application>(), IsInvited: true), by: story.Ada),
            async (story, secret) => (await story.Get<AccountInvitations>().LookAsync(secret, by: Stranger)).Refusal,
            async (story, secret) => (await story.Get<AccountInvitations>().AcceptAsync(secret, "Ina", Good, by: Stranger)).Refusal),
        new(
            LinkPurpose.CustomerInvitation, TimeSpan.FromDays(7), "asked@example.com",
            async story => await story.Get<CustomerInvitations>().InviteAsync(
                await story.ReadAsync(db => db.Desks.Where(desk => desk.Key == "IT").Select(desk => desk.Id).SingleAsync()), new(TypedAddresses.Read("asked@example.com"), null, true), null, by: story.Ada),
            async (story, secret) => (await story.Get<InvitationAcceptance>().LookAsync(secret, by: Stranger)).Refusal,
            async (story, secret) => (await story.Get<InvitationAcceptance>().AcceptAsync(secret, "Asta", Good, by: Stranger)).Refusal),
        new(
            LinkPurpose.AddressChange, TimeSpan.FromHours(24), "moved@example.com",
            async story => await story.Get<AddressChanges>().AskForAsync((await story.ContactAsync("moving@example.com")).Id, "moved@example.com", by: story.Ada),
            async (story, secret) => (await story.Get<AddressChanges>().LookAsync(secret, by: Stranger)).Refusal,
            async (story, secret) => (await story.Get<AddressChanges>().ConfirmAsync(secret, by: Stranger)).Refusal),
        new(
            LinkPurpose.CollectedRequest, TimeSpan.FromHours(24), "typing@example.com",
            async story =>
            {
                var collector = await story.CollectorAsync(await story.ReadAsync(db => db.Desks.SingleAsync(desk => desk.Key == "IT")));
                Assert.True((await story.PostAsync(collector, story.Typed(collector, "typing@example.com"))).IsDone);
            },
            async (story, secret) => (await story.Get<ParkedRequests>().LookAsync(secret)).Refusal,
            async (story, secret) => (await story.Get<ParkedRequests>().ConfirmAsync(secret, null)).Refusal),
    ];

    /// <summary>The one for a purpose.</summary>
    public static MailedDoor Of(LinkPurpose purpose) => All.Single(door => door.Purpose == purpose);

    /// <summary>Makes a desk, IT, that takes strangers, and mails every link. Returns the secrets.</summary>
    public static async Task<IReadOnlyDictionary<LinkPurpose, string>> MailAllAsync(Story story)
    {
        await story.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        return await MailAllOnAsync(story);
    }

    /// <summary>Opens the site and its desks for everybody that a link is mailed to, and mails every link. Returns the secrets.</summary>
    public static async Task<IReadOnlyDictionary<LinkPurpose, string>> MailAllOnAsync(Story story)
    {
        await story.PublicSignupAsync(on: true);
        foreach (var desk in await story.ReadAsync(db => db.Desks.ToListAsync()))
        {
            await story.ChooseAsync(desk, CustomerAccess.EveryoneMaySignUp);
        }

        await story.OpenRegistrationAsync();
        await story.PersonAsync(Of(LinkPurpose.PasswordReset).Address);
        var secrets = new Dictionary<LinkPurpose, string>();
        foreach (var door in All)
        {
            await door.Mail(story);
            secrets[door.Purpose] = await story.SecretMailedToAsync(door.Address);
        }

        return secrets;
    }
}
