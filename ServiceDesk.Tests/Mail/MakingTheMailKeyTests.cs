using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

public sealed class MakingTheMailKeyTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_site_that_never_sealed_anything_makes_its_key_and_reads_it_again(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await using var provider = new ServiceCollection().AddLogging().AddSingleton(world.Get<DeskDatabase>()).AddKeyRing().BuildServiceProvider();
        ILinkSeal seal = new LinkSeal(provider.GetRequiredService<IDataProtectionProvider>());

        var made = await new MailTokens(world.Get<DeskWork>(), seal).KeyAsync(TestContext.Current.CancellationToken);

        Assert.Equal(made.LoopMark(), (await new MailTokens(world.Get<DeskWork>(), seal).KeyAsync(TestContext.Current.CancellationToken)).LoopMark());
    }
}
