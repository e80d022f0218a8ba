using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Domain.Notifications;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account.Manage;

/// <summary>Of what of their requests a person is mailed.</summary>
[Authorize]
public sealed class NotificationsModel(NotificationSettings notifications) : AccountPage
{
    /// <summary>What was chosen, and what there is to choose.</summary>
    public NotificationsNow? Now { get; private set; }

    /// <summary>Whether it was just saved.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>What there is to choose, by what one is to the request.</summary>
    public IEnumerable<(string Legend, IReadOnlyList<Notification> Choices)> Groups =>
    [
        ("AsCustomer", [.. Now!.Offered.Where(Notifications.OfCustomers.Contains)]),
        .. Now.Offered.Any(Notifications.OfStaff.Contains) ? [("AsStaff", [.. Now.Offered.Where(Notifications.OfStaff.Contains)])] : Array.Empty<(string, IReadOnlyList<Notification>)>(),
    ];

    public Task<IActionResult> OnGetAsync(bool saved)
    {
        IsSaved = saved;
        return ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync(Notification[] wanted)
    {
        var outcome = await notifications.ChooseAsync(wanted.Aggregate(Notification.None, (all, one) => all | one), by: By);
        if (outcome.Refusal is not { } no)
        {
            return RedirectToPage(new { saved = true });
        }

        Again(no);
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (await notifications.NowAsync(by: By) is not { IsDone: true, Done: var now })
        {
            return NotFound();
        }

        Now = now;
        return Page();
    }
}
