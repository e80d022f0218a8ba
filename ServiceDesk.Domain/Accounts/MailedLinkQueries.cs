namespace ServiceDesk.Domain.Accounts;

/// <summary>The questions about mailed links that several features ask.</summary>
public static class MailedLinkQueries
{
    /// <summary>The links that still lead somewhere.</summary>
    public static IQueryable<MailedLink> UsableAt(this IQueryable<MailedLink> links, DateTimeOffset now) =>
        links.Where(link => link.UsedAt == null && link.VoidedAt == null && link.ExpiresAt > now);

    /// <summary>Sign-ups of people the site does not know: whether they become customers is decided by the post behind the link.</summary>
    public static IQueryable<MailedLink> OfStrangersSigningUp(this IQueryable<MailedLink> links) =>
        links.Where(link => link.Purpose == LinkPurpose.SignUp && link.AccountId == null && link.DeskId != null);

    /// <summary>Invitations of any kind that were neither accepted nor taken back, also those that have run out: to the site, and to a desk.</summary>
    public static IQueryable<MailedLink> InvitingToLogIn(this IQueryable<MailedLink> links) => links.Where(link =>
        (link.Purpose == LinkPurpose.AccountInvitation || link.Purpose == LinkPurpose.CustomerInvitation) && link.UsedAt == null && link.VoidedAt == null);

    /// <summary>Invitations that still lead somewhere: to the site, and to a desk.</summary>
    public static IQueryable<MailedLink> InvitingAt(this IQueryable<MailedLink> links, DateTimeOffset now, Guid deskId) => links.UsableAt(now)
        .Where(link => link.Purpose == LinkPurpose.AccountInvitation || (link.Purpose == LinkPurpose.CustomerInvitation && link.DeskId == deskId));

    /// <summary>Invitations to become a customer of a desk.</summary>
    public static IQueryable<MailedLink> InvitingCustomers(this IQueryable<MailedLink> links) =>
        links.Where(link => link.Purpose == LinkPurpose.CustomerInvitation && link.DeskId != null);
}
