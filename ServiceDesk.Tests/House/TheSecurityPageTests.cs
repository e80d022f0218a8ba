using System.Reflection;
using System.Text.RegularExpressions;

namespace ServiceDesk.Tests.House;

/// <summary>docs/security.md says of each requirement which test shows it: the tests it names are there.</summary>
public sealed partial class TheSecurityPageTests
{
    private static readonly string[] Rows = [.. File.ReadLines(Path.Combine(LayoutOfTheHouseTests.Root, "docs", "security.md")).Where(line => Requirement().IsMatch(line))];

    [Fact]
    public void Every_test_it_names_exists()
    {
        var tests = typeof(TheSecurityPageTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttributes<FactAttribute>().Any()).Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        var named = Rows.SelectMany(row => NamedTest().Matches(row)).Select(match => match.Groups["test"].Value).Distinct();

        Assert.Empty(named.Except(tests));
    }

    [Fact]
    public void Every_requirement_names_a_test_or_says_why_there_is_none()
    {
        Assert.True(Rows.Length > 60, $"Only {Rows.Length} rows were found.");
        Assert.All(Rows, row => Assert.True(NamedTest().IsMatch(row) || Reason().IsMatch(row), row));
    }

    [GeneratedRegex(@"^\| [0-9N]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Requirement();

    [GeneratedRegex(@"`(?<test>\w+Tests\.\w+)`", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"\| (No test|Not yet|Not here): ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reason();
}
