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
/// Whether a session still counts: its account is active and has the stamp the session was signed with. Kept in memory and forgotten with the
/// news of the account, so that it costs no read a request and yet ends everywhere as soon as the account is shut or its password changed.
/// </summary>
internal sealed class Sessions
{
    private const int MostKept = 100_000;

    private readonly DeskDatabase _database;
    private readonly string _stampClaim;
    private readonly ConcurrentDictionary<Guid, Lazy<Task<SessionFacts?>>> _kept = new();

    public Sessions(DeskDatabase database, RightsNow rights, IOptions<IdentityOptions> identity)
    {
        _database = database;
        _stampClaim = identity.Value.ClaimsIdentity.SecurityStampClaimType;
        rights.Replaced += Forget;
    }

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
        if (!Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return null;
        }

        if (_kept.Count > MostKept)
        {
            _kept.Clear();
        }

        var stamp = person.FindFirstValue(_stampClaim);
        var facts = await KeptAsync(id);

        // A session opened a moment ago, after a change of password, can be ahead of the news: before it is refused it is looked up anew.
        facts = facts?.Stamp == stamp ? facts : await ReadAsync(id);
        return facts?.Stamp == stamp ? facts : null;
    }

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
            _kept.TryRemove(topic.Id, out _);
        }
    }

    private async Task<SessionFacts?> ReadAsync(Guid accountId)
    {
        await using var db = _database.Read();
        return await db.Accounts
            .Where(account => account.Id == accountId && account.DeactivatedAt == null)
            .Select(account => new SessionFacts(account.SecurityStamp!, account.Password == PasswordKind.Temporary))
            .SingleOrDefaultAsync();
    }
}

/// <summary>What a session is checked against.</summary>
/// <param name="Stamp">The account's stamp.</param>
/// <param name="MustChangePassword">Whether the password is a temporary one.</param>
internal sealed record SessionFacts(string Stamp, bool MustChangePassword);
