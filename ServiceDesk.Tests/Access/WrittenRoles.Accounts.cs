using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using static ServiceDesk.Tests.Access.Role;

namespace ServiceDesk.Tests.Access;

// What a person does with their own account, and the doors that strangers stand at.
internal static partial class WrittenRoles
{
    private const string Good = AccountStory.Good;

    // Whoever is nothing to the desk but perhaps a customer; its staff brings people in by other doors.
    private const Role SigningUp = Stranger | Customer | StaffOfAnotherDesk | StaffWithoutSeat | DeactivatedAdministrator;

    private static readonly WrittenRole[] OfOnesOwn =
    [
        new("Profiles.OfAsync", Members, async (s, by) => (await s.Get<Profiles>().OfAsync(by)).Refusal),
        new("Profiles.EditAsync", Members, async (s, by) => (await s.Get<Profiles>().EditAsync(new("", "Other Name", null, null, await s.StampAsync(by)), by)).Refusal),
        new("NotificationSettings.NowAsync", Members, async (s, by) => (await s.Get<NotificationSettings>().NowAsync(by)).Refusal),
        new("NotificationSettings.ChooseAsync", Members, async (s, by) => (await s.Get<NotificationSettings>().ChooseAsync(Notification.Replies, by)).Refusal),
        new("PersonalData.ExportAsync", Members, async (s, by) => (await s.Get<PersonalData>().ExportAsync(by)).Refusal),
        new("TwoFactor.StateAsync", Members, async (s, by) => (await s.Get<TwoFactor>().StateAsync(by)).Refusal),
        new("TwoFactor.EnableAsync", Members, async (s, by) =>
        {
            var key = TimeCode.NewKey();
            return (await s.Get<TwoFactor>().EnableAsync(Good, key, TimeCode.Of(key, TimeCode.StepOf(s.World.Now)), by)).Refusal;
        }),
        new("TwoFactor.RenewRecoveryCodesAsync", Members, async (s, by) => (await s.Get<TwoFactor>().RenewRecoveryCodesAsync(Good, by)).Refusal),
        new("TwoFactor.DisableAsync", Members, async (s, by) => (await s.Get<TwoFactor>().DisableAsync(Good, by)).Refusal),
        new("ApiTokens.MakeAsync", Members, async (s, by) => (await s.Get<ApiTokens>().MakeAsync(RoleScene.Token(), Good, by)).Refusal),
        new("ApiTokens.ListAsync", Members, async (s, by) => (await s.Get<ApiTokens>().ListAsync(by.AccountId ?? Guid.Empty, by)).Refusal),
        new("ApiTokens.ListAsync", Site, async (s, by) => (await s.Get<ApiTokens>().ListAsync(s.Nora, by)).Refusal),
        new("ApiTokens.RevokeAsync", Members, async (s, by) => (await s.Get<ApiTokens>().RevokeAsync(await s.TokenOfAsync(by.AccountId ?? s.Nora), by)).Refusal),
        new("ApiTokens.RevokeAsync", Site, async (s, by) => (await s.Get<ApiTokens>().RevokeAsync(await s.TokenOfAsync(s.Nora), by)).Refusal),
        new("AddressChanges.AskAsync", Members, async (s, by) => (await s.Get<AddressChanges>().AskAsync(RoleScene.NewAddress(), Good, by)).Refusal),
        new("Passwords.ChangeAsync", Members, async (s, by) => (await s.Get<Passwords>().ChangeAsync(Good, AccountStory.Better, by)).Refusal),
        new("LogInSessions.EndAsync", Nobody, async (s, by) =>
        {
            var others = (await s.Get<LogInSessions>().BeginAsync(await s.UserAsync())).Done;
            await s.Get<LogInSessions>().EndAsync(others.Id, by);
            return await s.World.ReadAsync(db => db.LogInSessions.AnyAsync(session => session.Id == others.Id)) ? new NotFound() : null;
        }),
    ];

    private static readonly WrittenRole[] OfTheDoors =
    [
        new("LogIns.CheckAsync", Anybody, async (s, by) => (await s.Get<LogIns>().CheckAsync(await s.AddressWithPasswordAsync(), Good, by)).Refusal),
        new("FirstRun.SetUpAsync", Nobody, async (s, by) => (await s.Get<FirstRun>().SetUpAsync(s.Get<FirstRun>().Token, RoleScene.NewAddress(), "Eve", Good, by)).Refusal) { Otherwise = typeof(AlreadySetUp) },
        new("PasswordResets.AskAsync", Anybody, async (s, by) => (await s.Get<PasswordResets>().AskAsync(RoleScene.NewAddress(), by)).Refusal),
        new("PasswordResets.ResetAsync", Anybody, async (s, by) => (await s.Get<PasswordResets>().ResetAsync(await s.SecretAsync(LinkPurpose.PasswordReset), Good, by)).Refusal),
        new("PasswordResets.SendAgainAsync", Anybody, async (s, by) => (await s.Get<PasswordResets>().SendAgainAsync(await s.SecretAsync(LinkPurpose.PasswordReset), by)).Refusal),
        new("SignUps.AskAsync", SigningUp, async (s, by) => await s.WithTheDeskBackAsync(async () => (await s.Get<SignUps>().AskAsync(await s.OpenDeskAsync(), RoleScene.NewAddress(), "New", null, null, by)).Refusal)) { Otherwise = typeof(NotAllowed) },
        new("SignUps.LookAsync", Stranger, async (s, by) => await s.WithTheDeskBackAsync(async () => (await s.Get<SignUps>().LookAsync(await s.SecretAsync(LinkPurpose.SignUp), by)).Refusal)) { Otherwise = typeof(LogOutFirst) },
        new("SignUps.FinishAsync", Stranger, async (s, by) => await s.WithTheDeskBackAsync(async () => (await s.Get<SignUps>().FinishAsync(await s.SecretAsync(LinkPurpose.SignUp), "New", Good, by)).Refusal)) { Otherwise = typeof(LogOutFirst) },
        new("SignUps.SendNewLinkAsync", SigningUp, async (s, by) => await s.WithTheDeskBackAsync(async () => (await s.Get<SignUps>().SendNewLinkAsync(await s.SecretAsync(LinkPurpose.SignUp, isExpired: true), by)).Refusal)) { Otherwise = typeof(NotAllowed) },
        new("SiteRegistrations.AskAsync", Anybody, async (s, by) => (await s.Get<SiteRegistrations>().AskAsync(await s.RegisteringAsync(), "New", null, by)).Refusal),
        new("SiteRegistrations.LookAsync", Stranger, async (s, by) => (await s.Get<SiteRegistrations>().LookAsync(await s.SecretAsync(LinkPurpose.SiteRegistration), by)).Refusal) { Otherwise = typeof(LogOutFirst) },
        new("SiteRegistrations.AcceptAsync", Stranger, async (s, by) => (await s.Get<SiteRegistrations>().AcceptAsync(await s.SecretAsync(LinkPurpose.SiteRegistration), "New", Good, by)).Refusal) { Otherwise = typeof(LogOutFirst) },
        new("SiteRegistrations.SendAgainAsync", Anybody, async (s, by) => (await s.Get<SiteRegistrations>().SendAgainAsync(await s.SecretAsync(LinkPurpose.SiteRegistration), by)).Refusal),
        new("AccountInvitations.LookAsync", Stranger, async (s, by) => (await s.Get<AccountInvitations>().LookAsync(await s.SecretAsync(LinkPurpose.AccountInvitation), by)).Refusal) { Otherwise = typeof(LogOutFirst) },
        new("AccountInvitations.AcceptAsync", Stranger, async (s, by) => (await s.Get<AccountInvitations>().AcceptAsync(await s.SecretAsync(LinkPurpose.AccountInvitation), "New", Good, by)).Refusal) { Otherwise = typeof(LogOutFirst) },
        new("AddressChanges.LookAsync", Stranger, async (s, by) => (await s.Get<AddressChanges>().LookAsync(await s.SecretAsync(LinkPurpose.AddressChange), by)).Refusal) { Otherwise = typeof(LogOutFirst) },
        new("AddressChanges.ConfirmAsync", Stranger, async (s, by) => (await s.Get<AddressChanges>().ConfirmAsync(await s.SecretAsync(LinkPurpose.AddressChange), by)).Refusal) { Otherwise = typeof(LogOutFirst) },
        new("AddressChanges.IsUnprovedAsync", Members, async (s, by) => await s.UnprovedAsync(by, async () => await s.Get<AddressChanges>().IsUnprovedAsync(by) ? null : new NotFound())),
        new("AddressChanges.AskProofAsync", Members, async (s, by) => await s.UnprovedAsync(by, async () => (await s.Get<AddressChanges>().AskProofAsync(by)).Refusal)),
        new("AddressChanges.SendAgainAsync", Anybody, async (s, by) => (await s.Get<AddressChanges>().SendAgainAsync(await s.SecretAsync(LinkPurpose.AddressChange, isExpired: true), by)).Refusal),
        new("AccountInvitations.SendAgainAsync", Anybody, async (s, by) => (await s.Get<AccountInvitations>().SendAgainAsync(await s.SecretAsync(LinkPurpose.AccountInvitation), by)).Refusal),
    ];
}
