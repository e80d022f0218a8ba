using System.Data.Common;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Blazor.Settings;

/// <summary><c>backup FILE</c> and <c>restore FILE</c> in place of starting the site, with the same settings.</summary>
internal static class BackupCommand
{
    /// <summary>Carries the command out and tells how the process ends; null when the arguments are those of a start.</summary>
    public static async Task<int?> TryAsync(string[] args)
    {
        var (words, settings) = Split(args);
        if (words is not [("backup" or "restore") and var command, .. var files])
        {
            return null;
        }

        try
        {
            if (files is not [var file])
            {
                throw new CannotStartException($"One file is needed: {command} FILE, with settings such as --Site:DataFolder=FOLDER before or after it.");
            }

            await (command == "backup" ? BackUpAsync(Path.GetFullPath(file), settings) : RestoreAsync(Path.GetFullPath(file), settings));
            return 0;
        }
        catch (Exception e) when (e is CannotStartException or IOException or UnauthorizedAccessException or DbException)
        {
            await Console.Error.WriteLineAsync($"ServiceDesk cannot {(command == "backup" ? "back up" : "restore")}: {e.Message}");
            return 1;
        }
    }

    private static async Task BackUpAsync(string file, string[] settings)
    {
        // Nothing is made for a folder that is not there: it was mistyped.
        var (database, site) = Read(settings);
        await new DatabaseBackup(database, Path.GetFullPath(site.DataFolder)).BackUpAsync(file);
        await Console.Out.WriteLineAsync($"The backup is {file}. It holds the site's keys too: keep it where nobody else can read it.");
    }

    private static async Task RestoreAsync(string file, string[] settings)
    {
        if (!File.Exists(file))
        {
            throw new CannotStartException($"There is no file {file}.");
        }

        var (database, site) = Read(settings);
        var folder = database is { Provider: DatabaseProvider.Sqlite, ConnectionString: "" } ? SettingsAtStart.PrepareDataFolder(site) : "";

        // Held while it is restored: a site that runs on the folder, or starts meanwhile, would write into what is being replaced.
        using var taken = folder.Length > 0 ? DataLock.Take(folder) : null;
        await new DatabaseBackup(database, folder).RestoreAsync(file);
        await Console.Out.WriteLineAsync("The backup is restored. Start the site; it migrates an older database by itself.");
    }

    private static (DatabaseOptions Database, SiteOptions Site) Read(string[] settings)
    {
        var configuration = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory }).Configuration;
        return (SettingsAtStart.ReadDatabase(configuration), SettingsAtStart.ReadSite(configuration));
    }

    // As the framework reads settings: what follows a --name without = is its value. --demo alone has none.
    private static (List<string> Words, string[] Settings) Split(string[] args)
    {
        var (words, settings) = (new List<string>(), new List<string>());
        for (var at = 0; at < args.Length; at++)
        {
            if (!args[at].StartsWith('-'))
            {
                words.Add(args[at]);
                continue;
            }

            settings.Add(args[at]);
            if (args[at] != "--demo" && !args[at].Contains('=', StringComparison.Ordinal) && at + 1 < args.Length)
            {
                settings.Add(args[++at]);
            }
        }

        return (words, [.. settings]);
    }
}
