using ServiceDesk.Domain.Data;

namespace ServiceDesk.Blazor.Settings;

/// <summary><c>backup FILE</c> and <c>restore FILE</c> in place of starting the site, with the same settings.</summary>
internal static class BackupCommand
{
    /// <summary>Carries the command out; false when the arguments are those of a start.</summary>
    public static async Task<bool> TryAsync(string[] args)
    {
        if (args is not [("backup" or "restore") and var command, var file, .. var settings])
        {
            return false;
        }

        var configuration = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory }).Configuration;
        var database = SettingsAtStart.ReadDatabase(configuration);
        var folder = database is { Provider: DatabaseProvider.Sqlite, ConnectionString: "" } ? SettingsAtStart.PrepareDataFolder(SettingsAtStart.ReadSite(configuration)) : "";
        var backup = new DatabaseBackup(database, folder);
        if (command == "backup")
        {
            await backup.BackUpAsync(Path.GetFullPath(file));
            await Console.Out.WriteLineAsync($"The backup is {Path.GetFullPath(file)}. It holds the site's keys too: keep it where nobody else can read it.");
        }
        else
        {
            // Held while it is restored: a site that runs on the folder, or starts meanwhile, would write into what is being replaced.
            using var taken = folder.Length > 0 ? DataLock.Take(folder) : null;
            await backup.RestoreAsync(Path.GetFullPath(file));
            await Console.Out.WriteLineAsync("The backup is restored. Start the site; it migrates an older database by itself.");
        }

        return true;
    }
}
