using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Threads;

public sealed class SigningThreadsTests(Stages stage)
{
    private static readonly ThreadKey Key = new([.. Enumerable.Range(0, ThreadKey.KeyBytes).Select(i => (byte)i)]);
    private static readonly ThreadKey Other = new(new byte[ThreadKey.KeyBytes]);
    private readonly (Guid Request, Guid Karl, Guid Nora) _ids = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());

    [Fact]
    public void What_was_signed_is_genuine_for_its_person_request_purpose_and_site_alone()
    {
        var address = Key.ReplyAddress(EmailAddress.Parse("Help@desk.test"), _ids.Request, _ids.Karl)!;
        var id = Key.MessageId(_ids.Request, _ids.Karl, "desk.test");

        foreach (var read in new[] { Key.ReadAddress(address), Key.ReadAddress(address.ToUpperInvariant()), Key.ReadMessageId(id) })
        {
            Assert.Equal((_ids.Request, true, false), (read!.RequestId, read.IsSignedFor(_ids.Karl), read.IsSignedFor(_ids.Nora)));
        }

        Assert.False(Other.ReadAddress(address)!.IsSignedFor(_ids.Karl));
        Assert.False(Other.ReadMessageId(id)!.IsSignedFor(_ids.Karl));
        Assert.NotEqual(id, Key.MessageId(_ids.Request, _ids.Karl, "desk.test"));
        Assert.StartsWith("Help+r", address, StringComparison.Ordinal);
        Assert.InRange(address.IndexOf('@', StringComparison.Ordinal), 1, 64);
    }

    [Fact]
    public void A_character_more_less_or_other_is_not_genuine()
    {
        var token = Key.ReplyToken(_ids.Request, _ids.Karl);
        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (token[i] == 'b' ? 'c' : 'b') + token[(i + 1)..];
            Assert.False(Key.ReadAddress($"help+{changed}@desk.test")?.IsSignedFor(_ids.Karl) ?? false, changed);
        }

        Assert.Null(Key.ReadAddress($"help+{token}a@desk.test"));
        Assert.Null(Key.ReadAddress($"help+{token[..^1]}@desk.test"));
        Assert.Null(Key.ReadAddress("help@desk.test"));
        Assert.Null(Key.ReadMessageId("a.b.c@desk.test"));
    }

    [Fact]
    public void An_address_too_long_for_a_token_carries_none() =>
        Assert.Null(Key.ReplyAddress(EmailAddress.Parse($"{new string('h', 30)}@desk.test"), _ids.Request, _ids.Karl));

    [Theory, OnBothDatabases]
    public async Task The_sites_key_is_made_once_and_stays(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var tokens = Enumerable.Range(0, 4).Select(_ => new MailTokens(world.Get<DeskWork>(), world.Get<Domain.Mail.Outgoing.ILinkSeal>())).ToList();

        var keys = await Task.WhenAll(tokens.Select(one => Task.Run(() => one.KeyAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken)));

        Assert.Single(keys.Select(key => key.ReplyToken(_ids.Request, _ids.Karl)).Distinct());
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_is_changing_the_site_meanwhile_need_not_begin_again(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var tokens = new MailTokens(world.Get<DeskWork>(), world.Get<Domain.Mail.Outgoing.ILinkSeal>());
        var seen = await world.ReadAsync(db => db.Site.SingleAsync());

        await tokens.KeyAsync(TestContext.Current.CancellationToken);

        var now = await world.ReadAsync(db => db.Site.SingleAsync());
        Assert.Null(seen.SealedMailKey);
        Assert.NotNull(now.SealedMailKey);
        Assert.Equal(seen.Version, now.Version);
    }
}
