using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Licensing;

internal static class LicensingSetup
{
    public static IServiceCollection AddLicensing(this IServiceCollection services) => services.AddSingleton<Licence>();
}
