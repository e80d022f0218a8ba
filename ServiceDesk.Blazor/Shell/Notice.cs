using System.Globalization;
using Radzen;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Shell;

/// <summary>Says one sentence to the person, after something they did.</summary>
public sealed class Notice(NotificationService notifications)
{
    private const double ShortMilliseconds = 5_000;
    private const double LongMilliseconds = 12_000;

    /// <summary>It is done.</summary>
    public void Done(string sentence) => Show(NotificationSeverity.Success, sentence, ShortMilliseconds);

    /// <summary>It was refused, and why.</summary>
    public void Problem(Refusal refusal) => Problem(Sentences.Of(refusal, CultureInfo.CurrentUICulture));

    /// <summary>Something is the matter.</summary>
    public void Problem(string sentence) => Show(NotificationSeverity.Warning, sentence, LongMilliseconds);

    // After the page has drawn what was done: who reads "saved" may leave at once, and must not be asked about what the page still shows as unsaved.
    private void Show(NotificationSeverity severity, string sentence, double milliseconds) =>
        (SynchronizationContext.Current ?? new SynchronizationContext()).Post(_ => notifications.Notify(new NotificationMessage
        {
            Severity = severity,
            Summary = sentence,
            Duration = milliseconds,
            CloseOnClick = true,
        }), null);
}
