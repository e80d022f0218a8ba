using System.Diagnostics;

namespace ServiceDesk.Tests.Stage;

/// <summary>The PostgreSQL server programs installed on this machine.</summary>
internal static class PostgresPrograms
{
    /// <summary>The folder of the newest ones, as Debian lays them, or of those on the path; null when there are none.</summary>
    public static string? Find()
    {
        const string debian = "/usr/lib/postgresql";
        var installed = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(version => double.TryParse(Path.GetFileName(version), out var number) ? number : 0)
            : Enumerable.Empty<string>();
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

        return installed
            .Select(version => Path.Combine(version, "bin"))
            .Concat(onPath)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    /// <summary>A shell script to be run as somebody the server accepts: it refuses root, for whom Debian's user postgres stands in.</summary>
    public static ProcessStartInfo Script(string script, params string[] arguments) => ScriptAs("postgres", script, arguments);

    /// <summary>A shell script for a server that does not serve as root, for whom a user stands in.</summary>
    public static ProcessStartInfo ScriptAs(string user, string script, params string[] arguments)
    {
        string[] shell = ["/bin/sh", "-c", script, "server", .. arguments];
        string[] command = Environment.IsPrivilegedProcess ? ["runuser", "-u", user, "--", .. shell] : shell;

        return new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }
}
