using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Collectors.CollectorStory;

namespace ServiceDesk.Tests.Collectors;

public sealed class SigningVisitorsTests(Stages stage) : IAsyncDisposable
{
    private World _world = null!;
    private Desk _desk = null!;
    private Guid _collector;
    private string _secret = "";

    public async ValueTask DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_token_signed_with_a_key_of_the_collector_counts_once()
    {
        await SetAsync();
        var token = _world.Signed(_collector, _secret, "karl@kunde.test");

        Assert.Equal("IT-1", (await _world.PostAsync(_collector, Form(token))).Done.Key);
        Assert.IsType<TokenWasUsed>(await WhyNotAsync(token));
        Assert.Equal("IT-2", (await _world.PostAsync(_collector, Form(_world.Signed(_collector, _secret, "karl@kunde.test")))).Done.Key);
    }

    [Theory, OnBothDatabases]
    public async Task Two_posts_with_one_token_at_once_raise_one_request(DatabaseProvider database)
    {
        await SetAsync(database);
        var token = _world.Signed(_collector, _secret, "karl@kunde.test");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _world.PostAsync(_collector, Form(token)))));
        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.All(outcomes.Where(outcome => !outcome.IsDone), outcome => Assert.IsType<TokenWasUsed>(outcome.Refusal));
        Assert.Equal(1, await _world.ReadAsync(db => db.Requests.CountAsync()));
    }

    [Fact]
    public async Task A_post_sent_again_because_the_answer_was_lost_is_the_same_request()
    {
        await SetAsync();
        var form = Form(_world.Signed(_collector, _secret, "karl@kunde.test"));
        Assert.Equal("IT-1", (await _world.PostAsync(_collector, form)).Done.Key);

        Assert.Equal("IT-1", (await _world.PostAsync(_collector, form)).Done.Key);
        Assert.Equal("IT-1", (await _world.PostAsync(_collector, form with { Token = _world.Signed(_collector, _secret, "karl@kunde.test") })).Done.Key);
        Assert.IsType<Domain.Requests.SentBefore>((await _world.PostAsync(_collector, form with { Token = _world.Signed(_collector, _secret, "mara@kunde.test") })).Refusal);
        Assert.IsType<Domain.Requests.SentBefore>((await _world.PostAsync(_collector, form with { Summary = "Something else" })).Refusal);
    }

    [Fact]
    public async Task A_token_that_is_not_the_hosts_is_refused_whatever_it_says_of_itself()
    {
        await SetAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportSubjectPublicKeyInfoPem();
        Assert.True((await _world.Get<DeskCollectors>().AddPublicKeyAsync(_desk.Id, _collector, pem, by: _world.Ada)).IsDone);
        var claims = _world.Claims(_collector, "karl@kunde.test");
        var good = Hs256(claims, _secret);
        var other = await _world.CollectorAsync(_desk);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Dictionary<string, object> Without(string claim) => claims.Where(one => one.Key != claim).ToDictionary(StringComparer.Ordinal);

        string[] wrong =
        [
            "", "a.b.c", "..", good[..^2] + "AA", good + ".x", good.Split('.')[0] + "." + good.Split('.')[1] + ".", new string('x', 5_000), "🙂.🙂.🙂",
            Hs256(claims, "another secret of at least 32 bytes"),
            Es256(claims, stranger),
            Token(new { alg = "none" }, claims, _ => []),
            Token(new { alg = "none", kid = "" }, claims, text => HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(_secret), text)),
            Hs256(claims, pem), // the public key taken for a secret
            Hs256(claims, pem, new { alg = "ES256" }),
            Token(new { alg = "HS512" }, claims, text => HMACSHA512.HashData(System.Text.Encoding.UTF8.GetBytes(_secret), text)),
            Hs256(claims, _secret, new { alg = "HS256", crit = new[] { "exp" } }),
            Hs256(claims, _secret, new { alg = "HS256", zip = "DEF" }),
            Hs256(new(claims) { ["aud"] = "https://desk.test/" }, _secret),
            Hs256(new(claims) { ["aud"] = _world.Claims(other, "x@y.test")["aud"] }, _secret),
            Hs256(new(claims) { ["aud"] = new[] { claims["aud"], "https://elsewhere.test" } }, _secret),
            Hs256(Without("aud"), _secret),
        ];
        foreach (var (place, token) in wrong.Index().Skip(1))
        {
            Assert.True(await WhyNotAsync(token) is TokenIsNotValid, $"{place}: {token}");
        }

        Dictionary<string, object>[] lacking = [new(claims) { ["email"] = "nobody" }, new(claims) { ["email"] = 7 }, new(claims) { ["jti"] = "short" }, Without("email"), Without("jti")];
        foreach (var claimed in lacking)
        {
            Assert.IsType<TokenLacksClaims>(await WhyNotAsync(Hs256(claimed, _secret)));
        }

        Assert.Null(await WhyNotAsync(good));
        Assert.Null(await WhyNotAsync(Es256(_world.Claims(_collector, "karl@kunde.test"), key)));
    }

    [Fact]
    public async Task A_token_counts_ten_minutes_at_most_and_clocks_may_differ_a_little()
    {
        await SetAsync();
        var now = _world.Now.ToUnixTimeSeconds();
        async Task<Type?> AskAsync(long issued, object? expires) => (await WhyNotAsync(Hs256(Times(issued, expires), _secret)))?.GetType();
        Dictionary<string, object> Times(long issued, object? expires)
        {
            var claims = new Dictionary<string, object>(_world.Claims(_collector, "karl@kunde.test"), StringComparer.Ordinal) { ["iat"] = issued };
            claims.Remove("exp");
            if (expires is not null)
            {
                claims["exp"] = expires;
            }

            return claims;
        }

        Assert.Null(await AskAsync(now, now + 600));
        Assert.Null(await AskAsync(now - 590, now - 20));
        Assert.Null(await AskAsync(now + 20, now + 620));
        foreach (var (issued, expires) in new (long, object?)[] { (now, now + 601), (now, now + 86_400), (now - 700, now - 31), (now + 60, now + 300), (now, null), (now, long.MaxValue) })
        {
            Assert.Equal(expires is long end && end - now <= 600 && end - issued <= 600 ? typeof(TokenHasExpired) : typeof(TokenCountsTooLong), await AskAsync(issued, expires));
        }

        Assert.NotNull(await AskAsync(now, "soon"));
        Assert.NotNull(await AskAsync(now, -1L));

        var undated = _world.Claims(_collector, "karl@kunde.test");
        undated.Remove("iat");
        undated["exp"] = now + 86_400;
        Assert.IsType<TokenCountsTooLong>(await WhyNotAsync(Hs256(undated, _secret)));

        var kept = _world.Signed(_collector, _secret, "karl@kunde.test");
        _world.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.IsType<TokenHasExpired>(await WhyNotAsync(kept));
    }

    [Fact]
    public async Task Two_keys_count_at_once_and_what_a_removed_one_signed_counts_no_more()
    {
        await SetAsync();
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await _world.SecretAsync(_desk, _collector);
        Assert.IsType<TwoKeysAlready>((await _world.Get<DeskCollectors>().MakeSecretAsync(_desk.Id, _collector, by: _world.Ada)).Refusal);
        Assert.Null(await WhyNotAsync(_world.Signed(_collector, _secret, "karl@kunde.test")));
        Assert.Null(await WhyNotAsync(_world.Signed(_collector, second, "karl@kunde.test")));

        var first = (await _world.Get<DeskCollectors>().NowAsync(_desk.Id, _collector, by: _world.Ada)).Done.Keys[0];
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await _world.Get<DeskCollectors>().RemoveKeyAsync(_desk.Id, _collector, first.Id, by: _world.Ada)).IsDone);
        Assert.IsType<TokenIsNotValid>(await WhyNotAsync(_world.Signed(_collector, _secret, "karl@kunde.test")));
        Assert.Null(await WhyNotAsync(Hs256(_world.Claims(_collector, "karl@kunde.test"), second, new { alg = "HS256", kid = "whatever" })));
        Assert.Equal(
            [Changes.CollectorKeyMade, Changes.CollectorKeyMade, Changes.CollectorKeyRemoved],
            await _world.ReadAsync(db => db.Audit.Where(entry => entry.What.StartsWith("CollectorKey")).OrderBy(entry => entry.At).ThenBy(entry => entry.Id).Select(entry => entry.What).ToListAsync()));
    }

    [Fact]
    public async Task A_secret_is_kept_sealed_and_a_private_key_not_at_all()
    {
        await SetAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (var pem in new[] { key.ExportPkcs8PrivateKeyPem(), key.ExportECPrivateKeyPem(), other.ExportSubjectPublicKeyInfoPem(), "", "no key", null })
        {
            Assert.IsType<NotAPublicKey>((await _world.Get<DeskCollectors>().AddPublicKeyAsync(_desk.Id, _collector, pem, by: _world.Ada)).Refusal);
        }

        var kept = await _world.ReadAsync(db => db.CollectorKeys.SingleAsync());
        Assert.DoesNotContain(_secret, System.Text.Encoding.Latin1.GetString(kept.SealedSecret!), StringComparison.Ordinal);
        Assert.DoesNotContain(_secret, string.Join('\n', await _world.ReadAsync(db => db.Audit.Select(entry => entry.Details).ToListAsync())), StringComparison.Ordinal);
    }

    private async Task<Domain.Vocabulary.Refusal?> WhyNotAsync(string token) => (await _world.PostAsync(_collector, Form(token))).Refusal;

    private async Task SetAsync(DatabaseProvider database = DatabaseProvider.Sqlite)
    {
        _world = await stage.WorldAsync(database);
        _desk = await _world.DeskAsync("IT");
        await _world.CustomerAsync(_desk, "karl@kunde.test", "Karl");
        _collector = await _world.CollectorAsync(_desk);
        _secret = await _world.SecretAsync(_desk, _collector);
    }
}
