using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Blazor.Guards;
using ServiceDesk.Domain;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Tests.Stage;

/// <summary>A site as domain tests see it: the real services on a real database, with a played clock.</summary>
public sealed class World : Story, IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public World(DatabaseOptions database, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(Options.Create(database));
        services.AddServiceDesk(database, dataFolder: "");
        services.AddSingleton<ILinkSeal>(new PlainSeal());
        services.AddSingleton<IChallengeSeal>(new ChallengeSeal(new EphemeralDataProtectionProvider()));
        services.AddSingleton(new SiteLinks(() => new Uri("https://desk.test/")));
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public TestClock Clock { get; } = new();

    public override IServiceProvider Services => _services;

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class PlainSeal : ILinkSeal
    {
        private readonly IDataProtector _protector = new EphemeralDataProtectionProvider().CreateProtector("links");

        public byte[] Seal(string link) => _protector.Protect(System.Text.Encoding.UTF8.GetBytes(link));

        public string? Open(byte[] sealedLink) => System.Text.Encoding.UTF8.GetString(_protector.Unprotect(sealedLink));
    }
}
