using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Customers;

internal static class CustomersSetup
{
    public static IServiceCollection AddCustomers(this IServiceCollection services) => services
        .AddSingleton<DeskCustomers>()
        .AddSingleton<SilentCustomers>();
}
