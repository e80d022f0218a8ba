using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Api;

/// <summary>The tokens of people's programs: made and revoked by their owner; a site administrator sees and revokes everybody's.</summary>
public sealed class ApiTokens(DeskWork database, TimeProvider clock, Passwords passwords, MailWriting mails, SiteLinks links)
{
    /// <summary>How many a person may have that count.</summary>
    public const int Most = 20;

    /// <summary>For how many days one can be made.</summary>
    public static IReadOnlyList<int> Lifetimes { get; } = [7, 30, 90, 365];

    // Who looks for what a token was can still be told for a while.
    private static readonly TimeSpan KeptOnceEnded = TimeSpan.FromDays(90);

    /// <summary>Makes a token of one's own; asks for the password. Returned this once, and told by mail that there is one, for it may be somebody else who knows the password.</summary>
    public async Task<Outcome<MadeToken>> MakeAsync(NewApiToken wanted, string? password, Actor by)
    {
        var confirmed = await passwords.ConfirmAsync(password, by);
        if ((confirmed.Refusal ?? WhyNot(wanted)) is { } no)
        {
            return no;
        }

        return await database.RunAsync<MadeToken>(async work =>
        {
            // Whoever makes or ends tokens of the account waits: two at once would both be the last that may be.
            await work.HoldAsync($"SELECT * FROM \"Accounts\" WHERE \"Id\" = {by.AccountId}");
            if (await work.Db.Accounts.SingleOrDefaultAsync(a => a.Id == by.AccountId && a.DeactivatedAt == null && a.Password == PasswordKind.Own) is not { } account)
            {
                return new NotFound();
            }

            var now = clock.Now();
            if (await work.Db.ApiTokens.CountAsync(token => token.AccountId == by.AccountId && token.RevokedAt == null && token.ExpiresAt > now) >= Most)
            {
                return new TooManyTokens(Most);
            }

            var (made, secret) = ApiToken.Make(by.AccountId!.Value, OneLine.Of(wanted.Name), wanted.Scopes, TimeSpan.FromDays(wanted.Days), now);
            work.Db.ApiTokens.Add(made);
            work.Db.Audit.Add(AuditEntry.Of(Changes.ApiTokenMade, by, now, subjectId: made.AccountId, details: new { made.Name, Scopes = string.Join(' ', made.Scopes.NamesIn()) }));
            work.Db.Outbox.Add(mails.Write(MailKind.ApiTokenMade, Recipient.Of(account, askedIn: by.Language), now, links.To("/Identity/Account/Manage/Tokens"), mailedLink: null, requestId: null, account.FullName, made.Name));
            await work.CommitAsync(Topic.Account(made.AccountId), Topic.Outbox);
            return new MadeToken(made.Id, secret);
        });
    }

    /// <summary>A person's tokens that were not revoked, the latest made first: one's own, or anybody's for a site administrator.</summary>
    public async Task<Outcome<IReadOnlyList<ApiTokenRow>>> ListAsync(Guid accountId, Actor by)
    {
        await using var db = database.Read();
        if (!await MayAsync(db, accountId, by))
        {
            return new NotFound();
        }

        var now = clock.Now();
        return await db.ApiTokens.Where(token => token.AccountId == accountId && token.RevokedAt == null)
            .OrderByDescending(token => token.MadeAt)
            .Select(token => new ApiTokenRow(token.Id, token.Name, token.Hint, token.Scopes, token.MadeAt, token.ExpiresAt, token.LastUsedAt, token.ExpiresAt <= now))
            .ToListAsync();
    }

    /// <summary>Ends a token at once: one's own, or anybody's for a site administrator.</summary>
    public Task<Outcome<Done>> RevokeAsync(Guid tokenId, Actor by) => database.RunAsync<Done>(async work =>
    {
        if (await work.Db.ApiTokens.AsTracking().SingleOrDefaultAsync(token => token.Id == tokenId) is not { } found || !await MayAsync(work.Db, found.AccountId, by))
        {
            return new NotFound();
        }

        if (found.RevokedAt is null)
        {
            var now = clock.Now();
            found.Revoke(now);
            work.Db.Audit.Add(AuditEntry.Of(Changes.ApiTokenRevoked, by, now, subjectId: found.AccountId, details: new { found.Name }));
            await work.CommitAsync(Topic.Account(found.AccountId));
        }

        return new Done();
    });

    /// <summary>Lets go of tokens that ended long ago; says how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel = default)
    {
        var before = clock.Now() - KeptOnceEnded;
        await using var work = await database.BeginAsync(cancel);
        var gone = await work.Db.ApiTokens.Where(token => token.RevokedAt < before).ExecuteDeleteAsync(cancel)
            + await work.Db.ApiTokens.Where(token => token.ExpiresAt < before).ExecuteDeleteAsync(cancel);
        await work.CommitAsync();
        return gone;
    }

    private static Refusal? WhyNot(NewApiToken wanted) => wanted switch
    {
        _ when OneLine.Of(wanted.Name).Length == 0 => new Missing(),
        _ when OneLine.Of(wanted.Name).Length > ApiToken.MostNameCharacters => new TooLong(ApiToken.MostNameCharacters),
        { Scopes: ApiScope.None } => new NoScopeChosen(),
        _ => Lifetimes.Contains(wanted.Days) ? null : new NoSuchLifetime(),
    };

    private static async Task<bool> MayAsync(DeskDb db, Guid accountId, Actor by) => by.AccountId == accountId
        ? await db.Accounts.AnyAsync(account => account.Id == accountId && account.DeactivatedAt == null)
        : (await Rights.OfAsync(db, by)).May(Operation.ChangeAccounts);
}

/// <summary>A token somebody wants.</summary>
/// <param name="Name">What to call it; needed.</param>
/// <param name="Scopes">What it lets a program do.</param>
/// <param name="Days">For how long, one of <see cref="ApiTokens.Lifetimes"/>.</param>
public sealed record NewApiToken(string? Name, ApiScope Scopes, int Days);

/// <summary>A token that was made.</summary>
/// <param name="Id">The row.</param>
/// <param name="Secret">The token itself, told this once.</param>
public sealed record MadeToken(Guid Id, string Secret);

/// <summary>A token as its owner and site administrators see it.</summary>
/// <param name="Id">The token.</param>
/// <param name="Name">Its name.</param>
/// <param name="Hint">How it begins.</param>
/// <param name="Scopes">What it lets a program do.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="ExpiresAt">Until when it counts.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null when never.</param>
/// <param name="HasExpired">Whether its time has run out.</param>
public sealed record ApiTokenRow(Guid Id, string Name, string Hint, ApiScope Scopes, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, bool HasExpired);

/// <summary>Ending tokens with what they stand on.</summary>
internal static class TokensOfAccounts
{
    /// <summary>Ends all tokens of an account, in the commit that shuts it: opened again, it has none.</summary>
    public static Task EndTokensAsync(this Work work, Guid accountId, DateTimeOffset now) => work.Db.ApiTokens
        .Where(token => token.AccountId == accountId && token.RevokedAt == null)
        .ExecuteUpdateAsync(token => token.SetProperty(t => t.RevokedAt, now));
}
