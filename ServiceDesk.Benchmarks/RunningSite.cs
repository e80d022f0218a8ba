using System.Diagnostics;

namespace ServiceDesk.Benchmarks;

/// <summary>The site as its own process on a free loopback port, in a folder of its own that goes with it.</summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private readonly Process _process;

    private RunningSite(Process process, Uri uri) => (_process, Uri) = (process, uri);

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

    /// <summary>Starts the site and returns once it listens.</summary>
    public static async Task<RunningSite> StartAsync(string folder)
    {
        var program = Path.Combine(AppContext.BaseDirectory.Replace("ServiceDesk.Benchmarks", "ServiceDesk.Blazor", StringComparison.Ordinal), "ServiceDesk.Blazor.dll");
        if (!File.Exists(program))
        {
            throw new InvalidOperationException($"Build the site first, in the same configuration: dotnet build -c Release ({program} is missing).");
        }

        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--urls=http://127.0.0.1:0"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;

        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal) is var at and >= 0 && line.Contains("listening", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new RunningSite(process, new Uri(line[at..].Trim() + "/"));
            }
        }

        throw new InvalidOperationException("The site ended before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
