using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>What a person says of themselves: name, language, time zone.</summary>
public sealed class Profiles(DeskWork database, TimeProvider clock)
{
    /// <summary>One's own profile.</summary>
    public async Task<Outcome<Profile>> OfAsync(Actor by)
    {
        await using var db = database.Read();
        return await db.Accounts.SingleOrDefaultAsync(account => account.Id == by.AccountId && account.DeactivatedAt == null) is { } account
            ? new Profile(account.Email!, account.FullName, account.Language, account.TimeZone, account.ConcurrencyStamp!)
            : new NotFound();
    }

    /// <summary>Changes one's own profile; the lists one stands on show the new name at once. The address stays.</summary>
    public Task<Outcome<Done>> EditAsync(Profile profile, Actor by) => database.RunAsync<Done>(async work =>
    {
        if (await work.Db.Accounts.AsTracking().SingleOrDefaultAsync(a => a.Id == by.AccountId && a.DeactivatedAt == null) is not { } account)
        {
            return new NotFound();
        }

        if (account.ConcurrencyStamp != profile.Version)
        {
            return new ChangedMeanwhile();
        }

        if (Account.CheckName(profile.FullName) is { } badName)
        {
            return badName;
        }

        if (Check(profile) is { } no)
        {
            return no;
        }

        var before = new { account.FullName, account.Language, account.TimeZone };
        account.Rename(profile.FullName);
        account.Language = NullIfEmpty(profile.Language);
        account.TimeZone = NullIfEmpty(profile.TimeZone);
        var after = new { account.FullName, account.Language, account.TimeZone };
        work.Db.Audit.Add(AuditEntry.Of(Changes.ProfileChanged, by, clock.Now(), subjectId: account.Id, details: new { Before = before, After = after }));
        await work.CommitAsync([.. await work.RewordAsync(account), .. await work.NewsOfAsync(account.Id)]);
        return new Done();
    });

    private static Refusal? Check(Profile profile)
    {
        if (NullIfEmpty(profile.Language) is { } language && !Languages.Include(language))
        {
            return new UnknownLanguage();
        }

        return NullIfEmpty(profile.TimeZone) is { } zone && !(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId)
            ? new UnknownTimeZone()
            : null;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>A person's profile.</summary>
/// <param name="Address">The address; not changed here.</param>
/// <param name="FullName">The name.</param>
/// <param name="Language">The language as a culture name; null or empty follows the browser.</param>
/// <param name="TimeZone">The IANA time zone; null or empty follows the browser.</param>
/// <param name="Version">As of which version it was read.</param>
public sealed record Profile(string Address, string? FullName, string? Language, string? TimeZone, string Version);

/// <summary>The site does not speak such a language.</summary>
public sealed record UnknownLanguage : Refusal;

/// <summary>There is no such time zone.</summary>
public sealed record UnknownTimeZone : Refusal;
