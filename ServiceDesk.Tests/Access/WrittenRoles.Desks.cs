using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Requests;
using static ServiceDesk.Tests.Access.Role;

namespace ServiceDesk.Tests.Access;

// A desk, its staff, its customers and what it offers.
internal static partial class WrittenRoles
{
    private static readonly WrittenRole[] OfDesks =
    [
        new("ServiceDesks.ListAsync", Site, async (s, by) => (await s.Get<ServiceDesks>().ListAsync(by)).Refusal),
        new("ServiceDesks.MakeAsync", Site, async (s, by) => (await s.Get<ServiceDesks>().MakeAsync(RoleScene.NewKey(), "New", by)).Refusal),
        new("ServiceDesks.ArchiveAsync", Site, async (s, by) => await s.WithTheDeskBackAsync(async () => (await s.Get<ServiceDesks>().ArchiveAsync(s.Desk.Id, await s.DeskVersionAsync(), by)).Refusal)),
        new("ServiceDesks.UnarchiveAsync", Site, async (s, by) => await s.WithTheDeskBackAsync(async () => (await s.Get<ServiceDesks>().UnarchiveAsync(s.Desk.Id, await s.DeskVersionAsync(), by)).Refusal)),
        new("ServiceDesks.OptionsAsync", Desk, async (s, by) => (await s.Get<ServiceDesks>().OptionsAsync(s.Desk.Id, by)).Refusal),
        new("ServiceDesks.ChangeAsync", Desk, async (s, by) => (await s.Get<ServiceDesks>().ChangeAsync(new DeskOptions(s.Desk.Id, s.Desk.Key, "Other", true, true, await s.DeskVersionAsync()), by)).Refusal),
        new("DeskAgents.ListAsync", Desk, async (s, by) => (await s.Get<DeskAgents>().ListAsync(s.Desk.Id, by)).Refusal),
        new("DeskAgents.CandidatesAsync", Desk, async (s, by) => (await s.Get<DeskAgents>().CandidatesAsync(s.Desk.Id, by)).Refusal),
        new("DeskAgents.AddAsync", Desk, async (s, by) => (await s.Get<DeskAgents>().AddAsync(s.Desk.Id, await s.UserAsync(Application.Team), by)).Refusal),
        new("DeskAgents.RemoveAsync", Desk, async (s, by) => (await s.Get<DeskAgents>().RemoveAsync(s.Desk.Id, await s.StaffAsync(DeskRole.Agent), by)).Refusal),
        new("DeskAgents.RemoveAsync", Site, async (s, by) => (await s.Get<DeskAgents>().RemoveAsync(s.Desk.Id, await s.StaffAsync(DeskRole.Administrator), by)).Refusal)
        {
            Sees = DeskAdministrator,
        },
        new("DeskAgents.MarkAsync", Site, async (s, by) => (await s.Get<DeskAgents>().MarkAsync(s.Desk.Id, await s.StaffAsync(DeskRole.Agent), true, RoleScene.First, by)).Refusal)
        {
            Sees = DeskAdministrator,
        },
        new("DeskAccess.NowAsync", CustomerList, async (s, by) => (await s.Get<DeskAccess>().NowAsync(s.Desk.Id, by)).Refusal),
        new("DeskAccess.ConsequencesAsync", Desk, async (s, by) => (await s.Get<DeskAccess>().ConsequencesAsync(s.Desk.Id, CustomerAccess.Everyone, by)).Refusal),
        new("DeskAccess.ChooseAsync", Desk, async (s, by) => await s.WithTheDeskBackAsync(async () => (await s.Get<DeskAccess>().ChooseAsync(s.Desk.Id, CustomerAccess.Everyone, await s.DeskVersionAsync(), by)).Refusal))
        {
            Sees = Collaborator | Agent,
        },
        new("DeskCustomers.FindAsync", CustomerList, async (s, by) => (await s.Get<DeskCustomers>().FindAsync(s.Desk.Id, "k", null, by)).Refusal),
        new("DeskCustomers.OpenAsync", CustomerList, async (s, by) => (await s.Get<DeskCustomers>().OpenAsync(s.Desk.Id, (await s.World.CustomerAsync(s.Desk, RoleScene.NewAddress())).AccountId!.Value, by)).Refusal),
        new("DeskCustomers.CountAsync", CustomerList, async (s, by) => (await s.Get<DeskCustomers>().CountAsync(s.Desk.Id, by)).Refusal),
        new("DeskCustomers.RemoveAsync", Desk, async (s, by) => (await s.Get<DeskCustomers>().RemoveAsync(s.Desk.Id, (await s.World.CustomerAsync(s.Desk, RoleScene.NewAddress())).AccountId!.Value, by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("SilentCustomers.AddAsync", Desk, async (s, by) => (await s.Get<SilentCustomers>().AddAsync(s.Desk.Id, [new SilentPerson(RoleScene.NewAddress(), "New")], by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("SilentCustomers.PreviewAsync", Desk, async (s, by) => (await s.Get<SilentCustomers>().PreviewAsync(s.Desk.Id, [], by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("PasswordResets.StartAsync", Desk, async (s, by) => (await s.Get<PasswordResets>().StartAsync(s.Desk.Id, (await s.World.CustomerAsync(s.Desk, RoleScene.NewAddress())).AccountId!.Value, by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("CustomerImports.BeginAsync", Desk, async (s, by) => (await s.Get<CustomerImports>().BeginAsync(s.Desk.Id, "a.csv", RoleScene.Csv(), by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("CustomerImports.ListAsync", Desk, async (s, by) => (await s.Get<CustomerImports>().ListAsync(s.Desk.Id, by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("CustomerImports.FindAsync", Desk, async (s, by) => (await s.Get<CustomerImports>().FindAsync(await s.ImportAsync(ImportState.Done), by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("CustomerImports.ReadAsync", Desk, async (s, by) => (await s.Get<CustomerImports>().ReadAsync(await s.ImportAsync(ImportState.Choosing), new ImportColumns(0), by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("CustomerImports.BringInAsync", Desk, async (s, by) => (await s.Get<CustomerImports>().BringInAsync(await s.ImportAsync(ImportState.Ready), ImportMail.None, by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("CustomerImports.InviteAsync", Desk, async (s, by) => (await s.Get<CustomerImports>().InviteAsync(await s.ImportAsync(ImportState.Done), by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("CustomerImports.CancelAsync", Desk, async (s, by) => (await s.Get<CustomerImports>().CancelAsync(await s.ImportAsync(ImportState.Ready), by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("CustomerImports.UndoAsync", Desk, async (s, by) => (await s.Get<CustomerImports>().UndoAsync(await s.ImportAsync(ImportState.Done), by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("CustomerExport.BeginAsync", Desk, async (s, by) => (await s.Get<CustomerExport>().BeginAsync(s.Desk.Id, by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("SignUpApprovals.ListAsync", CustomerList, async (s, by) => (await s.Get<SignUpApprovals>().ListAsync(s.Desk.Id, by)).Refusal),
        new("SignUpApprovals.ApproveAsync", Desk, async (s, by) => (await s.Get<SignUpApprovals>().ApproveAsync(s.Desk.Id, await s.WaitingAsync(), by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("SignUpApprovals.RefuseAsync", Desk, async (s, by) => (await s.Get<SignUpApprovals>().RefuseAsync(s.Desk.Id, await s.WaitingAsync(), "", by)).Refusal)
        {
            Sees = Collaborator | Agent,
        },
        new("SignUpApprovals.BlockAsync", Site, async (s, by) => (await s.Get<SignUpApprovals>().BlockAsync(s.Desk.Id, await s.WaitingAsync(), by)).Refusal)
        {
            Sees = Collaborator | Agent | DeskAdministrator,
        },
        new("AuditLog.ReadAsync", Desk, async (s, by) => (await s.Get<AuditLog>().ReadAsync(new(s.Desk.Id), null, by)).Refusal),
        new("RequestTypes.ListAsync", Desk, async (s, by) => (await s.Get<RequestTypes>().ListAsync(s.Desk.Id, by)).Refusal),
        new("RequestTypes.MakeAsync", Desk, async (s, by) => (await s.Get<RequestTypes>().MakeAsync(s.Desk.Id, new(RoleScene.NewKey(), "", RequestIcons.Default), by)).Refusal),
        new("RequestTypes.ChangeAsync", Desk, async (s, by) => (await s.Get<RequestTypes>().ChangeAsync(await s.TypeAsync(), RoleScene.First, new(RoleScene.NewKey(), "", RequestIcons.Default), by)).Refusal),
        new("RequestTypes.ArchiveAsync", Desk, async (s, by) => (await s.Get<RequestTypes>().ArchiveAsync(await s.TypeAsync(), RoleScene.First, by)).Refusal),
        new("RequestTypes.OfferAgainAsync", Desk, async (s, by) => (await s.Get<RequestTypes>().OfferAgainAsync(await s.TypeAsync(), RoleScene.First, by)).Refusal),
        new("RequestTypes.OrderAsync", Desk, async (s, by) => (await s.Get<RequestTypes>().OrderAsync(s.Desk.Id, [s.Type], by)).Refusal),
    ];
}
