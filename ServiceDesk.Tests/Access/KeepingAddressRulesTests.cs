using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Access;

public sealed class KeepingAddressRulesTests(Stages stage)
{
    [Theory]
    [InlineData(AddressRuleKind.BlockedDomain, "Example.ORG", "example.org")]
    [InlineData(AddressRuleKind.BlockedDomain, "@example.org", "example.org")]
    [InlineData(AddressRuleKind.AllowedDomain, "*.Example.org", "*.example.org")]
    [InlineData(AddressRuleKind.BlockedDomain, "*.ru", "*.ru")]
    [InlineData(AddressRuleKind.AllowedDomain, "Bücher.example", "xn--bcher-kva.example")]
    [InlineData(AddressRuleKind.AllowedDomain, "*.bücher.example", "*.xn--bcher-kva.example")]
    [InlineData(AddressRuleKind.BlockedAddress, "Karl@BÜCHER.example", "karl@xn--bcher-kva.example")]
    [InlineData(AddressRuleKind.BlockedDomain, "org", null)]
    [InlineData(AddressRuleKind.BlockedDomain, "*", null)]
    [InlineData(AddressRuleKind.BlockedDomain, "*.", null)]
    [InlineData(AddressRuleKind.BlockedDomain, "a.*.example.org", null)]
    [InlineData(AddressRuleKind.BlockedDomain, "*.*.example.org", null)]
    [InlineData(AddressRuleKind.BlockedDomain, "karl@example.org", null)]
    [InlineData(AddressRuleKind.BlockedAddress, "example.org", null)]
    [InlineData(AddressRuleKind.BlockedAddress, "*@example.org", "*@example.org")]
    public void A_typed_line_is_read_as_it_is_compared(AddressRuleKind kind, string typed, string? expected) =>
        Assert.Equal(expected, AddressRule.Read(kind, typed));

    [Theory, OnBothDatabases]
    public async Task Many_are_pasted_at_once_and_what_is_no_line_is_handed_back(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var rules = world.Get<AddressRules>();

        var first = await rules.AddAsync(AddressRuleKind.BlockedDomain, "spam.example, Junk.Example;\r\nnot a domain\n*.junk.example junk.example", by: world.Ada);
        var second = await rules.AddAsync(AddressRuleKind.BlockedDomain, "junk.example other.example", by: world.Ada);

        Assert.Equal((3, 0, "not a domain"), (first.Done.Added, first.Done.Known, string.Join(' ', first.Done.Unread)));
        Assert.Equal((1, 1, 0), (second.Done.Added, second.Done.Known, second.Done.Unread.Count));
        Assert.Equal(["*.junk.example", "junk.example", "other.example", "spam.example"], (await rules.ListAsync(AddressRuleKind.BlockedDomain, null, by: world.Ada)).Done.Rows);
        Assert.Empty((await rules.ListAsync(AddressRuleKind.BlockedAddress, null, by: world.Ada)).Done.Rows);
        Assert.IsType<Missing>((await rules.AddAsync(AddressRuleKind.BlockedDomain, " ,; ", by: world.Ada)).Refusal);
        Assert.IsType<TooManyRules>((await rules.AddAsync(AddressRuleKind.BlockedDomain, string.Join(' ', Enumerable.Range(0, 2_001).Select(n => $"d{n}.example")), by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Many_lines_are_paged(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var rules = world.Get<AddressRules>();
        var all = Enumerable.Range(0, 250).Select(n => $"d{n:000}.example").ToList();
        await rules.AddAsync(AddressRuleKind.AllowedDomain, string.Join('\n', all), by: world.Ada);

        var listed = new List<string>();
        string? next = null;
        do
        {
            var page = (await rules.ListAsync(AddressRuleKind.AllowedDomain, next, by: world.Ada)).Done;
            listed.AddRange(page.Rows);
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(all, listed);
    }

    [Theory, OnBothDatabases]
    public async Task A_line_counts_from_the_next_knock_on_until_it_is_taken_away_and_both_are_audited(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var rules = world.Get<AddressRules>();
        async Task<RefusedBecause?> AskAsync(string address) =>
            (await world.Get<DoorTester>().AskAsync(address, null, by: world.Ada)).Done.Answers.Single(answer => answer.Door is Door.ForgottenPassword).Reason;

        await rules.AddAsync(AddressRuleKind.BlockedDomain, "*.spam.example", by: world.Ada);
        Assert.Equal(RefusedBecause.DomainIsBlocked, await AskAsync("a@deep.down.spam.example"));
        Assert.Equal(RefusedBecause.NotKnownHere, await AskAsync("a@spam.example"));

        Assert.True((await rules.RemoveAsync(AddressRuleKind.BlockedDomain, "*.spam.example", by: world.Ada)).IsDone);
        Assert.Equal(RefusedBecause.NotKnownHere, await AskAsync("a@deep.down.spam.example"));
        Assert.IsType<ChangedMeanwhile>((await rules.RemoveAsync(AddressRuleKind.BlockedDomain, "*.spam.example", by: world.Ada)).Refusal);

        var audit = await world.ReadAsync(db => db.Audit.OrderBy(entry => entry.Id).ToListAsync());
        Assert.Equal(
            ["Address rules: blocked domains, added: *.spam.example.", "Address rules: blocked domains, taken away: *.spam.example."],
            audit.TakeLast(2).OrderBy(entry => entry.What == Changes.AddressRuleRemoved).Select(entry => entry.Sentence(System.Globalization.CultureInfo.GetCultureInfo("en"))));
    }
}
