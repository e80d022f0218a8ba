using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Keeping;

namespace ServiceDesk.Domain.Customers;

internal static class CustomersSetup
{
    public static IServiceCollection AddCustomers(this IServiceCollection services) => services
        .AddSingleton<DeskCustomers>()
        .AddSingleton<SilentCustomers>()
        .AddSingleton<CustomerExport>()
        .AddSingleton<CustomerImports>()
        .AddSingleton<ImportWork>()
        .AddSingleton<InvitationMail>()
        .AddSingleton<InvitationSending>()
        .AddSingleton<CustomerInvitations>()
        .AddSingleton<InvitationAcceptance>()
        .AddSingleton<ApprovalMail>()
        .AddSingleton<SignUpApprovals>()
        .AddChore<ImportWork>(ChoreTime.EachDay, "let go of old imports", (imports, stop) => imports.SweepAsync(stop));
}
