using System.Globalization;
using Microsoft.Extensions.Localization;
using ServiceDesk.Blazor.Mail;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Customers;

/// <summary>What is said of an address that is invited, or was: wherever it is said, in the same words.</summary>
internal static class InviteSentences
{
    /// <summary>The sentence for a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isResult">Whether it has happened.</param>
    /// <param name="texts">The sentences.</param>
    /// <param name="mails">What mails are called.</param>
    public static string Of(InviteLine line, bool isResult, IStringLocalizer<Texts> texts, IStringLocalizer<Mail.Texts> mails) => line switch
    {
        { Reason: { } reason } => Sentences.Of(typeof(RuleBook), $"{reason}", CultureInfo.CurrentUICulture) + (reason is RefusedBecause.AccountIsDeactivated ? "" : " " + texts["NoMail"]),
        { Refusal: { } refusal } => Sentences.Of(refusal, CultureInfo.CurrentUICulture),
        { SwitchedOff: { } kind } => texts[$"{Part(isResult)}.{(line.IsInvited ? "InvitedWithoutMail" : "AddedWithoutMail")}", MailNames.Of(kind, mails)],
        _ => texts[$"{Part(isResult)}.{line.Effect}"],
    };

    private static string Part(bool isResult) => isResult ? "Result" : "Preview";
}
