using System.Globalization;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>What is the matter with a mail that no mail server has said; each has a sentence in the Texts of this folder, and is kept by its name.</summary>
public static class MailProblem
{
    /// <summary>The server did not answer in time.</summary>
    public const string NoAnswerInTime = nameof(NoAnswerInTime);

    /// <summary>It lay for days without being tried, such as while there was no mail server.</summary>
    public const string Overdue = nameof(Overdue);

    /// <summary>The keys its link was sealed with are gone.</summary>
    public const string LinkIsUnreadable = nameof(LinkIsUnreadable);

    /// <summary>The address has a form that no mail can carry.</summary>
    public const string AddressCannotBeWritten = nameof(AddressCannotBeWritten);

    /// <summary>Mails of this kind are not sent: an administrator switched them off.</summary>
    public const string SwitchedOff = nameof(SwitchedOff);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlySet<string> All = new HashSet<string>(StringComparer.Ordinal) { NoAnswerInTime, Overdue, LinkIsUnreadable, AddressCannotBeWritten, SwitchedOff };

    /// <summary>What is the matter, in the reader's language where it was not the mail server who said it; null when nothing is.</summary>
    public static string? WordsOf(string? problem, CultureInfo culture) =>
        problem is not null && All.Contains(problem) ? Sentences.Of(typeof(MailProblem), problem, culture) : problem;
}
