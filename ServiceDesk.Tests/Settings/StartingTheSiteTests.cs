using Microsoft.Data.Sqlite;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Settings;

public sealed class StartingTheSiteTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicedesk-start-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--Database:Provider=Oracle", "Database:Provider")]
    [InlineData("--Database:Provider=Postgres", "Database:ConnectionString")]
    [InlineData("--Database:BusyTimeout=soon", "Database:BusyTimeout")]
    [InlineData("--Database:BusyTimeout=-00:00:05", "Database:BusyTimeout")]
    [InlineData("--urls=foo", "urls")]
    [InlineData("--Site:Proxies=everybody", "Site:Proxies")]
    [InlineData("--Mail:Smtp:Port=99999", "Mail:Smtp:Port")]
    [InlineData("--Site:Name= ", "Site:Name")]
    [InlineData("--Site:PublicUrl=desk", "Site:PublicUrl")]
    [InlineData("--Site:PublicUrl=http://desk.example.org", "Site:PublicUrl")]
    [InlineData("--Site:AllowPlainHttp=perhaps", "Site:AllowPlainHttp")]
    [InlineData("--Site:DataFolder=/proc/nowhere", "Site:DataFolder")]
    public async Task A_wrong_setting_names_its_key_and_stops_the_start(string argument, string key)
    {
        await using var site = SiteProcess.Start(_folder.FullName, argument);

        Assert.Equal(1, await site.EndedAsync());
        Assert.Contains($"ServiceDesk cannot start: ", site.Console, StringComparison.Ordinal);
        Assert.Contains(key, site.Console, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", site.Console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_data_folder_is_made_where_the_site_is_started()
    {
        await using var site = SiteProcess.Start(_folder.FullName);

        await site.ListeningAsync();

        Assert.True(File.Exists(Path.Combine(_folder.FullName, "data", "servicedesk.db")));
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused()
    {
        await using var first = SiteProcess.Start(_folder.FullName);
        await first.ListeningAsync();

        await using var second = SiteProcess.Start(_folder.FullName);

        Assert.Equal(1, await second.EndedAsync());
        Assert.Contains("Another ServiceDesk runs", second.Console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_locked_by_another_program_is_told_in_a_sentence()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "data"));
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "data", "servicedesk.db")};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = other.CreateCommand();
        command.CommandText = "CREATE TABLE t (x); BEGIN EXCLUSIVE;";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await using var site = SiteProcess.Start(_folder.FullName, "--Database:BusyTimeout=00:00:00.200");

        Assert.Equal(1, await site.EndedAsync());
        Assert.Contains("locked by another program", site.Console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_a_sentence()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();

        await using var site = SiteProcess.Start(_folder.FullName, $"--urls=http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}");

        Assert.Equal(1, await site.EndedAsync());
        Assert.Contains("Choose another with --urls", site.Console, StringComparison.Ordinal);
    }
}
