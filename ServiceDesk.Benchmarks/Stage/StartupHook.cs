using System.Globalization;
using System.IO.Pipes;
using System.Runtime;
using System.Text;

/// <summary>
/// Lets the measured site tell its managed heap: the runtime loads this into the site's process because DOTNET_STARTUP_HOOKS names it
/// (the runtime wants this very name, without a namespace). Whoever connects to the pipe gets the heap's bytes after a full compacting collection.
/// </summary>
internal static class StartupHook
{
    /// <summary>The environment variable that names the pipe.</summary>
    public const string PipeVariable = "SERVICEDESK_HEAP_PIPE";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(PipeVariable) is { Length: > 0 } pipe)
        {
            new Thread(() => Answer(pipe)) { IsBackground = true }.Start();
        }
    }

    private static void Answer(string name)
    {
        while (true)
        {
            using var pipe = new NamedPipeServerStream(name, PipeDirection.Out);
            pipe.WaitForConnection();
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            pipe.Write(Encoding.ASCII.GetBytes(GC.GetTotalMemory(forceFullCollection: false).ToString(CultureInfo.InvariantCulture)));
            pipe.Flush();
        }
    }
}
