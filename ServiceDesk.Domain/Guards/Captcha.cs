using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Guards;

/// <summary>
/// Asks whoever sends an anonymous form for a sign of being a person (design.md 2.7). Each challenge is for one form and ten minutes, can be
/// answered once, right or wrong, and on any node; nothing is kept of one that is not answered.
/// </summary>
public sealed class Captcha(DeskWork database, TimeProvider clock, IChallengeSeal seal, ICaptchaWords words)
{
    /// <summary>How long a challenge may take.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int MostSpent = 100_000;

    // A wrong answer is noted in memory alone: on another node it could be tried once more, which helps nobody, and a flood of them writes nothing.
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _spent = new();

    /// <summary>A new challenge for a form.</summary>
    /// <param name="form">The form's name, without blanks.</param>
    /// <param name="bits">How much work the browser does in place of reading.</param>
    public Challenge Ask(string form, int bits)
    {
        var challenge = new SealedChallenge(form, words.Next(), Guid.NewGuid(), bits, clock.GetUtcNow());
        return new Challenge(seal.Seal(challenge.ToString()), WordPicture.Draw(challenge.Word, new Random()), challenge.NonceText, bits);
    }

    /// <summary>A new challenge that is answered by work alone, for a form that cannot show a picture.</summary>
    internal Challenge AskForWork(string form, int bits)
    {
        // The word is one that nobody was shown, so that none can be right.
        var challenge = new SealedChallenge(form, Guid.NewGuid().ToString("N"), Guid.NewGuid(), bits, clock.GetUtcNow());
        return new Challenge(seal.Seal(challenge.ToString()), [], challenge.NonceText, bits);
    }

    /// <summary>Whether a form may go on: always while the setting is off, else when its challenge was answered.</summary>
    public async Task<Outcome<Done>> CheckAsync(string form, ChallengeAnswer? answer)
    {
        await using var db = database.Read();
        return await db.Site.Select(site => site.IsCaptchaOn).SingleAsync() ? await CheckAnswerAsync(form, answer) : new Done();
    }

    /// <summary>Whether the answer to a form's challenge is right; it is used up by asking.</summary>
    internal async Task<Outcome<Done>> CheckAnswerAsync(string form, ChallengeAnswer? answer)
    {
        if (answer is null || (string.IsNullOrWhiteSpace(answer.Word) && string.IsNullOrWhiteSpace(answer.Proof)))
        {
            return new CaptchaIsWanted();
        }

        var now = clock.GetUtcNow();
        if (SealedChallenge.Read(seal.Open(answer.Token)) is not { } challenge || challenge.Form != form
            || now < challenge.At || now - challenge.At >= Lifetime || _spent.ContainsKey(challenge.Nonce))
        {
            return new CaptchaIsOver();
        }

        if (!challenge.IsAnsweredBy(answer))
        {
            Spend(challenge, now);
            return new CaptchaIsWrong();
        }

        return await database.RunAsync<Done>(async work =>
        {
            if (await work.Db.UsedChallenges.AnyAsync(used => used.Nonce == challenge.Nonce))
            {
                return new CaptchaIsOver();
            }

            work.Db.UsedChallenges.Add(new UsedChallenge { Nonce = challenge.Nonce, ExpiresAt = Instants.Whole(challenge.At + Lifetime) });
            await work.CommitAsync();
            return new Done();
        });
    }

    /// <summary>Lets go of answers whose challenges no longer count anyway.</summary>
    public async Task SweepAsync(CancellationToken cancel = default)
    {
        var now = clock.Now();
        Forget(now);
        await using var work = await database.BeginAsync(cancel);
        await work.Db.UsedChallenges.Where(used => used.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        await work.CommitAsync();
    }

    private void Spend(SealedChallenge challenge, DateTimeOffset now)
    {
        if (_spent.Count >= MostSpent)
        {
            Forget(now);
        }

        // Still full: somebody guesses by the hundred thousand. Which ones they guessed at is no longer worth knowing.
        if (_spent.Count >= MostSpent)
        {
            _spent.Clear();
        }

        _spent[challenge.Nonce] = challenge.At + Lifetime;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (nonce, _) in _spent.Where(entry => entry.Value <= now))
        {
            _spent.TryRemove(nonce, out _);
        }
    }
}

/// <summary>The form asks for the word in the picture.</summary>
public sealed record CaptchaIsWanted : Refusal;

/// <summary>The typed word is not that of the picture.</summary>
public sealed record CaptchaIsWrong : Refusal;

/// <summary>The challenge has run out, was answered before, or belongs to another form.</summary>
public sealed record CaptchaIsOver : Refusal;
