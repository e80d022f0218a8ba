using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Tests.House;

public sealed partial class EveryLanguageIsCompleteTests
{
    // What a language says with the same words as the site's own, and texts that are nothing but what fills them.
    private static readonly Dictionary<string, string[]> SameWords = new(StringComparer.Ordinal)
    {
        ["de"] =
        [
            "Administrator", "Agent", "Code", "Computer", "Desk", "Desks", "Details", "Name", "Navigation", "Original", "Person", "Plus", "Port", "Portal", "Status", "Webhook", "Webhooks",
            "35", "[{0}] {1}", "Re: [{0}] {1}", "{0}, {1}, {2}, {3}.",
        ],
    };

    public static TheoryData<string> Others => [.. Languages.Spoken.Skip(1)];

    [Theory, MemberData(nameof(Others))]
    public void Every_text_is_there_and_none_besides(string language) => Assert.All(Resources(), own =>
        Assert.Equal(TextsOf(own).Keys.Order(StringComparer.Ordinal), TextsOf(In(language, own)).Keys.Order(StringComparer.Ordinal)));

    [Theory, MemberData(nameof(Others))]
    public void No_text_is_empty_or_filled_with_something_else(string language) => Assert.All(Pairs(language), pair =>
    {
        Assert.False(string.IsNullOrWhiteSpace(pair.Other), pair.Key);
        Assert.Equal((pair.Key, FillingsOf(pair.Own)), (pair.Key, FillingsOf(pair.Other)));
    });

    [Theory, MemberData(nameof(Others))]
    public void Only_the_words_on_the_list_are_the_same(string language) => Assert.Equal(
        SameWords[language].Order(StringComparer.Ordinal),
        Pairs(language).Where(pair => pair.Own == pair.Other).Select(pair => pair.Own).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void A_language_that_is_begun_is_spoken() => Assert.Equal(
        Languages.Spoken.Skip(1).Order(StringComparer.Ordinal),
        Files("Texts.*.resx").Select(file => Path.GetFileName(file).Split('.')[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Others))]
    public void What_is_written_in_the_house_is_what_is_said(string language) =>
        Assert.All(Resources().Where(own => own.Contains("ServiceDesk.Domain", StringComparison.Ordinal)), own =>
        {
            var feature = typeof(Languages).Assembly.GetTypes().First(type => type.Namespace == Path.GetRelativePath(LayoutOfTheHouseTests.Root, Path.GetDirectoryName(own)!).Replace(Path.DirectorySeparatorChar, '.'));
            Assert.All(TextsOf(In(language, own)), text => Assert.Equal(text.Value, Sentences.Of(feature, text.Key, CultureInfo.GetCultureInfo(language)).ReplaceLineEndings("\n")));
        });

    private static IEnumerable<(string Key, string Own, string Other)> Pairs(string language) =>
        from own in Resources()
        let others = TextsOf(In(language, own))
        from text in TextsOf(own)
        where others.ContainsKey(text.Key)
        select ($"{Path.GetRelativePath(LayoutOfTheHouseTests.Root, own)}: {text.Key}", text.Value, others[text.Key]);

    private static string FillingsOf(string text) => string.Join(' ', Filling().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static List<string> Resources() => [.. Files("Texts.resx")];

    private static IEnumerable<string> Files(string pattern) => new[] { "ServiceDesk.Domain", "ServiceDesk.Blazor" }
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(LayoutOfTheHouseTests.Root, project), pattern, SearchOption.AllDirectories))
        .Where(file => !Path.GetRelativePath(LayoutOfTheHouseTests.Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string In(string language, string own) => Path.ChangeExtension(own, $".{language}.resx");

    private static Dictionary<string, string> TextsOf(string resource) => !File.Exists(resource) ? [] : XDocument.Load(resource).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value.ReplaceLineEndings("\n"), StringComparer.Ordinal);

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Filling();
}
