using ServiceDesk.Domain.Collectors;

namespace ServiceDesk.Tests.Access;

// Collectors of the desk.
internal sealed partial class RoleScene
{
    public static CollectorForm CollectorForm => new("Shop", null, "https://shop.example");

    /// <summary>A collector, switched off, as it was first saved.</summary>
    public async Task<Guid> CollectorAsync() => (await Get<DeskCollectors>().MakeAsync(Desk.Id, CollectorForm, by: World.Ada)).Done;

    /// <summary>A collector with a key.</summary>
    public async Task<(Guid Collector, Guid Key)> CollectorKeyAsync()
    {
        var collector = await CollectorAsync();
        return (collector, (await Get<DeskCollectors>().MakeSecretAsync(Desk.Id, collector, by: World.Ada)).Done.KeyId);
    }
}
