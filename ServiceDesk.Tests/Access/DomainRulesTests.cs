using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

public class DomainRulesTests
{
    private static readonly DoorFacts Unknown = new() { Standing = AddressStanding.Unknown, IsDomainAllowed = true };

    [Theory]
    [InlineData("example.org", "example.org", true)]
    [InlineData("example.org", "mail.example.org", false)]
    [InlineData("example.org", "badexample.org", false)]
    [InlineData("example.org", "example.org.evil.test", false)]
    [InlineData("*.example.org", "mail.example.org", true)]
    [InlineData("*.example.org", "a.b.example.org", true)]
    [InlineData("*.example.org", "example.org", false)]
    [InlineData("*.example.org", "badexample.org", false)]
    [InlineData("*.example.org", "mail.example.org.evil.test", false)]
    [InlineData("*.org", "example.org", true)]
    [InlineData("example.org", "", false)]
    public void Sub_domains_count_only_when_written_with_a_star(string written, string domain, bool named)
    {
        Assert.Equal(named, Rules(allowed: [written]).IsAllowed(domain));
        Assert.Equal(named, Rules(blocked: [written]).IsBlocked("karl@" + domain));
    }

    [Fact]
    public void Without_a_list_every_domain_is_allowed_and_nothing_blocked()
    {
        Assert.True(Rules().IsAllowed("example.org"));
        Assert.False(Rules().IsBlocked("karl@example.org"));
    }

    [Fact]
    public void The_domain_stands_behind_the_last_at_sign()
    {
        var rules = Rules(blocked: ["evil.test"]);

        Assert.True(rules.IsBlocked("\"karl@example.org\"@evil.test"));
        Assert.False(rules.IsBlocked("\"karl@evil.test\"@example.org"));
    }

    [Fact]
    public void A_blocked_address_leaves_its_neighbours_alone()
    {
        var rules = Rules(addresses: ["karl@example.org"]);

        Assert.True(rules.IsBlocked("karl@example.org"));
        Assert.False(rules.IsBlocked("lena@example.org"));
        Assert.False(rules.IsBlocked("karl@mail.example.org"));
    }

    [Fact]
    public void A_domain_both_allowed_and_blocked_is_blocked()
    {
        var facts = Rules(allowed: ["example.org"], blocked: ["example.org"]).AppliedTo(Unknown, "karl@example.org");

        Assert.Equal(Unknown with { IsDomainBlocked = true, IsDomainListed = true }, facts);
    }

    [Fact]
    public void The_facts_say_what_the_rules_say()
    {
        var rules = Rules(allowed: ["example.org"], blocked: ["evil.test"], addresses: ["karl@example.org"]);

        Assert.Equal(Unknown with { IsDomainListed = true, IsAddressBlocked = true }, rules.AppliedTo(Unknown, "karl@example.org"));
        Assert.Equal(Unknown with { IsDomainAllowed = false, IsDomainBlocked = true }, rules.AppliedTo(Unknown, "karl@evil.test"));
        Assert.Equal(Unknown, Rules().AppliedTo(Unknown with { IsAddressBlocked = true, IsDomainAllowed = false }, "karl@example.org"));
    }

    private static DomainRules Rules(string[]? allowed = null, string[]? blocked = null, string[]? addresses = null) =>
        new(Set(allowed), Set(blocked), Set(addresses));

    private static HashSet<string> Set(string[]? words) => new(words ?? [], StringComparer.Ordinal);
}
