using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Templates;
using ServiceDesk.Domain.Settings;
using static ServiceDesk.Tests.Access.Role;

namespace ServiceDesk.Tests.Access;

// The switches of the site, its users and its mail.
internal static partial class WrittenRoles
{
    private static readonly MailWords Words = new("Welcome", "Hello {name}\n\n{link}");

    private static readonly WrittenRole[] OfTheSite =
    [
        new("PublicSignup.ConsequencesAsync", Site, async (s, by) => (await s.Get<PublicSignup>().ConsequencesAsync(by)).Refusal),
        new("PublicSignup.TurnOnAsync", Site, async (s, by) => (await s.Get<PublicSignup>().TurnOnAsync(await s.SiteVersionAsync(isSignupOn: false), [], by)).Refusal),
        new("PublicSignup.TurnOffAsync", Site, async (s, by) => (await s.Get<PublicSignup>().TurnOffAsync(await s.SiteVersionAsync(isSignupOn: true), true, by)).Refusal),
        new("SiteSettings.NowAsync", Site, async (s, by) => (await s.Get<SiteSettings>().NowAsync(by)).Refusal),
        new("SiteSettings.ChooseModeAsync", Site, async (s, by) => (await s.Get<SiteSettings>().ChooseModeAsync(SiteMode.Public, true, true, await s.SiteVersionAsync(), by)).Refusal),
        new("SiteSettings.LetAgentsCreateCustomersAsync", Site, async (s, by) => (await s.Get<SiteSettings>().LetAgentsCreateCustomersAsync(false, await s.SiteVersionAsync(), by)).Refusal),
        new("SiteSettings.VerifyAddressesAsync", Site, async (s, by) => (await s.Get<SiteSettings>().VerifyAddressesAsync(true, await s.SiteVersionAsync(), by)).Refusal),
        new("AddressRules.ListAsync", Site, async (s, by) => (await s.Get<AddressRules>().ListAsync(AddressRuleKind.BlockedAddress, null, by)).Refusal),
        new("AddressRules.AddAsync", Site, async (s, by) => (await s.Get<AddressRules>().AddAsync(AddressRuleKind.BlockedAddress, RoleScene.NewAddress(), by)).Refusal),
        new("AddressRules.RemoveAsync", Site, async (s, by) => (await s.Get<AddressRules>().RemoveAsync(AddressRuleKind.BlockedAddress, await s.BlockedAsync(), by)).Refusal),
        new("DoorTester.AskAsync", Site, async (s, by) => (await s.Get<DoorTester>().AskAsync(RoleScene.NewAddress(), s.Desk.Id, by)).Refusal),
        new("DoorLog.ListAsync", Site, async (s, by) => (await s.Get<DoorLog>().ListAsync(null, new(), null, by)).Refusal),
        new("DoorLog.ListAsync", Desk, async (s, by) => (await s.Get<DoorLog>().ListAsync(s.Desk.Id, new(), null, by)).Refusal),
        new("DoorLog.TurnedAwayAsync", Site, async (s, by) => (await s.Get<DoorLog>().TurnedAwayAsync(by)).Refusal),
        new("GuardSettings.NowAsync", Site, async (s, by) => (await s.Get<GuardSettings>().NowAsync(by)).Refusal),
        new("GuardSettings.TurnCaptchaAsync", Site, async (s, by) => (await s.Get<GuardSettings>().TurnCaptchaAsync(false, await s.SiteVersionAsync(), by)).Refusal),
        new("GuardSettings.ChooseAsync", Site, async (s, by) => (await s.Get<GuardSettings>().ChooseAsync(4, 10, await s.SiteVersionAsync(), by)).Refusal),
        new("FailedLogIns.OfAsync", Site, async (s, by) => (await s.Get<FailedLogIns>().OfAsync(s.Karl, by)).Refusal),
        new("FailedLogIns.ForgetAsync", Site, async (s, by) => (await s.Get<FailedLogIns>().ForgetAsync(await s.UserAsync(), by)).Refusal),
        new("AuditLog.ReadAsync", Site, async (s, by) => (await s.Get<AuditLog>().ReadAsync(new(), null, by)).Refusal),
        new("AuditKeeping.NowAsync", Site, async (s, by) => (await s.Get<AuditKeeping>().NowAsync(by)).Refusal),
        new("AuditKeeping.ChooseAsync", Site, async (s, by) => (await s.Get<AuditKeeping>().ChooseAsync(365, await s.SiteVersionAsync(), by)).Refusal),
        new("MailTemplates.ListAsync", Site, async (s, by) => (await s.Get<MailTemplates>().ListAsync(s.Desk.Id, "en", by)).Refusal),
        new("MailTemplates.OpenAsync", Site, async (s, by) => (await s.Get<MailTemplates>().OpenAsync(OfWelcome(s), by)).Refusal),
        new("MailTemplates.PreviewAsync", Site, async (s, by) => (await s.Get<MailTemplates>().PreviewAsync(OfWelcome(s), Words, by)).Refusal),
        new("MailTemplates.SaveAsync", Site, async (s, by) => (await s.Get<MailTemplates>().SaveAsync(OfWelcome(s), Words, version: 0, by)).Refusal),
        new("MailTemplates.ResetAsync", Site, async (s, by) => (await s.Get<MailTemplates>().ResetAsync(OfWelcome(s), by)).Refusal),
        new("MailTemplates.SwitchAsync", Site, async (s, by) => (await s.Get<MailTemplates>().SwitchAsync(MailKind.Welcome, s.Desk.Id, on: true, by)).Refusal),
        new("Licence.SeatsAsync", Site, async (s, by) => (await s.Get<Licence>().SeatsAsync(by)).Refusal),
        new("Licence.HoldersAsync", Site, async (s, by) => (await s.Get<Licence>().HoldersAsync(Application.Team, Licence.HoldersAPage, by)).Refusal),
        new("Licence.ChangeSeatsAsync", Site, async (s, by) =>
        {
            var before = await s.World.ReadAsync(db => db.SeatLimits.Where(limit => limit.Application == Application.Team).Select(limit => limit.Seats).SingleAsync());
            return (await s.Get<Licence>().ChangeSeatsAsync(Application.Team, before + 1, before, by)).Refusal;
        }),
        new("UserDirectory.ListAsync", Site, async (s, by) => (await s.Get<UserDirectory>().ListAsync(null, UserFilter.All, null, by)).Refusal),
        new("UserDirectory.FindAsync", Site, async (s, by) => (await s.Get<UserDirectory>().FindAsync(s.Karl, by)).Refusal),
        new("UserDirectory.DeactivationAsync", Site, async (s, by) => (await s.Get<UserDirectory>().DeactivationAsync(s.Karl, by)).Refusal),
        new("UserDirectory.CreateUserAsync", Site, async (s, by) => (await s.Get<UserDirectory>().CreateUserAsync(new(RoleScene.NewAddress(), "New", new HashSet<Application>(), IsInvited: true), by)).Refusal),
        new("UserDirectory.InviteAsync", Site, async (s, by) => (await s.Get<UserDirectory>().InviteAsync((await s.World.ContactAsync(RoleScene.NewAddress())).Id, by)).Refusal),
        new("UserDirectory.GiveSeatAsync", Site, async (s, by) => (await s.Get<UserDirectory>().GiveSeatAsync(await s.UserAsync(), Application.Team, by)).Refusal),
        new("UserDirectory.TakeSeatAsync", Site, async (s, by) => (await s.Get<UserDirectory>().TakeSeatAsync(await s.UserAsync(Application.Team), Application.Team, by)).Refusal),
        new("UserDirectory.MakeSiteAdministratorAsync", Site, async (s, by) => (await s.Get<UserDirectory>().MakeSiteAdministratorAsync(await s.UserAsync(), by)).Refusal),
        new("UserDirectory.TakeSiteAdministratorAsync", Site, async (s, by) => (await s.Get<UserDirectory>().TakeSiteAdministratorAsync(await s.UserAsync(), by)).Refusal),
        new("UserDirectory.DeactivateAsync", Site, async (s, by) => (await s.Get<UserDirectory>().DeactivateAsync(await s.UserAsync(), by)).Refusal),
        new("UserDirectory.ReactivateAsync", Site, async (s, by) => (await s.Get<UserDirectory>().ReactivateAsync(await s.UserAsync(), by)).Refusal),
        new("UserDirectory.FurtherAddressesAsync", Site, async (s, by) => (await s.Get<UserDirectory>().FurtherAddressesAsync(s.Karl, by)).Refusal),
        new("UserDirectory.ProfileAsync", Site, async (s, by) => (await s.Get<UserDirectory>().ProfileAsync(s.Karl, by)).Refusal),
        new("UserDirectory.EditAsync", Site, async (s, by) =>
        {
            var user = await s.UserAsync();
            return (await s.Get<UserDirectory>().EditAsync(user, (await s.Get<UserDirectory>().ProfileAsync(user, s.World.Ada)).Done with { FullName = "Other Name" }, by)).Refusal;
        }),
        new("UserDirectory.TakeMailAgainAsync", Site, async (s, by) => (await s.Get<UserDirectory>().TakeMailAgainAsync(await s.UserAsync(), by)).Refusal),
        new("UserDirectory.SetTemporaryPasswordAsync", Site, async (s, by) => (await s.Get<UserDirectory>().SetTemporaryPasswordAsync(await s.UserAsync(), Good, by)).Refusal),
        new("UserDirectory.AnonymisationAsync", Site, async (s, by) => (await s.Get<UserDirectory>().AnonymisationAsync(s.Karl, by)).Refusal),
        new("UserDirectory.AnonymiseAsync", Site, async (s, by) => (await s.Get<UserDirectory>().AnonymiseAsync(await s.UserAsync(), by)).Refusal),
        new("PasswordResets.StartAsync", Site, async (s, by) => (await s.Get<PasswordResets>().StartAsync(await s.UserAsync(), by)).Refusal),
        new("AddressChanges.AskForAsync", Site, async (s, by) => (await s.Get<AddressChanges>().AskForAsync(await s.UserAsync(), RoleScene.NewAddress(), by)).Refusal),
        new("AccountMerges.PreviewAsync", Site, async (s, by) => (await s.Get<AccountMerges>().PreviewAsync(await s.AddressWithPasswordAsync(), s.Karl, by)).Refusal),
        new("AccountMerges.MergeAsync", Site, async (s, by) => (await s.Get<AccountMerges>().MergeAsync(await s.UserAsync(), await s.UserAsync(), by)).Refusal),
        new("AccountMerges.OfAsync", Site, async (s, by) => (await s.Get<AccountMerges>().OfAsync(s.Karl, by)).Refusal),
        new("AccountMerges.UndoAsync", Site, async (s, by) => (await s.Get<AccountMerges>().UndoAsync(await s.MergeAsync(), by)).Refusal),
        new("UserDirectory.EndSessionsAsync", Site, async (s, by) => (await s.Get<UserDirectory>().EndSessionsAsync(await s.UserAsync(), by)).Refusal),
        new("MailOutbox.ListAsync", Site, async (s, by) => (await s.Get<MailOutbox>().ListAsync(null, null, by)).Refusal),
        new("MailOutbox.OpenAsync", Site, async (s, by) => (await s.Get<MailOutbox>().OpenAsync(await s.MailAsync(MailKind.AccountInvitation), CultureInfo.InvariantCulture, by)).Refusal),
        new("MailOutbox.OpenAsync", SiteAdministratorOnTheDesk, async (s, by) => (await s.Get<MailOutbox>().OpenAsync(await s.MailAsync(MailKind.RequestReceived), CultureInfo.InvariantCulture, by)).Refusal)
        {
            Sees = Site,
        },
        new("MailOutbox.SendAgainAsync", Site, async (s, by) => (await s.Get<MailOutbox>().SendAgainAsync(await s.MailAsync(MailKind.AccountInvitation), by)).Refusal),
    ];

    private static TemplatePlace OfWelcome(RoleScene scene) => new(MailKind.Welcome, scene.Desk.Id, "en");
}
