using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace ServiceDesk.Tests.Stage;

/// <summary>
/// Lets bUnit compare markup with an AngleSharp.Diffing older than the one it was compiled for, which not every feed carries.
/// The loader refuses a lower version by itself; what bUnit calls is the same in both.
/// </summary>
internal static class MarkupComparer
{
    [ModuleInitializer]
    internal static void TakeTheOneAtHand()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            string.Equals(name.Name, "AngleSharp.Diffing", StringComparison.Ordinal)
                ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll"))
                : null;
    }
}
