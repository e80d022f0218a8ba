using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account.Manage;

/// <summary>Hands out what is kept of a person, to that person.</summary>
[Authorize]
public sealed class DownloadPersonalDataModel(PersonalData data) : AccountPage
{
    public IActionResult OnGet() => RedirectToPage("./PersonalData");

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await data.ExportAsync(by: By);
        return outcome.Match<IActionResult>(
            json => File(Encoding.UTF8.GetBytes(json), "application/json", "personal-data.json"),
            _ => NotFound());
    }
}
