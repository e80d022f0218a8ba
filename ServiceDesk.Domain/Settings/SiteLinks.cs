using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Domain.Settings;

/// <summary>The site's own addresses, always from its configured public address and never from what a browser says it asked for (design.md 6).</summary>
/// <param name="publicUrl">Gives the public address; asked each time, because a site without a setting learns it only once it listens.</param>
/// <param name="siteName">What the site is called.</param>
public sealed class SiteLinks(Func<Uri> publicUrl, string siteName = "ServiceDesk")
{
    /// <summary>What the site is called, in mails and wherever else an address would mean nothing to its reader.</summary>
    public string SiteName => siteName;

    /// <summary>The public address, ending in a slash.</summary>
    public Uri PublicUrl => publicUrl();

    /// <summary>A page of the site.</summary>
    /// <param name="path">A local path that begins with a slash.</param>
    public Uri To(string path) => new(PublicUrl, path.TrimStart('/'));

    /// <summary>The second page of a sign-up.</summary>
    public Uri ToSignUp(string secret) => To($"/portal/signup/{secret}");

    /// <summary>The page that accepts an account an administrator made, or an invitation to a desk.</summary>
    public Uri ToInvitation(string secret) => To($"/portal/invitations/{secret}");

    /// <summary>The page that sets a password anew.</summary>
    public Uri ToReset(string secret) => To($"/Identity/Account/ResetPassword?code={secret}");

    /// <summary>The second page of a site registration.</summary>
    public Uri ToRegistration(string secret) => To($"/Identity/Account/Register?code={secret}");

    /// <summary>The page that a mailed link leads to.</summary>
    public Uri To(LinkPurpose purpose, string secret) => purpose switch
    {
        LinkPurpose.SignUp => ToSignUp(secret),
        LinkPurpose.SiteRegistration => ToRegistration(secret),
        LinkPurpose.PasswordReset => ToReset(secret),
        LinkPurpose.AccountInvitation or LinkPurpose.CustomerInvitation => ToInvitation(secret),
        LinkPurpose.AddressChange => To($"/Identity/Account/ConfirmEmailChange?code={secret}"),
        LinkPurpose.CollectedRequest => To($"/collectors/confirm/{secret}"),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "There is no such link."),
    };

    /// <summary>The log-in page, which leads on to a page of the site.</summary>
    public Uri ToLogIn(string returnPath) => To($"/Identity/Account/Login?returnUrl={Uri.EscapeDataString(returnPath)}");

    /// <summary>A desk's portal.</summary>
    public Uri ToPortal(string deskKey) => To($"/portal/{deskKey}");

    /// <summary>Where a mail server hands over what came for a desk.</summary>
    public Uri ToMailGate(string deskKey) => To($"/mail/{deskKey}/inbound");

    /// <summary>The script of a collector.</summary>
    public Uri ToCollector(Guid collectorId) => To($"/collectors/{collectorId}.js");

    /// <summary>The audience of the tokens that a host signs for a collector.</summary>
    public string ToCollectorAudience(Guid collectorId) => To($"/collectors/{collectorId}").AbsoluteUri;

    /// <summary>The page on which a desk's administrators look after its mail.</summary>
    public Uri ToDeskMail(string deskKey) => To($"/desks/{deskKey}/mail");

    /// <summary>The page on which a desk's administrators look after its webhooks.</summary>
    public Uri ToWebhooks(string deskKey) => To($"/desks/{deskKey}/webhooks");

    /// <summary>A customer's own view of a request.</summary>
    public Uri ToRequest(string requestKey) => To($"/portal/requests/{requestKey}");

    /// <summary>A request as its desk's staff sees it.</summary>
    public Uri ToRequestOfStaff(string requestKey) => To($"/desks/{requestKey[..requestKey.LastIndexOf('-')]}/requests/{requestKey}");

    /// <summary>Where the mails about a request to somebody are ended.</summary>
    public Uri ToStopMails(string token) => To($"/notifications/stop/{token}");

    /// <summary>Where somebody chooses what they are mailed.</summary>
    public Uri ToNotifications => To("/Identity/Account/Manage/Notifications");

    /// <summary>Whether a path leads to a page of this site and nowhere else: the only kind a person is sent back to.</summary>
    public static bool IsLocalPath(string? path) =>
        path is ['/', ..] && (path.Length == 1 || path[1] is not ('/' or '\\')) && path.Length <= 2_000 && !path.Any(char.IsControl);
}
