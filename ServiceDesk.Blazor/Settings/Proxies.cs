using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Blazor.Settings;

/// <summary>Believes the proxies of the settings, and nobody else, about a visitor's network address and https; of the Host header, no one.</summary>
internal static class Proxies
{
    /// <summary>What is believed of whom; throws when <c>Site:Proxies</c> is no list of addresses and networks.</summary>
    public static ForwardedHeadersOptions Read(SiteOptions site)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in site.Proxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new CannotStartException($"Site:Proxies has \"{proxy}\", which is neither an address nor a network, such as 10.1.0.0/16.");
            }
        }

        // Behind several proxies each adds its own word; reading stops at the first that is not known.
        options.ForwardLimit = null;
        return options;
    }
}
