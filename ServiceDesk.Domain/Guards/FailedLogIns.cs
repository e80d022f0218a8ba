using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Guards;

/// <summary>
/// Counts failed log-ins and slows guessing down, on all nodes together (design.md 2.7). With the CAPTCHA on, some failures ask for it; with it
/// off, tries of the same network have to wait. Nobody is locked out by a stranger: only a hundred failures in a row close an address to
/// browsers it was never logged in with, and a mailed link opens it again.
/// </summary>
public sealed partial class FailedLogIns(DeskWork database, TimeProvider clock, Captcha captcha, IOptions<LimitsOptions> limits)
{
    /// <summary>The log-in's name, for its challenges.</summary>
    public const string Form = "login";

    /// <summary>After so many failures in a row a password alone no longer suffices.</summary>
    public const int MostInARow = 100;

    private static readonly TimeSpan LongestForAPair = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestForANetwork = TimeSpan.FromMinutes(1);

    /// <summary>Whether the log-in form has to ask for the CAPTCHA.</summary>
    /// <param name="address">As typed; null when nobody typed one yet.</param>
    /// <param name="network">Where from.</param>
    public async Task<bool> AsksForCaptchaAsync(string? address, string? network)
    {
        await using var db = database.Read();
        var rules = await RulesAsync(db);
        return rules.IsCaptchaOn && IsAsked(await TalliesAsync(db, FailureTally.Of(KeyOf(address), network)), rules.Failures);
    }

    /// <summary>Takes one try, counted as failed until it is said to have succeeded, so that many at once gain nothing.</summary>
    /// <param name="address">As typed.</param>
    /// <param name="network">Where from; null when not known.</param>
    /// <param name="answer">The answer to the form's challenge; null when there was none.</param>
    /// <param name="knownTo">Whose log-ins the browser remembers.</param>
    internal async Task<Outcome<CountedTry>> TryAsync(string? address, string? network, ChallengeAnswer? answer, IReadOnlyCollection<Guid> knownTo)
    {
        var who = KeyOf(address);
        var asked = FailureTally.Of(who, network);
        (bool IsCaptchaOn, int Failures) rules;
        IReadOnlyList<FailureTally> found;
        await using (var db = database.Read())
        {
            rules = await RulesAsync(db);
            found = await TalliesAsync(db, asked);
            if (found.Any(tally => tally.Kind is FailureKind.Address && tally.CountAt(clock.Now()) >= MostInARow) && !await IsRememberedAsync(db, who, knownTo))
            {
                return new TooManyInARow();
            }
        }

        // Looked at before anything is written, so that a flood of tries that have to wait writes nothing.
        if ((rules.IsCaptchaOn ? await WhyNotAsync(found, rules.Failures, answer) : WhyNotYet(found)) is { } no)
        {
            return no;
        }

        return await database.RunAsync<CountedTry>(work => CountAsync(work, asked, waits: !rules.IsCaptchaOn));
    }

    private async Task<Refusal?> WhyNotAsync(IReadOnlyList<FailureTally> found, int failures, ChallengeAnswer? answer) =>
        IsAsked(found, failures) ? (await captcha.CheckAnswerAsync(Form, answer)).Refusal : null;

    private TooManyTries? WhyNotYet(IReadOnlyList<FailureTally> found)
    {
        var now = clock.Now();
        var wait = found.Select(tally => tally.Kind switch
        {
            FailureKind.Pair => tally.WaitAt(now, limits.Value.FailedLogIns, LongestForAPair),
            FailureKind.Network => tally.WaitAt(now, limits.Value.FailedLogInsPerNetwork, LongestForANetwork),
            _ => TimeSpan.Zero,
        }).Append(TimeSpan.Zero).Max();
        return wait > TimeSpan.Zero ? new TooManyTries((int)Math.Ceiling(wait.TotalSeconds)) : null;
    }

    private bool IsAsked(IReadOnlyList<FailureTally> found, int failures)
    {
        var now = clock.Now();
        return found.Any(tally => tally.CountAt(now) >= failures);
    }

    private async Task<Outcome<CountedTry>> CountAsync(Work work, IReadOnlyList<FailureTally> asked, bool waits)
    {
        var now = clock.Now();
        await HaveRowsAsync(work.Db, asked, now);
        await work.HoldAsync($"SELECT 1 FROM \"FailureTallies\" WHERE \"Key\" IN ({asked[0].Key}, {asked[1].Key}, {asked[2].Key}) ORDER BY \"Key\"");
        var tallies = await TalliesAsync(work.Db, asked, isToChange: true);
        if (waits && WhyNotYet(tallies) is { } wait)
        {
            return wait;
        }

        foreach (var tally in tallies)
        {
            tally.Add(now);
        }

        await work.CommitAsync();
        return new CountedTry(() => SucceededAsync(asked));
    }

    // The same statement on both databases, so that of many first tries at once none runs into another.
    private static async Task HaveRowsAsync(DeskDb db, IReadOnlyList<FailureTally> asked, DateTimeOffset now)
    {
        object at = db is SqliteDeskDb ? Instants.ToMicroseconds(now) : now;
        object[] values = [.. asked.SelectMany(tally => new object[] { tally.Key, (int)tally.Kind, tally.Address }), at];
        await db.Database.ExecuteSqlRawAsync(
            "INSERT INTO \"FailureTallies\" (\"Key\", \"Kind\", \"Address\", \"Count\", \"LastAt\") VALUES ({0}, {1}, {2}, 0, {9}), ({3}, {4}, {5}, 0, {9}), ({6}, {7}, {8}, 0, {9}) ON CONFLICT (\"Key\") DO NOTHING",
            values);
    }

    private Task<Outcome<Done>> SucceededAsync(IReadOnlyList<FailureTally> asked) => database.RunAsync<Done>(async work =>
    {
        var network = asked.Single(tally => tally.Kind is FailureKind.Network).Key;
        string[] own = [.. asked.Where(tally => tally.Kind is not FailureKind.Network).Select(tally => tally.Key)];
        await work.HoldAsync($"SELECT 1 FROM \"FailureTallies\" WHERE \"Key\" IN ({asked[0].Key}, {asked[1].Key}, {asked[2].Key}) ORDER BY \"Key\"");
        await work.Db.FailureTallies.Where(tally => own.Contains(tally.Key)).ExecuteDeleteAsync();
        await work.Db.FailureTallies.Where(tally => tally.Key == network && tally.Count > 0).ExecuteUpdateAsync(tally => tally.SetProperty(t => t.Count, t => t.Count - 1));
        await work.CommitAsync();
        return new Done();
    });

    private static async Task<(bool IsCaptchaOn, int Failures)> RulesAsync(DeskDb db)
    {
        var site = await db.Site.Select(s => new { s.IsCaptchaOn, s.FailuresBeforeCaptcha }).SingleAsync();
        return (site.IsCaptchaOn, site.FailuresBeforeCaptcha);
    }

    private static async Task<IReadOnlyList<FailureTally>> TalliesAsync(DeskDb db, IReadOnlyList<FailureTally> asked, bool isToChange = false)
    {
        string[] keys = [.. asked.Select(tally => tally.Key)];
        var rows = db.FailureTallies.Where(tally => keys.Contains(tally.Key)).OrderBy(tally => tally.Key);
        return await (isToChange ? rows.AsTracking() : rows).ToListAsync();
    }

    private static Task<bool> IsRememberedAsync(DeskDb db, string who, IReadOnlyCollection<Guid> knownTo) =>
        db.Accounts.AnyAsync(account => account.NormalizedEmail == who && knownTo.Contains(account.Id));

    // Empty for whatever is no address.
    private static string KeyOf(string? address) => EmailAddress.TryParse(address, out var typed) ? typed.Normalized : "";
}

/// <summary>One log-in that was let try.</summary>
internal sealed class CountedTry(Func<Task<Outcome<Done>>> succeeded)
{
    /// <summary>The try was no failure after all: the address has none any more, and the network one less.</summary>
    public Task<Outcome<Done>> SucceededAsync() => succeeded();
}

/// <summary>So many log-ins failed for this address in a row that a password alone no longer opens it, from a browser that was never logged in to it.</summary>
public sealed record TooManyInARow : Refusal;
