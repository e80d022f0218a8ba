namespace ServiceDesk.Domain.Mail.Reports;

/// <summary>Whether a machine sent a message. To all but a person's own, nothing is ever answered automatically.</summary>
public enum Automation
{
    /// <summary>A person sent it, as far as can be seen.</summary>
    None,

    /// <summary>A machine answered in a person's place, such as a note that somebody is away.</summary>
    Answer,

    /// <summary>A machine sent it of its own accord: a list, a notification, a report.</summary>
    Notice,
}
