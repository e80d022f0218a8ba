using System.Globalization;
using Microsoft.Extensions.Localization;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Customers;

/// <summary>What is said of somebody who is to be put on a list without a mail.</summary>
internal static class SilentSentences
{
    /// <summary>The sentence before it happens.</summary>
    public static string Of(SilentResult line, IStringLocalizer<Texts> texts) => WhyNot(line) ?? line switch
    {
        { Effect: SilentEffect.Made } => texts["Adding.Made"],
        { Effect: SilentEffect.AlreadyHere } => texts["Adding.AlreadyHere"],
        _ => texts["Adding.Joined"],
    };

    /// <summary>Why nothing happens; null when something does.</summary>
    public static string? WhyNot(SilentResult line) => line switch
    {
        { Problem: { } problem } => Sentences.Of(problem, CultureInfo.CurrentUICulture),
        { Reason: { } reason } => Sentences.Of(typeof(RuleBook), $"{reason}", CultureInfo.CurrentUICulture),
        _ => null,
    };
}
