using System.Globalization;

namespace ServiceDesk.Tests.Stage;

/// <summary>Where a run leaves what a person may want to look at afterwards.</summary>
public static class Results
{
    /// <summary>The folder named by TEST_RESULTS, else TestResults beside the tests' program; made when it is missing.</summary>
    public static string Folder { get; } = Directory.CreateDirectory(
        Environment.GetEnvironmentVariable("TEST_RESULTS") ?? Path.Combine(AppContext.BaseDirectory, "TestResults")).FullName;

    /// <summary>A path in the folder for something of the test that is running, named after it.</summary>
    public static string PathFor(string what, string extension)
    {
        var test = TestContext.Current.TestMethod;
        var name = string.Create(CultureInfo.InvariantCulture, $"{test?.TestClass.TestClassSimpleName}.{test?.MethodName}.{what}");
        return Path.Combine(Folder, string.Concat(name.Split(Path.GetInvalidFileNameChars())) + extension);
    }
}
