using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Blazor.Demo;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Blazor.Shell;
using ServiceDesk.Domain.Data;

try
{
    if (await BackupCommand.TryAsync(args) is { } code)
    {
        return code;
    }

    var isDemo = DemoSetup.TakeFrom(ref args);
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddSite();
    await using var app = builder.Build();
    app.UseSite();
    await (isDemo ? app.StartDemoAsync() : app.StartSiteAsync());
    await app.TellSetupTokenAsync();
    await app.WaitForShutdownAsync();
    return 0;
}
catch (CannotStartException why)
{
    await Console.Error.WriteLineAsync($"ServiceDesk cannot start: {why.Message}");
    return 1;
}
