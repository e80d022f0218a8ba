namespace ServiceDesk.Blazor.Shell;

/// <summary>The languages the site speaks.</summary>
internal static class Languages
{
    /// <summary>Their names; the first is the site's own.</summary>
    public static readonly string[] Spoken = ["en"];

    public static void Options(RequestLocalizationOptions options) => options
        .SetDefaultCulture(Spoken[0])
        .AddSupportedCultures(Spoken)
        .AddSupportedUICultures(Spoken);
}
