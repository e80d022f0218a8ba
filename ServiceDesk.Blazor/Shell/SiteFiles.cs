using Microsoft.AspNetCore.StaticAssets;

namespace ServiceDesk.Blazor.Shell;

internal static class SiteFiles
{
    /// <summary>Whether the request is for one of the site's own files, such as its style sheet, which everybody may have.</summary>
    public static bool IsForFile(this HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;
}
