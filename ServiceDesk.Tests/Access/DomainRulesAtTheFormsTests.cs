using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Access;

/// <summary>At the anonymous forms the domain rules judge the typed address alone (design.md 2.2): who has an account there is told the same as who has none.</summary>
public sealed class DomainRulesAtTheFormsTests(Stages stage)
{
    [Theory]
    [InlineData("/portal/IT/signup", "Addresses of this domain may not sign up here.", "Form.Email", "Form.Name=Karl Kunde")]
    [InlineData("/Identity/Account/Register", "Addresses of this domain may not register here.", "Email", "FullName=Karl Kunde")]
    [InlineData("/Identity/Account/ForgotPassword", "This address or its domain is blocked on this site.", "Email")]
    public async Task A_blocked_domain_is_told_so_known_or_not_and_nothing_is_mailed(string path, string says, string field, params string[] others)
    {
        await using var site = await SiteAsync();
        await site.Get<AddressRules>().AddAsync(AddressRuleKind.BlockedDomain, "example.com *.bücher.example", by: site.Ada);
        var answers = new List<string>();

        foreach (var address in (string[])[.. FourAddresses.All, "karl@sub.xn--bcher-kva.example"])
        {
            answers.Add(await MessageAsync(site, path, field, address, others));
        }

        Assert.Equal([says], answers.Distinct());
        Assert.DoesNotContain(says, await MessageAsync(site, path, field, "karl@sub.example.com", others), StringComparison.Ordinal);
        Assert.Equal(0, await site.ReadAsync(db => db.Outbox.CountAsync(mail => mail.To.EndsWith("@example.com"))));
    }

    [Theory]
    [InlineData("/portal/IT/signup", "Addresses of this domain may not sign up here.", "Form.Email", "Form.Name=Karl Kunde")]
    [InlineData("/Identity/Account/Register", "Addresses of this domain may not register here.", "Email", "FullName=Karl Kunde")]
    public async Task A_domain_that_is_not_among_the_allowed_is_told_so_known_or_not(string path, string says, string field, params string[] others)
    {
        await using var site = await SiteAsync();
        await site.Get<AddressRules>().AddAsync(AddressRuleKind.AllowedDomain, "*.allowed.example", by: site.Ada);

        Assert.Equal(says, await MessageAsync(site, path, field, FourAddresses.Unknown, others));
        Assert.Equal(says, await MessageAsync(site, path, field, FourAddresses.Person, others));
        Assert.Equal(says, await MessageAsync(site, path, field, "karl@allowed.example", others));
        Assert.DoesNotContain(says, await MessageAsync(site, path, field, "karl@sub.allowed.example", others), StringComparison.Ordinal);
    }

    private static async Task<string> MessageAsync(ServedSite site, string path, string field, string address, string[] others)
    {
        using var stranger = new Caller(site.Uri);
        var answer = await stranger.SendFormAsync(path, [(field, address), .. others.Select(other => other.Split('=', 2)).Select(other => (other[0], other[1]))]);
        return (answer.Document.QuerySelector("[role=alert], .error") ?? answer.Document.QuerySelector("main h1"))!.TextContent.Trim();
    }

    private async Task<ServedSite> SiteAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await FourAddresses.MakeAsync(site);
        return site;
    }
}
