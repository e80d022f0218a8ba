using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Customers;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

/// <summary>A mail's link leads to the site, whatever host the request that caused it has named.</summary>
public sealed class LinksNameTheSiteTests(Stages stage)
{
    [Theory]
    [InlineData("/portal/IT/signup", FourAddresses.Unknown, "Form.Email", "Form.Name")]
    [InlineData("/portal/IT/signup", FourAddresses.Person, "Form.Email", "Form.Name")]
    [InlineData("/Identity/Account/Register", FourAddresses.Unknown, "Email", "FullName")]
    [InlineData("/Identity/Account/Register", FourAddresses.Person, "Email", "FullName")]
    [InlineData("/Identity/Account/ForgotPassword", FourAddresses.Person, "Email")]
    public async Task A_foreign_host_in_the_request_is_in_no_mail(string path, string address, params string[] fields)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await FourAddresses.MakeAsync(site);
        using var stranger = Foreign(site);

        await stranger.SendFormAsync(path, [.. fields.Select(field => (field, address))]);

        await OnlyOfTheSiteAsync(site, address);
    }

    [Fact]
    public async Task Nor_in_an_invitation_and_its_second_link()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await site.Get<Domain.Accounts.UserDirectory>().CreateUserAsync(new("ina@example.com", "Ina", new HashSet<Application>(), IsInvited: true), by: site.Ada);
        var secret = (await site.LinkMailedToAsync("ina@example.com")).Segments[^1];
        await site.ReadAsync(db => db.MailedLinks.ExecuteUpdateAsync(set => set.SetProperty(link => link.ExpiresAt, site.Now)));
        using var stranger = Foreign(site);

        await stranger.SendFormAsync($"/portal/invitations/{secret}");

        Assert.Equal(2, await site.ReadAsync(db => db.Outbox.CountAsync()));
        await OnlyOfTheSiteAsync(site, "ina@example.com");
    }

    [Fact]
    public async Task Nor_in_the_second_link_of_an_invitation_to_a_desk()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await site.InviteAsync(await site.DeskAsync("IT"), site.Ada, "ina@example.com");
        var secret = (await site.LinkMailedToAsync("ina@example.com")).Segments[^1];
        await site.ReadAsync(db => db.MailedLinks.ExecuteUpdateAsync(set => set.SetProperty(link => link.ExpiresAt, site.Now)));
        using var stranger = Foreign(site);

        await stranger.SendFormAsync($"/portal/invitations/{secret}");

        Assert.Equal(2, await site.ReadAsync(db => db.Outbox.CountAsync()));
        await OnlyOfTheSiteAsync(site, "ina@example.com");
    }

    private static Caller Foreign(ServedSite site) => new(site.Uri)
    {
        Says =
        {
            ["Host"] = "evil.example",
            ["X-Forwarded-Host"] = "evil.example",
            ["X-Forwarded-Proto"] = "https",
            ["Forwarded"] = "host=evil.example;proto=https",
            ["X-Original-Host"] = "evil.example",
        },
    };

    private static async Task OnlyOfTheSiteAsync(ServedSite site, string address)
    {
        var mails = await site.ReadAsync(db => db.Outbox.Where(mail => mail.To == address).ToListAsync());
        Assert.NotEmpty(mails);
        Assert.All(mails, mail =>
        {
            Assert.DoesNotContain("evil.example", mail.Text + mail.Html + mail.MessageId, StringComparison.Ordinal);
            if (mail.SealedLink is { } link)
            {
                Assert.StartsWith(site.Uri.ToString(), site.Get<Domain.Mail.Outgoing.ILinkSeal>().Open(link), StringComparison.Ordinal);
            }
            else
            {
                Assert.True(mail.LinkId is not null || mail.Text.Contains(site.Uri.ToString(), StringComparison.Ordinal));
            }
        });
    }
}
