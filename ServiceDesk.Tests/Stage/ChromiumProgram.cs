namespace ServiceDesk.Tests.Stage;

/// <summary>
/// The Chromium of this machine: its headless shell, where there is one, because the whole browser has been seen to stop for ever while it made
/// a visitor's profile.
/// </summary>
internal static class ChromiumProgram
{
    private static readonly string[] Programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    /// <summary>The program CHROMIUM names, or the one that is installed; throws when there is none.</summary>
    public static string Find()
    {
        var program = Environment.GetEnvironmentVariable("CHROMIUM") ?? Array.Find(Programs, File.Exists);
        return File.Exists(program)
            ? program
            : throw new FileNotFoundException($"There is no Chromium ({program ?? string.Join(", ", Programs)}): install it, or name its program in CHROMIUM.");
    }
}
