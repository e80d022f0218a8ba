using System.Diagnostics;
using System.Text;

namespace ServiceDesk.Tests.Stage;

/// <summary>The site as its own process, started as an administrator would, in a folder of its own. Ended with the test.</summary>
public sealed class SiteProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _console = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private (string Text, TaskCompletionSource Said)? _awaited;

    private SiteProcess(Process process) => _process = process;

    /// <summary>The program, as it was built.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory.Replace("ServiceDesk.Tests", "ServiceDesk.Blazor", StringComparison.Ordinal), "ServiceDesk.Blazor.dll");

    /// <summary>What it printed so far, both streams.</summary>
    public string Console
    {
        get
        {
            lock (_console)
            {
                return _console.ToString();
            }
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="folder">The folder it is started in.</param>
    /// <param name="arguments">Settings as on the command line.</param>
    public static SiteProcess Start(string folder, params string[] arguments) => Run(folder, [.. arguments.Prepend("--urls=http://127.0.0.1:0")]);

    /// <summary>Runs one of its commands.</summary>
    /// <param name="folder">The folder it is run in.</param>
    /// <param name="arguments">The command and its arguments.</param>
    public static SiteProcess Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(Program))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var site = new SiteProcess(process);
        process.OutputDataReceived += (_, line) => site.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => site.Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return site;
    }

    /// <summary>Waits until it listens; throws with its console when it ends instead.</summary>
    public async Task ListeningAsync()
    {
        var ended = _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (await Task.WhenAny(_listening.Task, ended) == ended)
        {
            throw new InvalidOperationException($"The site ended: {Console}");
        }
    }

    /// <summary>Waits until its console has a text; throws with its console when it ends before.</summary>
    public async Task SaysAsync(string text)
    {
        var ended = _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Task said;
        lock (_console)
        {
            _awaited = (text, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            said = _awaited.Value.Said.Task;
            Look();
        }

        if (await Task.WhenAny(said, ended) == ended)
        {
            throw new InvalidOperationException($"The site ended: {Console}");
        }
    }

    /// <summary>Waits until it ends by itself, and tells its exit code.</summary>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Look()
    {
        if (_awaited is { } awaited && _console.ToString().Contains(awaited.Text, StringComparison.Ordinal))
        {
            awaited.Said.TrySetResult();
        }
    }

    private void Hear(string? line)
    {
        lock (_console)
        {
            _console.AppendLine(line);
            Look();
        }

        if (line?.Contains("Now listening on", StringComparison.Ordinal) == true)
        {
            _listening.TrySetResult();
        }
    }
}
