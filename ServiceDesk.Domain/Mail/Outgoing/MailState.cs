namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>What has become of a mail.</summary>
public enum MailState
{
    /// <summary>It will be handed to the mail server, for the first time or again.</summary>
    Waiting,

    /// <summary>There is no mail server: it is kept, for administrators to open.</summary>
    Kept,

    /// <summary>The mail server took it, or its link was used, so that it has arrived.</summary>
    Delivered,

    /// <summary>It was given up.</summary>
    Failed,

    /// <summary>It was not sent, because its link was replaced, taken back or expired before.</summary>
    Withdrawn,

    /// <summary>It was not sent, because mails of its kind are switched off.</summary>
    SwitchedOff,
}

internal static class MailStates
{
    /// <summary>The state of a mail.</summary>
    public static MailState StateOf(this OutboxMail mail, bool hasServer) => mail switch
    {
        { DeliveredAt: not null, NextTryAt: null } => MailState.Delivered,
        { GivenUpAt: not null, LastProblem: MailProblem.SwitchedOff } => MailState.SwitchedOff,
        { GivenUpAt: not null } => MailState.Failed,
        { NextTryAt: null } => MailState.Withdrawn,
        _ => hasServer ? MailState.Waiting : MailState.Kept,
    };

    /// <summary>The mails in a state.</summary>
    public static IQueryable<OutboxMail> In(this IQueryable<OutboxMail> mails, MailState state, bool hasServer) => state switch
    {
        MailState.Delivered => mails.Where(mail => mail.DeliveredAt != null && mail.NextTryAt == null),
        MailState.Failed => mails.Where(mail => mail.GivenUpAt != null && mail.LastProblem != MailProblem.SwitchedOff),
        MailState.SwitchedOff => mails.Where(mail => mail.GivenUpAt != null && mail.LastProblem == MailProblem.SwitchedOff),
        MailState.Withdrawn => mails.Where(mail => mail.NextTryAt == null && mail.DeliveredAt == null && mail.GivenUpAt == null),
        MailState.Waiting => mails.Where(mail => hasServer && mail.NextTryAt != null),
        _ => mails.Where(mail => !hasServer && mail.NextTryAt != null),
    };
}
