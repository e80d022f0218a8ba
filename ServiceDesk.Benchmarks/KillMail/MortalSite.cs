using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ServiceDesk.Benchmarks.KillMail;

/// <summary>The site as a process that is killed, without a chance to put anything in order, and started again.</summary>
/// <param name="program">The program, built or published.</param>
/// <param name="folder">Where it is started.</param>
/// <param name="settings">Its settings as on the command line.</param>
internal sealed partial class MortalSite(string program, string folder, IReadOnlyList<string> settings) : IAsyncDisposable
{
    private const int MostLines = 100;

    private readonly Queue<string> _console = new();
    private Process? _process;
    private Task _reading = Task.CompletedTask;
    private volatile Uri? _uri;

    /// <summary>Where it listens; null while it does not.</summary>
    public Uri? Uri => _uri;

    /// <summary>Begins to start it; ends once it listens, or is dead.</summary>
    public Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [program, "--urls=http://127.0.0.1:0", .. settings])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = _process = Process.Start(start)!;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, listening), ReadAsync(process.StandardError, listening));
        return Task.WhenAny(listening.Task, process.WaitForExitAsync());
    }

    /// <summary>Kills it (SIGKILL); throws with the end of its console where it was dead before.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
        {
            return;
        }

        (_process, _uri) = (null, null);
        var diedBefore = process.HasExited;
        process.Kill();
        await process.WaitForExitAsync();
        await _reading;
        process.Dispose();
        if (diedBefore)
        {
            throw new InvalidOperationException($"The site ended by itself:\n{string.Join('\n', _console)}");
        }
    }

    /// <summary>Throws with the end of its console where it died by itself.</summary>
    public void MustLive()
    {
        if (_process is not { HasExited: false })
        {
            throw new InvalidOperationException($"The site ended by itself:\n{string.Join('\n', _console)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }
    }

    private async Task ReadAsync(StreamReader from, TaskCompletionSource listening)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (_console)
            {
                _console.Enqueue(line);
                if (_console.Count > MostLines)
                {
                    _console.Dequeue();
                }
            }

            if (Address.Match(line) is { Success: true } found)
            {
                _uri = new Uri(found.Groups["address"].Value);
                listening.TrySetResult();
            }
        }
    }

    [GeneratedRegex("listening on:? *(?<address>http://127\\.0\\.0\\.1:\\d+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address { get; }
}
