using System.Globalization;
using System.Resources;
using ServiceDesk.Domain.Api;

namespace ServiceDesk.Blazor.Api;

/// <summary>What scopes let a program do, in the words of the page that makes tokens.</summary>
internal static class ScopeWords
{
    private static readonly ResourceManager Texts = new(typeof(Accounts.Texts));

    /// <summary>The words for one.</summary>
    public static string Of(ApiScope scope, CultureInfo culture) => Texts.GetString($"Scope.{scope}", culture)!;
}
