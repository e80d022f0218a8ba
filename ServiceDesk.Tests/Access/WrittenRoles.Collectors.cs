using System.Security.Cryptography;
using ServiceDesk.Domain.Collectors;
using static ServiceDesk.Tests.Access.Role;

namespace ServiceDesk.Tests.Access;

// A desk's collectors. Who posts to them is no person of the site.
internal static partial class WrittenRoles
{
    private static readonly WrittenRole[] OfCollectors =
    [
        new("DeskCollectors.ListAsync", Desk, async (s, by) => (await s.Get<DeskCollectors>().ListAsync(s.Desk.Id, by)).Refusal),
        new("DeskCollectors.NowAsync", Desk, async (s, by) => (await s.Get<DeskCollectors>().NowAsync(s.Desk.Id, await s.CollectorAsync(), by)).Refusal),
        new("DeskCollectors.NowAsync", Nobody, async (s, by) => (await s.Get<DeskCollectors>().NowAsync(s.Desk.Id, Guid.NewGuid(), by)).Refusal),
        new("DeskCollectors.MakeAsync", Desk, async (s, by) => (await s.Get<DeskCollectors>().MakeAsync(s.Desk.Id, RoleScene.CollectorForm, by)).Refusal),
        new("DeskCollectors.ChangeAsync", Desk, async (s, by) => (await s.Get<DeskCollectors>().ChangeAsync(s.Desk.Id, await s.CollectorAsync(), RoleScene.CollectorForm with { Version = RoleScene.First }, by)).Refusal),
        new("DeskCollectors.SwitchAsync", Desk, async (s, by) => (await s.Get<DeskCollectors>().SwitchAsync(s.Desk.Id, await s.CollectorAsync(), isOn: true, by)).Refusal),
        new("DeskCollectors.VouchAsync", Site, async (s, by) => (await s.Get<DeskCollectors>().VouchAsync(s.Desk.Id, await s.CollectorAsync(), vouches: true, by)).Refusal) { Sees = DeskAdministrator },
        new("DeskCollectors.MakeSecretAsync", Desk, async (s, by) => (await s.Get<DeskCollectors>().MakeSecretAsync(s.Desk.Id, await s.CollectorAsync(), by)).Refusal),
        new("DeskCollectors.AddPublicKeyAsync", Desk, async (s, by) => (await s.Get<DeskCollectors>().AddPublicKeyAsync(s.Desk.Id, await s.CollectorAsync(), PublicKey(), by)).Refusal),
        new("DeskCollectors.RemoveKeyAsync", Desk, async (s, by) => await s.CollectorKeyAsync() is var (collector, key) ? (await s.Get<DeskCollectors>().RemoveKeyAsync(s.Desk.Id, collector, key, by)).Refusal : null),
    ];

    private static string PublicKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
