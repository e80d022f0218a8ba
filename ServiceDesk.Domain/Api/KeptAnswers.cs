using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Api;

/// <summary>Has what programs send under an Idempotency-Key done once, whatever comes between, and answers it the same again for a day.</summary>
public sealed class KeptAnswers(DeskWork database, TimeProvider clock)
{
    /// <summary>Whether the sender is to go on, or is answered as before. Of two that come at once, the other is told that the first is at it.</summary>
    /// <param name="accountId">Who sends: nobody meets the keys of others.</param>
    /// <param name="key">The key.</param>
    /// <param name="asked">SHA-256 of what is sent, and where to.</param>
    public Task<Outcome<BegunAnswer>> BeginAsync(Guid accountId, string key, byte[] asked)
    {
        if (key.Length is 0 or > KeptAnswer.MostKeyCharacters || key.Any(character => character is < ' ' or > '~'))
        {
            return Task.FromResult<Outcome<BegunAnswer>>(new NotAnIdempotencyKey(KeptAnswer.MostKeyCharacters));
        }

        return database.RunAsync<BegunAnswer>(async work =>
        {
            var now = clock.Now();
            var old = now - KeptAnswer.Kept;
            await work.Db.KeptAnswers.Where(answer => answer.AccountId == accountId && answer.Key == key && answer.At <= old).ExecuteDeleteAsync();
            await work.HoldAsync($"SELECT 1 FROM \"KeptAnswers\" WHERE \"AccountId\" = {accountId} AND \"Key\" = {key}");
            if (await work.Db.KeptAnswers.AsTracking().SingleOrDefaultAsync(answer => answer.AccountId == accountId && answer.Key == key) is not { } before)
            {
                var begun = new KeptAnswer { AccountId = accountId, Key = key, Asked = asked, At = now, EffectId = Guid.CreateVersion7(now), TakenUntil = now + KeptAnswer.Longest };
                work.Db.KeptAnswers.Add(begun);
                await work.CommitAsync();
                return new BegunAnswer(begun.EffectId, null);
            }

            if (!before.Asked.AsSpan().SequenceEqual(asked))
            {
                return new KeyWasUsed();
            }

            if (before.Status is null && before.TakenUntil > now)
            {
                return new StillAtIt();
            }

            if (before.Status is null)
            {
                before.TakenUntil = now + KeptAnswer.Longest;
                await work.CommitAsync();
            }

            return new BegunAnswer(before.EffectId, before.Status is null ? null : before);
        });
    }

    /// <summary>Keeps the answer.</summary>
    public Task<Outcome<Done>> KeepAsync(Guid accountId, string key, int status, string headers, byte[] body) => database.RunAsync<Done>(async work =>
    {
        await work.Db.KeptAnswers.Where(answer => answer.AccountId == accountId && answer.Key == key)
            .ExecuteUpdateAsync(answer => answer.SetProperty(a => a.Status, status).SetProperty(a => a.Headers, headers).SetProperty(a => a.Body, body));
        await work.CommitAsync();
        return new Done();
    });

    /// <summary>Forgets what came to nothing, so that it can be tried again under the same key.</summary>
    public Task<Outcome<Done>> ForgetAsync(Guid accountId, string key) => database.RunAsync<Done>(async work =>
    {
        await work.Db.KeptAnswers.Where(answer => answer.AccountId == accountId && answer.Key == key && answer.Status == null).ExecuteDeleteAsync();
        await work.CommitAsync();
        return new Done();
    });

    /// <summary>Lets go of those that were kept long enough; says how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel = default)
    {
        var old = clock.Now() - KeptAnswer.Kept;
        await using var work = await database.BeginAsync(cancel);
        var gone = await work.Db.KeptAnswers.Where(answer => answer.At <= old).ExecuteDeleteAsync(cancel);
        await work.CommitAsync();
        return gone;
    }
}

/// <summary>Something is sent under an Idempotency-Key.</summary>
/// <param name="EffectId">The id of what it makes.</param>
/// <param name="Before">What was answered before, to be answered again; null when it is to be done.</param>
public sealed record BegunAnswer(Guid EffectId, KeptAnswer? Before);
