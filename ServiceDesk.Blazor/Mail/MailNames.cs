using Microsoft.Extensions.Localization;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Templates;

namespace ServiceDesk.Blazor.Mail;

/// <summary>What kinds of mail are called, and what breaks without them.</summary>
internal static class MailNames
{
    /// <summary>The name of a kind.</summary>
    public static string Of(MailKind kind, IStringLocalizer<Texts> texts) => texts[$"Kind.{kind}"];

    /// <summary>What no longer works when it is not sent: a kind with a link is a step of a way, any other is news.</summary>
    public static string BreaksOf(MailKind kind, IStringLocalizer<Texts> texts) =>
        texts[$"Breaks.{kind}"] is { ResourceNotFound: false } own ? own : texts[kind.HasLink() ? "BreaksWithLink" : "BreaksNews"];
}
