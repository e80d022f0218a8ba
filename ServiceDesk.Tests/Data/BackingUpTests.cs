using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Data;

public sealed class BackingUpTests(Stages stage) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicedesk-backup-");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Theory, OnBothDatabases]
    public async Task A_backup_made_while_people_work_is_restored_as_it_was(DatabaseProvider database)
    {
        var options = await stage.Databases.CreateAsync(database);
        var backup = new DatabaseBackup(options, "");
        var file = Path.Combine(_folder.FullName, "desk.backup");
        await using (var world = new World(options))
        {
            await world.SetUpAsync();
            await world.DeskAsync("IT", CustomerAccess.Everyone);
            await using (var work = await world.Get<DeskWork>().BeginAsync(TestContext.Current.CancellationToken))
            {
                // Somebody is in the middle of a change, which is not in the backup.
                await work.Db.Desks.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
                await backup.BackUpAsync(file);
            }

            await world.DeskAsync("HR");
        }

        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        await backup.RestoreAsync(file);

        await using var restored = new World(options);
        Assert.Equal(["IT"], await restored.ReadAsync(db => db.Desks.Select(desk => desk.Key).ToListAsync()));
        Assert.True((await Assert.ThrowsAsync<CannotStartException>(() => backup.BackUpAsync(file))).Message.Contains("exists already", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_two_commands_work_on_the_sites_own_folder_and_restoring_waits_for_its_end()
    {
        await using (var site = SiteProcess.Start(_folder.FullName))
        {
            await site.ListeningAsync();
            await using var backup = SiteProcess.Run(_folder.FullName, "backup", "desk.backup");
            Assert.Equal(0, await backup.EndedAsync());
            await using var early = SiteProcess.Run(_folder.FullName, "restore", "desk.backup");
            Assert.Equal(1, await early.EndedAsync());
            Assert.Contains("ServiceDesk cannot restore: Another ServiceDesk runs", early.Console, StringComparison.Ordinal);
            Assert.Empty(_folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(IsForOthers).Select(readable => readable.Name));
        }

        await using var restore = SiteProcess.Run(_folder.FullName, "--Site:Name=Desk", "--Site:DataFolder", "data", "restore", "desk.backup");
        Assert.Equal(0, await restore.EndedAsync());
        await using var again = SiteProcess.Start(_folder.FullName);
        await again.ListeningAsync();
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "data", "servicedesk.db.before-restore")));
    }

    [Theory]
    [InlineData("ServiceDesk cannot back up: One file is needed", "backup", "--Site:DataFolder=./gone")]
    [InlineData("ServiceDesk cannot restore: One file is needed", "--Site:DataFolder=./gone", "restore", "a", "b")]
    [InlineData("ServiceDesk cannot back up: There is no database", "backup", "desk.backup", "--Site:DataFolder=./gone")]
    [InlineData("ServiceDesk cannot back up: ", "backup", "gone/desk.backup")]
    [InlineData("ServiceDesk cannot restore: There is no file", "restore", "desk.backup", "--Site:DataFolder=./gone")]
    public async Task What_cannot_be_carried_out_is_told_in_a_sentence_and_leaves_nothing(string sentence, params string[] arguments)
    {
        await using var command = SiteProcess.Run(_folder.FullName, arguments);

        Assert.Equal(1, await command.EndedAsync());
        Assert.Contains(sentence, command.Console, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", command.Console, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task What_is_no_backup_is_refused_and_the_database_stays()
    {
        var options = await stage.Databases.CreateAsync(DatabaseProvider.Sqlite);
        var file = Path.Combine(_folder.FullName, "letter.txt");
        await File.WriteAllTextAsync(file, new string('x', 5_000), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<CannotStartException>(() => new DatabaseBackup(options, "").RestoreAsync(file));

        Assert.False(File.Exists($"{options.ConnectionString["Data Source=".Length..]}.part"));
        await using var world = new World(options);
        Assert.Equal(0, await world.ReadAsync(db => db.Desks.CountAsync()));
    }

    // What the site makes; the lock has no content.
    private static bool IsForOthers(FileSystemInfo made) => !OperatingSystem.IsWindows() && made.Name != "servicedesk.lock"
        && (made.UnixFileMode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != UnixFileMode.None;
}
