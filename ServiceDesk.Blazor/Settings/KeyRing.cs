using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
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
