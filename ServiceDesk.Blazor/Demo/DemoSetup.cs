using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Blazor.Shell;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Demo;

namespace ServiceDesk.Blazor.Demo;

/// <summary><c>--demo</c>: a site that is worth looking at, on this machine alone.</summary>
internal static class DemoSetup
{
    private const string Switch = "--demo";

    // Settings of the web server that listen on every address, or on ones that are not read here.
    private static readonly string[] Everywhere = ["http_ports", "https_ports", "Kestrel:Endpoints"];

    /// <summary>Takes the switch out of the arguments; the rest are settings.</summary>
    public static bool TakeFrom(ref string[] args)
    {
        var isDemo = args.Contains(Switch, StringComparer.Ordinal);
        args = [.. args.Where(arg => arg != Switch)];
        return isDemo;
    }

    /// <summary>Starts the site with the demo in it and prints who can log in; refused on an address that others can reach.</summary>
    public static async Task StartDemoAsync(this WebApplication app)
    {
        RefuseOthers(app.Configuration);
        var demo = app.Services.GetRequiredService<DemoSite>();
        IReadOnlyList<DemoLogIn> logIns = [];
        await app.StartSiteAsync(onceMigrated: async () => logIns = await demo.FillAsync());
        await demo.AskToSignUpAsync();
        await demo.InviteAsync();
        await PrintAsync(logIns, SettingsSetup.ListenedOn(app.Services.GetRequiredService<IServer>()));
    }

    private static void RefuseOthers(IConfiguration configuration)
    {
        if (Everywhere.FirstOrDefault(key => configuration.GetSection(key).Exists()) is { } wide)
        {
            throw new CannotStartException($"The demo (--demo) is for this machine alone; {wide} is set, which others may reach. Say where to listen by --urls.");
        }

        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Append(configuration["Site:PublicUrl"] ?? "");
        foreach (var url in urls.Where(url => url.Length > 0))
        {
            var host = BindingAddress.Parse(url).Host.Trim('[', ']');
            if (!host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)))
            {
                throw new CannotStartException($"The demo (--demo) is for this machine alone, and {url} can be reached by others.");
            }
        }
    }

    private static async Task PrintAsync(IReadOnlyList<DemoLogIn> logIns, Uri site)
    {
        var (name, address, part) = (logIns.Max(p => p.Name.Length), logIns.Max(p => p.Address.Length), logIns.Max(p => p.Part.Length));
        await Console.Out.WriteLineAsync($"\nThe demo is at {site}. These people can log in:\n");
        foreach (var person in logIns)
        {
            await Console.Out.WriteLineAsync($"  {person.Name.PadRight(name)}  {person.Part.PadRight(part)}  {person.Address.PadRight(address)}  {person.Password}");
        }

        await Console.Out.WriteLineAsync($"\nContacts have no password and claim their account by \"Forgot your password?\"; the mail is in the outbox of the site administration:\n\n  {string.Join(", ", DemoSite.Contacts)}\n");
    }
}
