using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Demo;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Mailboxes;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Webhooks;

namespace ServiceDesk.Domain;

/// <summary>The domain's table of contents: one call a feature. The host adds its <see cref="ILinkSeal"/>, <see cref="IChallengeSeal"/> and <see cref="SiteLinks"/>.</summary>
public static class ServiceDeskSetup
{
    /// <summary>Adds the whole domain.</summary>
    /// <param name="services">The services.</param>
    /// <param name="database">The validated database options.</param>
    /// <param name="dataFolder">Where the SQLite file lives.</param>
    public static IServiceCollection AddServiceDesk(this IServiceCollection services, DatabaseOptions database, string dataFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddDeskData(database, dataFolder)
            .AddLive()
            .AddAccess()
            .AddAudit()
            .AddGuards()
            .AddAccounts()
            .AddOutgoingMail()
            .AddIncomingMail()
            .AddMailboxes()
            .AddSettings()
            .AddLicensing()
            .AddDesks()
            .AddCustomers()
            .AddNotifications()
            .AddRequests()
            .AddWebhooks()
            .AddCollectors()
            .AddDemo();
    }
}
