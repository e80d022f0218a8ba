using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Settings;

/// <summary>The site's settings besides Public signup (design.md 2.1, 2.3). Site administrators only.</summary>
public sealed class SiteSettings(DeskWork database, TimeProvider clock, IOptions<MailOptions> mail)
{
    private const int LatestChanges = 10;

    private static readonly string[] Shown =
        [Changes.PublicSignupTurnedOn, Changes.PublicSignupTurnedOff, Changes.SiteModeChosen, Changes.SiteSettingChanged];

    /// <summary>The settings as they are.</summary>
    public async Task<Outcome<SettingsNow>> NowAsync(Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.AdministerSite))
        {
            return new NotFound();
        }

        var site = await db.Site.SingleAsync();
        var latest = await db.Audit.Where(entry => Shown.Contains(entry.What))
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(LatestChanges).ToListAsync();
        var names = await db.NamesOfAsync([site.PublicSignupChangedById, site.ModeChangedById, .. latest.Select(entry => entry.ActorId)]);

        return new SettingsNow(
            site.Version,
            site.IsPublicSignupOn,
            names.By(site.PublicSignupChangedById, site.PublicSignupChangedAt),
            site.Mode,
            names.By(site.ModeChangedById, site.ModeChangedAt),
            site.GivesServiceDeskByDefault,
            site.GivesTeamByDefault,
            site.AgentsMayCreateCustomers,
            site.VerifiesAddresses,
            mail.Value.HasServer,
            [.. latest.Select(entry => new SettingChange(names.By(entry.ActorId, entry.At)!, entry))]);
    }

    /// <summary>Chooses whether strangers may register as licensed users, and what they get. With nothing to get, registration is closed.</summary>
    public Task<Outcome<Done>> ChooseModeAsync(SiteMode mode, bool givesServiceDesk, bool givesTeam, int version, Actor by) =>
        ChangeAsync(version, by, (site, now) =>
        {
            if ((site.Mode, site.GivesServiceDeskByDefault, site.GivesTeamByDefault) == (mode, givesServiceDesk, givesTeam))
            {
                return null;
            }

            var before = Told(site);
            site.Choose(mode, by.AccountId!.Value, now);
            (site.GivesServiceDeskByDefault, site.GivesTeamByDefault) = (givesServiceDesk, givesTeam);
            return AuditEntry.Of(Changes.SiteModeChosen, by, now, details: new { Before = before, After = Told(site) });
        });

    /// <summary>Lets agents invite people the site does not know, or leaves that to administrators.</summary>
    public Task<Outcome<Done>> LetAgentsCreateCustomersAsync(bool may, int version, Actor by) =>
        ChangeAsync(version, by, (site, now) =>
        {
            if (site.AgentsMayCreateCustomers == may)
            {
                return null;
            }

            site.AgentsMayCreateCustomers = may;
            return Switched(nameof(Site.AgentsMayCreateCustomers), may, by, now);
        });

    /// <summary>Makes sign-ups prove their address, or not; the latter only while no mail server is configured.</summary>
    public async Task<Outcome<Done>> VerifyAddressesAsync(bool verify, int version, Actor by)
    {
        var isImpossible = !verify && mail.Value.HasServer;
        return await ChangeAsync(version, by, (site, now) =>
        {
            if (site.VerifiesAddresses == verify || isImpossible)
            {
                return null;
            }

            site.VerifiesAddresses = verify;
            return Switched(nameof(Site.VerifiesAddresses), verify, by, now);
        }, isImpossible ? new MailServerIsConfigured() : null);
    }

    /// <summary>At start: a mail server that has been set up turns the verifying of addresses on again (design.md 2.3).</summary>
    public async Task VerifyAddressesAgainAsync()
    {
        if (!mail.Value.HasServer)
        {
            return;
        }

        await using var work = await database.BeginAsync();
        var site = await work.SiteToChangeAsync();
        if (!site.VerifiesAddresses)
        {
            site.VerifiesAddresses = true;
            work.Db.Audit.Add(Switched(nameof(Site.VerifiesAddresses), true, Actor.Site, clock.Now()));
            await work.CommitAsync(Topic.Site);
        }
    }

    private Task<Outcome<Done>> ChangeAsync(int version, Actor by, Func<Site, DateTimeOffset, AuditEntry?> change, Refusal? impossible = null) =>
        database.RunAsync<Done>(async work =>
        {
            var site = await work.SiteToChangeAsync();
            if (!(await Rights.OfAsync(work.Db, by)).May(Operation.AdministerSite))
            {
                return new NotFound();
            }

            if (site.Version != version)
            {
                return new ChangedMeanwhile();
            }

            if (impossible is not null)
            {
                return impossible;
            }

            if (change(site, clock.Now()) is { } entry)
            {
                work.Db.Audit.Add(entry);
                await work.CommitAsync(Topic.Site);
            }

            return default(Done);
        });

    private static object Told(Site site) => new { SiteMode = $"{site.Mode}", NewUsersGetServiceDesk = site.GivesServiceDeskByDefault, NewUsersGetTeam = site.GivesTeamByDefault };

    private static AuditEntry Switched(string setting, bool on, Actor by, DateTimeOffset now) =>
        AuditEntry.Of(Changes.SiteSettingChanged, by, now, details: new { Setting = setting, Before = !on, After = on });
}

/// <summary>While a mail server is configured, addresses are always verified.</summary>
public sealed record MailServerIsConfigured : Refusal;
