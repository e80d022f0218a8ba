using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Domain.Notifications;

namespace ServiceDesk.Blazor.Areas.Identity.Pages;

/// <summary>
/// Ending the mails about a request by the link in one of them. Looking at it changes nothing; one post does, also a mail program's own
/// (RFC 8058), which has neither a log-in nor this page's form: the link alone says who asks.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class StopMailsModel(NotificationSettings notifications) : AccountPage
{
    /// <summary>Which mails; null when the link is none of ours.</summary>
    public StoppedMails? Mails { get; private set; }

    public async Task OnGetAsync(string token) => Show(await notifications.FindStopAsync(token));

    public async Task OnPostAsync(string token) => Show(await notifications.StopAsync(token));

    private void Show(Domain.Vocabulary.Outcome<StoppedMails> outcome)
    {
        Mails = outcome.IsDone ? outcome.Done : null;
        if (outcome.Refusal is Domain.Vocabulary.NotFound)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (outcome.Refusal is { } no)
        {
            Again(no);
        }
    }
}
