using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>
/// Whether a session still counts: it was not logged out nor outlived, and its account is active and has the stamp it was signed with. Kept in
/// memory and forgotten with the news of the account, so that it costs no read a request and yet ends everywhere as soon as the person logs
/// out, the account is shut or its password changed.
/// </summary>
internal sealed class Sessions
{
    /// <summary>The claim that names the session.</summary>
    public const string IdClaim = "servicedesk:session";

    private const int MostKept = 100_000;

    private readonly DeskDatabase _database;
    private readonly TimeProvider _clock;
    private readonly string _stampClaim;
    private readonly ConcurrentDictionary<Guid, Lazy<Task<SessionFacts?>>> _kept = new();

    public Sessions(DeskDatabase database, RightsNow rights, IOptions<IdentityOptions> identity, TimeProvider clock)
    {
        (_database, _clock) = (database, clock);
        _stampClaim = identity.Value.ClaimsIdentity.SecurityStampClaimType;
        rights.Replaced += Forget;
    }

    /// <summary>The session a principal was signed in with; null for a stranger.</summary>
    public static Guid? IdOf(ClaimsPrincipal person) => Guid.TryParse(person.FindFirstValue(IdClaim), out var id) ? id : null;

    /// <summary>Refuses the cookie of a session that no longer counts.</summary>
    public static async Task CheckCookieAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (context.Principal is null || await sessions.OfAsync(context.Principal) is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    /// <summary>What counts of a person's session now; null when it no longer counts.</summary>
    public async Task<SessionFacts?> OfAsync(ClaimsPrincipal person)
    {
        if (!Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) || IdOf(person) is not { } session)
        {
            return null;
        }

        if (_kept.Count > MostKept)
        {
            _kept.Clear();
        }

        var stamp = person.FindFirstValue(_stampClaim);
        var facts = await KeptAsync(id);

        // A session opened a moment ago can be ahead of the news: before it is refused it is looked up anew.
        facts = Counts(facts) ? facts : await ReadAsync(id);
        return Counts(facts) ? facts : null;

        bool Counts(SessionFacts? known) => known?.Stamp == stamp
            && known!.Sessions.TryGetValue(session, out var beganAt) && _clock.GetUtcNow() - beganAt < LogInSession.MostLife;
    }

    /// <summary>Reads a person's facts anew the next time: what they have just changed themselves holds from the next page on, not from its news.</summary>
    public void Forget(Guid accountId) => _kept.TryRemove(accountId, out _);

    private async Task<SessionFacts?> KeptAsync(Guid id)
    {
        var facts = _kept.GetOrAdd(id, key => new Lazy<Task<SessionFacts?>>(() => ReadAsync(key)));
        try
        {
            return await facts.Value;
        }
        catch
        {
            _kept.TryRemove(KeyValuePair.Create(id, facts)); // a failed reading is not kept
            throw;
        }
    }

    private void Forget(IReadOnlySet<Topic> news)
    {
        if (news.Contains(Topic.Everything))
        {
            _kept.Clear();
        }

        foreach (var topic in news.Where(topic => topic.Kind is TopicKind.Account))
        {
            Forget(topic.Id);
        }
    }

    private async Task<SessionFacts?> ReadAsync(Guid accountId)
    {
        await using var db = _database.Read();
        var account = await db.Accounts
            .Where(account => account.Id == accountId && account.DeactivatedAt == null)
            .Select(account => new { Stamp = account.SecurityStamp!, MustChange = account.Password == PasswordKind.Temporary, account.Language, account.TimeZone })
            .SingleOrDefaultAsync();
        if (account is null)
        {
            return null;
        }

        var sessions = await db.LogInSessions
            .Where(session => session.AccountId == accountId && session.Stamp == account.Stamp)
            .ToDictionaryAsync(session => session.Id, session => session.BeganAt);
        return new SessionFacts(account.Stamp, account.MustChange, sessions, account.Language, account.TimeZone);
    }
}

/// <summary>What a session is checked against, and how the person is spoken to.</summary>
/// <param name="Stamp">The account's stamp.</param>
/// <param name="MustChangePassword">Whether the password is a temporary one.</param>
/// <param name="Sessions">The account's sessions, with when each began.</param>
/// <param name="Language">The language the person chose; null when none.</param>
/// <param name="TimeZone">The time zone the person chose; null when none.</param>
internal sealed record SessionFacts(string Stamp, bool MustChangePassword, IReadOnlyDictionary<Guid, DateTimeOffset> Sessions, string? Language, string? TimeZone);
