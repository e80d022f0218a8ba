using System.Collections.Frozen;
using Microsoft.AspNetCore.Components.Endpoints;
using ServiceDesk.Blazor.Access;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Blazor.Audit;
using ServiceDesk.Blazor.Collectors;
using ServiceDesk.Blazor.Customers;
using ServiceDesk.Blazor.Customers.Imports;
using ServiceDesk.Blazor.Desks;
using ServiceDesk.Blazor.Licensing;
using ServiceDesk.Blazor.Mail;
using ServiceDesk.Blazor.Requests;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Blazor.Webhooks;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Domain.Webhooks;

namespace ServiceDesk.Blazor.Shell;

/// <summary>
/// Says with the status what a live page will only show once its circuit is up: that there is nothing here for this person (design.md 2.8,
/// what a person may not see answers like what does not exist).
/// </summary>
internal static class HiddenPages
{
    /// <summary>The pages that are there for some of those who are logged in, each with the question whether it is there for one of them.</summary>
    public static FrozenDictionary<Type, Func<Visit, Task<bool>>> Questions { get; } = new Dictionary<Type, Func<Visit, Task<bool>>>
    {
        [typeof(ConfigurationPage)] = AdministratesTheSite,
        [typeof(DesksPage)] = AdministratesTheSite,
        [typeof(UsersPage)] = AdministratesTheSite,
        [typeof(UserPage)] = async visit => Guid.TryParse(visit.Named("Id"), out var id) && (await visit.Ask<UserDirectory>().FindAsync(id, visit.By)).IsDone,
        [typeof(LicencePage)] = AdministratesTheSite,
        [typeof(MailPage)] = AdministratesTheSite,
        [typeof(AddressRulesPage)] = AdministratesTheSite,
        [typeof(DoorLogPage)] = AdministratesTheSite,
        [typeof(DeskDoorLogPage)] = visit => Task.FromResult(visit.DeskId != Guid.Empty
            && (visit.Rights.IsSiteAdministrator(visit.AccountId) || visit.Rights.RoleOf(visit.AccountId, visit.DeskId) is DeskRole.Administrator)),
        [typeof(TemplatesPage)] = AdministratesTheSite,
        [typeof(AuditPage)] = AdministratesTheSite,
        [typeof(DeskAuditPage)] = async visit => visit.DeskId != Guid.Empty && (await visit.Ask<AuditLog>().ReadAsync(new AuditFilter(visit.DeskId), after: null, visit.By)).IsDone,
        [typeof(CustomersPage)] = async visit => (await visit.Ask<DeskAccess>().NowAsync(visit.DeskId, visit.By)).IsDone,
        [typeof(ImportPage)] = async visit => (await visit.Ask<CustomerImports>().ListAsync(visit.DeskId, visit.By)).IsDone,
        [typeof(AgentsPage)] = async visit => (await visit.Ask<DeskAgents>().CandidatesAsync(visit.DeskId, visit.By)).IsDone,
        [typeof(DeskSettingsPage)] = async visit => (await visit.Ask<ServiceDesks>().OptionsAsync(visit.DeskId, visit.By)).IsDone,
        [typeof(DeskMailPage)] = async visit => (await visit.Ask<MailChannels>().NowAsync(visit.DeskId, visit.By)).IsDone,
        [typeof(WebhooksPage)] = async visit => (await visit.Ask<DeskWebhooks>().ListAsync(visit.DeskId, visit.By)).IsDone,
        [typeof(WebhookPage)] = async visit => await visit.Ask<DeskWebhooks>().ListAsync(visit.DeskId, visit.By) is { IsDone: true } webhooks
            && webhooks.Done.Any(webhook => Guid.TryParse(visit.Named("Id"), out var id) && webhook.Id == id),
        [typeof(CollectorsPage)] = async visit => (await visit.Ask<DeskCollectors>().ListAsync(visit.DeskId, visit.By)).IsDone,
        [typeof(CollectorPage)] = async visit => Guid.TryParse(visit.Named("CollectorId"), out var id) && (await visit.Ask<DeskCollectors>().NowAsync(visit.DeskId, id, visit.By)).IsDone,
        [typeof(DeskQueues)] = visit => Task.FromResult(visit.Rights.RoleOf(visit.AccountId, visit.DeskId) is not null),
        [typeof(CreateOnBehalf)] = async visit => (await visit.Ask<RequestsOnBehalf>().OpenAsync(visit.Named("DeskKey"), visit.By)).IsDone,
        [typeof(AgentRequestPage)] = async visit => await visit.Ask<AgentRequests>().OpenAsync(visit.Named("Key"), visit.By, mostComments: 1) is { IsDone: true } opened
            && opened.Done.Desk.Id == visit.DeskId,
        [typeof(PortalPage)] = async visit => (await visit.Ask<CustomerPortals>().OpenAsync(visit.Named("DeskKey"), visit.By)).Refusal is null or SignUpWaits or SignUpIsNotApproved,
        [typeof(CreateRequest)] = async visit => await visit.Ask<CustomerPortals>().OpenAsync(visit.Named("DeskKey"), visit.By) is { IsDone: true } opened
            && opened.Done.Types.Any(type => Guid.TryParse(visit.Named("Type"), out var id) && type.Id == id),
        [typeof(CustomerRequestPage)] = async visit => (await visit.Ask<CustomerRequests>().OpenAsync(visit.Named("Key"), visit.By, mostComments: 1)).IsDone,
    }.ToFrozenDictionary();

    /// <summary>Gives a page that is not there for the person the status 404; its content says the same.</summary>
    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (context.RequestServices.GetRequiredService<CurrentPerson>() is { IsSignedIn: true } person
            && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { } page
            && Questions.TryGetValue(page.Type, out var isThere)
            && !await isThere(new Visit(context, person.By)))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }

        await next(context);
    }

    private static Task<bool> AdministratesTheSite(Visit visit) => Task.FromResult(visit.Rights.IsSiteAdministrator(visit.AccountId));

    /// <summary>Somebody who is logged in asks for a page.</summary>
    internal sealed class Visit(HttpContext context, Actor by)
    {
        public Actor By => by;

        public Guid AccountId => by.AccountId ?? Guid.Empty;

        public RightsSnapshot Rights => Ask<RightsNow>().Current;

        /// <summary>The desk the address names; one that is no desk's when there is none.</summary>
        public Guid DeskId => Rights.DeskOf(Named("DeskKey"))?.Id ?? Guid.Empty;

        public string Named(string part) => context.Request.RouteValues[part] as string ?? "";

        public T Ask<T>()
            where T : notnull => context.RequestServices.GetRequiredService<T>();
    }
}
