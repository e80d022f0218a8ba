using Radzen;
using ServiceDesk.Blazor.Settings;

namespace ServiceDesk.Blazor.Shell;

internal static class ShellSetup
{
    // The longest text of a request is one message; with the usual 32 KB a long one would end the page.
    private const int MostMessageBytes = 256 * 1024;

    public static IServiceCollection AddShell(this IServiceCollection services, SiteOptions site)
    {
        services.AddLocalization();
        services.AddRazorPages();
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = MostMessageBytes);
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options => SettingsSetup.Harden(options.Cookie, "Form", site));

        // One by one: adding all of the library's services would touch its chat parts, whose packages are left out.
        services.AddScoped<DialogService>();
        services.AddScoped<NotificationService>();
        services.AddScoped<TooltipService>();
        services.AddScoped<ContextMenuService>();
        services.AddScoped<ThemeService>();
        services.AddScoped<Notice>();
        return services;
    }
}
