using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>The published site as its own process on a free loopback port, with no limits; in the end it is gone.</summary>
internal sealed partial class RunningSite : IAsyncDisposable
{
    private static readonly string[] NoLimits = [.. typeof(Domain.Access.LimitsOptions).GetProperties().Where(limit => limit.PropertyType == typeof(int)).Select(limit => $"--Limits:{limit.Name}=0")];
    private readonly Process _process;

    private readonly string _pipe;

    private RunningSite(Process process, Uri uri, string pipe) => (_process, Uri, _pipe) = (process, uri, pipe);

    public Uri Uri { get; }

    /// <summary>What the process holds in memory now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The processor time it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    [GeneratedRegex("listening on:? *(http://127\\.0\\.0\\.1:\\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Address { get; }

    /// <summary>Starts the site and returns once it listens.</summary>
    /// <param name="folder">Where it is started.</param>
    /// <param name="database">Its database; null for one of its own in the folder.</param>
    public static async Task<RunningSite> StartAsync(string folder, DatabaseOptions? database = null)
    {
        var pipe = $"servicedesk-heap-{Guid.NewGuid():N}";
        var start = new ProcessStartInfo("dotnet", [Program(), "--urls=http://127.0.0.1:0", .. SettingsOf(database)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.PipeVariable] = pipe;
        var process = Process.Start(start)!;

        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address.Match(line) is { Success: true } found)
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new RunningSite(process, new Uri(found.Groups[1].Value), pipe);
            }
        }

        throw new InvalidOperationException("The site ended before it listened.");
    }

    /// <summary>The published program.</summary>
    public static string Program()
    {
        var built = AppContext.BaseDirectory.Replace("ServiceDesk.Benchmarks", "ServiceDesk.Blazor", StringComparison.Ordinal);
        var program = Path.Combine(built, RuntimeInformation.RuntimeIdentifier, "publish", "ServiceDesk.Blazor.dll");
        return File.Exists(program)
            ? program
            : throw new InvalidOperationException($"Publish the site first: dotnet publish ServiceDesk.Blazor -c Release -r {RuntimeInformation.RuntimeIdentifier} ({program} is missing).");
    }

    /// <summary>The settings it is started with: no limits, and a database; null for one of its own in the folder.</summary>
    public static IReadOnlyList<string> SettingsOf(DatabaseOptions? database) =>
        [.. NoLimits, .. database is null ? [] : new[] { $"--Database:Provider={database.Provider}", $"--Database:ConnectionString={database.ConnectionString}" }];

    /// <summary>The bytes of its managed heap after a full compacting collection.</summary>
    public async Task<long> ManagedBytesAsync()
    {
        await using var pipe = new NamedPipeClientStream(".", _pipe, PipeDirection.In);
        await pipe.ConnectAsync();
        using var reader = new StreamReader(pipe);
        return long.Parse(await reader.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
