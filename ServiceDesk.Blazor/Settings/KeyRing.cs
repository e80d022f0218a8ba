using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
#pragma warning disable IDE0005 // known here already, but not to the benchmarks, which have this file too
using Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0005
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Blazor.Settings;

/// <summary>Keeps the data-protection keys in the database, so that every node and every restart has the same.</summary>
internal sealed class KeyRing(DeskDatabase database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = database.Read();
        return [.. db.KeyRing.Select(element => element.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = database.Open();
        db.KeyRing.Add(new KeyRingElement { Id = Guid.CreateVersion7(), FriendlyName = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}

internal static class KeyRingSetup
{
    /// <summary>Seals with the keys in the site's database, whichever of its programs does.</summary>
    public static IServiceCollection AddKeyRing(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("ServiceDesk");
        services.AddOptions<KeyManagementOptions>().Configure<DeskDatabase>((keys, database) => keys.XmlRepository = new KeyRing(database));
        return services;
    }
}
