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
        KeptPages.Add(services);
        services.AddRazorPages().AddMvcOptions(mvc => mvc.Filters.Add(new StaleForms()));
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = MostMessageBytes);
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options =>
        {
            options.Cookie = new SecureOnLoopback();
            SettingsSetup.Harden(options.Cookie, "Form", site);

            // Asked for by policy, the framework would refuse every form on plain http, also where browsers take loopback for secure.
            options.Cookie.SecurePolicy = CookieSecurePolicy.None;
        });

        // One by one: adding all of the library's services would touch its chat parts, whose packages are left out.
        services.AddScoped<DialogService>();
        services.AddScoped<NotificationService>();
        services.AddScoped<TooltipService>();
        services.AddScoped<ContextMenuService>();
        services.AddScoped<ThemeService>();
        services.AddScoped<Notice>();
        return services;
    }

    private sealed class SecureOnLoopback : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = Name!.StartsWith("__Host-", StringComparison.Ordinal);
            return options;
        }
    }
}
