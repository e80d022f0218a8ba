namespace ServiceDesk.Blazor.Settings;

/// <summary>What the site is called, where it is reached and keeps its data (settings <c>Site:*</c>).</summary>
public sealed class SiteOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Site";

    /// <summary>What the site is called: on its pages, in their titles and in mails.</summary>
    public string Name { get; set; } = "ServiceDesk";

    /// <summary>The address people use; empty means the one listened on.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Where the SQLite file lives; a relative path is taken from the folder the site was started in.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>Lets the site be public without TLS. Cookies and passwords then travel in the clear.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>The proxies before the site, by address or network, such as <c>10.0.0.5, 10.1.0.0/16</c>; what they say of the visitor's address and of https is believed, and nobody else's word.</summary>
    public string Proxies { get; set; } = "";

    /// <summary>The public address as configured; null when it is to be learnt from what is listened on.</summary>
    public Uri? ConfiguredUrl => PublicUrl.Length == 0 ? null : new Uri(PublicUrl.TrimEnd('/') + "/");
}
