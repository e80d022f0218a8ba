using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Api;

/// <summary>Knows programs by their tokens. Asked of the database each time, so that what ends a token ends it at once.</summary>
public sealed class ApiCallers(DeskWork database, TimeProvider clock)
{
    private static readonly TimeSpan Noted = TimeSpan.FromMinutes(1);

    /// <summary>Who acts by a token, and what it lets its program do. That it was used is written down at most once a minute.</summary>
    public async Task<Outcome<ApiCaller>> KnowAsync(string? secret)
    {
        if (secret is null || !secret.StartsWith(ApiToken.Prefix, StringComparison.Ordinal))
        {
            return new TokenDoesNotCount();
        }

        var hash = Secret.HashOf(secret);
        var now = clock.Now();
        await using var db = database.Read();
        var found = await db.ApiTokens.Where(token => token.Hash == hash && token.RevokedAt == null)
            .Join(db.Accounts.Where(account => account.DeactivatedAt == null), token => token.AccountId, account => account.Id, (token, account) => new { Token = token, account.Password, account.Language })
            .SingleOrDefaultAsync();
        switch (found)
        {
            case null or { Password: PasswordKind.None }:
                return new TokenDoesNotCount();
            case { } when found.Token.ExpiresAt <= now:
                return new ApiTokenHasExpired();
            case { Password: PasswordKind.Temporary }:
                return new PasswordMustBeChanged();
        }

        if (found.Token.LastUsedAt is not { } used || used <= now - Noted)
        {
            await NoteAsync(found.Token.Id, now);
        }

        return new ApiCaller(found.Token.Id, found.Token.AccountId, found.Token.Name, found.Token.Scopes, found.Token.ExpiresAt, found.Language);
    }

    // Where the database is too busy for it, the next use is noted.
    private Task<Outcome<Done>> NoteAsync(Guid tokenId, DateTimeOffset now) => database.RunAsync<Done>(async work =>
    {
        var before = now - Noted;
        await work.Db.ApiTokens.Where(token => token.Id == tokenId && (token.LastUsedAt == null || token.LastUsedAt <= before))
            .ExecuteUpdateAsync(token => token.SetProperty(t => t.LastUsedAt, now));
        await work.CommitAsync();
        return new Done();
    });
}

/// <summary>A program that showed a token that counts.</summary>
/// <param name="TokenId">The token.</param>
/// <param name="AccountId">In whose name it acts.</param>
/// <param name="TokenName">What the token is called.</param>
/// <param name="Scopes">What it may do of what that person may.</param>
/// <param name="ExpiresAt">Until when the token counts.</param>
/// <param name="Language">The language the person chose; null when none.</param>
public sealed record ApiCaller(Guid TokenId, Guid AccountId, string TokenName, ApiScope Scopes, DateTimeOffset ExpiresAt, string? Language);
