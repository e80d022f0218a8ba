using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Guards;

/// <summary>The site's settings of the CAPTCHA (design.md 2.7). Site administrators only.</summary>
public sealed class GuardSettings(DeskWork database, TimeProvider clock)
{
    /// <summary>The most failed log-ins that may go by before the CAPTCHA is asked for.</summary>
    public const int MostFailures = 50;

    /// <summary>The least work of a browser, in bits.</summary>
    public const int LeastBits = 8;

    /// <summary>The most work of a browser, in bits; it takes minutes.</summary>
    public const int MostBits = 24;

    /// <summary>The settings as they are.</summary>
    public async Task<Outcome<GuardsNow>> NowAsync(Actor by)
    {
        await using var db = database.Read();
        return (await Rights.OfAsync(db, by)).May(Operation.AdministerSite)
            ? await db.Site.Select(site => new GuardsNow(site.IsCaptchaOn, site.FailuresBeforeCaptcha, site.ProofOfWorkBits, site.Version)).SingleAsync()
            : new NotFound();
    }

    /// <summary>Turns the CAPTCHA on or off.</summary>
    public Task<Outcome<Done>> TurnCaptchaAsync(bool on, int version, Actor by) => ChangeAsync(version, by, (site, change) =>
    {
        change(nameof(Site.IsCaptchaOn), site.IsCaptchaOn, on);
        site.IsCaptchaOn = on;
    });

    /// <summary>Chooses after how many failed log-ins it is asked for, and how much work a browser does in place of a picture.</summary>
    public async Task<Outcome<Done>> ChooseAsync(int failures, int bits, int version, Actor by)
    {
        if (failures is < 1 or > MostFailures)
        {
            return new OutOfRange(1, MostFailures);
        }

        return bits is < LeastBits or > MostBits ? new OutOfRange(LeastBits, MostBits) : await ChangeAsync(version, by, (site, change) =>
        {
            change(nameof(Site.FailuresBeforeCaptcha), site.FailuresBeforeCaptcha, failures);
            change(nameof(Site.ProofOfWorkBits), site.ProofOfWorkBits, bits);
            (site.FailuresBeforeCaptcha, site.ProofOfWorkBits) = (failures, bits);
        });
    }

    private Task<Outcome<Done>> ChangeAsync(int version, Actor by, Action<Site, Action<string, object, object>> choose) => database.RunAsync<Done>(async work =>
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

        choose(site, (setting, before, after) =>
        {
            if (!before.Equals(after))
            {
                work.Db.Audit.Add(AuditEntry.Of(Changes.SiteSettingChanged, by, clock.Now(), details: new { Setting = setting, Before = before, After = after }));
            }
        });
        await work.CommitAsync(Topic.Site);
        return new Done();
    });
}

/// <summary>The settings of the CAPTCHA.</summary>
/// <param name="IsCaptchaOn">Whether forms ask for it.</param>
/// <param name="Failures">After how many failed log-ins it is asked for.</param>
/// <param name="Bits">How much work a browser does in place of a picture; each bit doubles it.</param>
/// <param name="Version">To be handed back with a change.</param>
public sealed record GuardsNow(bool IsCaptchaOn, int Failures, int Bits, int Version);

/// <summary>A number is too small or too large.</summary>
/// <param name="Least">The least it may be.</param>
/// <param name="Most">The most it may be.</param>
public sealed record OutOfRange(int Least, int Most) : Refusal;
