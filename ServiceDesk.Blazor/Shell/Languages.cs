namespace ServiceDesk.Blazor.Shell;

/// <summary>The languages the site speaks.</summary>
internal static class Languages
{
    private static readonly string[] Spoken = ["en"];

    public static void Options(RequestLocalizationOptions options) => options
        .SetDefaultCulture(Spoken[0])
        .AddSupportedCultures(Spoken)
        .AddSupportedUICultures(Spoken);
}
