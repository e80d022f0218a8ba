using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Shell;

/// <summary>Says one sentence to the person, after something they did.</summary>
public sealed class Notice(NotificationService notifications, IStringLocalizer<Texts> L)
{
    private const double ShortMilliseconds = 5_000;
    private const double LongMilliseconds = 12_000;

    /// <summary>It is done.</summary>
    public void Done(string sentence) => Show(NotificationSeverity.Success, sentence, ShortMilliseconds);

    /// <summary>It is done, and one button takes it back for as long as the sentence stands.</summary>
    /// <param name="sentence">What was done.</param>
    /// <param name="undo">Takes it back; why it cannot be is said in its place.</param>
    public void Done(string sentence, Func<Task<Outcome<Done>>> undo)
    {
        var message = new NotificationMessage { Severity = NotificationSeverity.Success, Summary = sentence, Duration = LongMilliseconds };
        async Task TakeBackAsync()
        {
            notifications.Messages.Remove(message);
            var outcome = await undo();
            if (outcome.IsDone)
            {
                Done(L["Undone"]);
            }
            else
            {
                Problem(outcome.Refusal);
            }
        }

        message.SummaryContent = _ => builder =>
        {
            builder.AddContent(0, sentence);
            builder.OpenElement(1, "button");
            builder.AddAttribute(2, "type", "button");
            builder.AddAttribute(3, "class", "button small");
            builder.AddAttribute(4, "onclick", EventCallback.Factory.Create(this, TakeBackAsync));
            builder.AddContent(5, L["Undo"]);
            builder.CloseElement();
        };
        Show(message);
    }

    /// <summary>It was refused, and why.</summary>
    public void Problem(Refusal refusal) => Problem(Sentences.Of(refusal, CultureInfo.CurrentUICulture));

    /// <summary>Something is the matter.</summary>
    public void Problem(string sentence) => Show(NotificationSeverity.Warning, sentence, LongMilliseconds);

    private void Show(NotificationSeverity severity, string sentence, double milliseconds) =>
        Show(new NotificationMessage { Severity = severity, Summary = sentence, Duration = milliseconds, CloseOnClick = true });

    // After the page has drawn what was done: who reads "saved" may leave at once, and must not be asked about what the page still shows as unsaved.
    private void Show(NotificationMessage message) =>
        (SynchronizationContext.Current ?? new SynchronizationContext()).Post(_ => notifications.Notify(message), null);
}
