using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ServiceDesk.Tests.House;

public sealed partial class LayoutOfTheHouseTests
{
    private const int MostLines = 250;

    // Words of one project alone: what has no rule, no page or no table of its own.
    private static readonly string[] NotNouns = ["Vocabulary", "Data", "Shell", "Ui", "Workers", "Areas", "wwwroot", "Stage", "House", "Properties", "bin", "obj", "TestResults", "Journeys"];

    /// <summary>The folder of the solution.</summary>
    internal static readonly string Root = FindRoot();

    [Fact]
    public void No_file_is_longer_than_250_lines()
    {
        var long_ = SourceFiles("*.cs").Concat(SourceFiles("*.razor"))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Migrations{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => (Name: Path.GetRelativePath(Root, file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > MostLines);

        Assert.Empty(long_);
    }

    [Fact]
    public void The_domain_knows_no_web()
    {
        var web = SourceFiles("*.cs", "ServiceDesk.Domain").SelectMany(file => File.ReadLines(file)
            .Where(line => line.StartsWith("using Microsoft.AspNetCore.", StringComparison.Ordinal) && !line.StartsWith("using Microsoft.AspNetCore.Identity", StringComparison.Ordinal))
            .Select(line => $"{Path.GetFileName(file)}: {line}"));

        Assert.Empty(web);
    }

    [Fact]
    public void A_noun_of_the_pages_or_tests_is_a_noun_of_the_domain()
    {
        var nouns = FoldersOf("ServiceDesk.Domain");

        Assert.Empty(FoldersOf("ServiceDesk.Blazor").Concat(FoldersOf("ServiceDesk.Tests")).Except(nouns, StringComparer.Ordinal));
    }

    [Fact]
    public void No_folder_is_named_for_a_kind_of_code()
    {
        string[] vague = ["Services", "Models", "Helpers", "Common", "Interfaces", "Utils", "Managers"];

        Assert.DoesNotContain(
            Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories),
            folder => !IsBuilt(folder) && vague.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_text_a_page_asks_for_exists()
    {
        var missing =
            from file in SourceFiles("*.razor", "ServiceDesk.Blazor").Concat(SourceFiles("*.cs", "ServiceDesk.Blazor")).Concat(SourceFiles("*.cshtml", "ServiceDesk.Blazor"))
            from Match match in TextOfAPage().Matches(File.ReadAllText(file))
            let resource = TextsFor(file)
            where !KeysOf(resource).Contains(match.Groups["key"].Value)
            select $"{Path.GetRelativePath(Root, file)}: {match.Groups["key"].Value}";

        Assert.Empty(missing);
    }

    // Pages of the Identity UI live in their own area but speak with the words of accounts.
    private static string TextsFor(string file) => file.Contains("Areas", StringComparison.Ordinal)
        ? Path.Combine(Root, "ServiceDesk.Blazor", "Accounts", "Texts.resx")
        : Path.Combine(Path.GetDirectoryName(file)!, "Texts.resx");

    private static HashSet<string> KeysOf(string resource) => File.Exists(resource)
        ? XDocument.Load(resource).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet(StringComparer.Ordinal)
        : [];

    private static IEnumerable<string> SourceFiles(string pattern, string project = "") =>
        Directory.EnumerateFiles(Path.Combine(Root, project), pattern, SearchOption.AllDirectories).Where(file => !IsBuilt(file));

    private static IEnumerable<string> FoldersOf(string project) =>
        Directory.EnumerateDirectories(Path.Combine(Root, project)).Select(folder => Path.GetFileName(folder)!).Except(NotNouns, StringComparer.Ordinal);

    private static bool IsBuilt(string path) =>
        Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or ".git" or "TestResults");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ServiceDesk.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from within the source tree.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("""\bL\["(?<key>[^"]+)"[\],]""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TextOfAPage();
}
