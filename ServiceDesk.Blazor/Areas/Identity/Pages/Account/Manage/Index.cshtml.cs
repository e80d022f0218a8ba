using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account.Manage;

/// <summary>A person's own profile.</summary>
[Authorize]
public sealed class IndexModel(Profiles profiles, AddressChanges changes) : AccountPage
{
    /// <summary>The languages to choose from, each in its own words.</summary>
    public static IReadOnlyList<(string Name, string Label)> Languages { get; } =
        [.. Domain.Vocabulary.Languages.Spoken.Select(name => (name, CultureInfo.GetCultureInfo(name).NativeName))];

    /// <summary>The time zones to choose from.</summary>
    public static IReadOnlyList<string> TimeZones { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId && zone.Id.Contains('/', StringComparison.Ordinal)).Select(zone => zone.Id).Order(StringComparer.Ordinal)];

    /// <summary>The address, which is not changed here.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The name, as typed.</summary>
    [BindProperty]
    public string? FullName { get; set; }

    /// <summary>The language; empty follows the browser.</summary>
    [BindProperty]
    public string? Language { get; set; }

    /// <summary>The time zone; empty follows the browser.</summary>
    [BindProperty]
    public string? TimeZone { get; set; }

    /// <summary>As of which version the profile was read.</summary>
    [BindProperty]
    public string? Version { get; set; }

    /// <summary>Whether it was just saved.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>Whether the address waits to be proved.</summary>
    public bool IsUnproved { get; private set; }

    /// <summary>Whether a mail to prove it was just asked for.</summary>
    public bool IsAsked { get; private set; }

    public async Task<IActionResult> OnGetAsync(bool saved, bool asked)
    {
        (IsSaved, IsAsked) = (saved, asked);
        return await ShowAsync(profile => (FullName, Language, TimeZone, Version) = (profile.FullName, profile.Language, profile.TimeZone, profile.Version));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await profiles.EditAsync(new Profile("", FullName, Language, TimeZone, Version ?? ""), by: By);
        if (outcome.Refusal is not { } no)
        {
            Service<Sessions>().Forget(By.AccountId!.Value);
            return RedirectToPage(new { saved = true });
        }

        Again(no, (nameof(FullName), FullName));

        // What was typed stays; after a change by somebody else the next save is one on what is there now.
        return await ShowAsync(profile => Version = profile.Version);
    }

    public async Task<IActionResult> OnPostProveAsync()
    {
        var outcome = await changes.AskProofAsync(by: By);
        if (outcome.Refusal is not { } no)
        {
            return RedirectToPage(new { asked = true });
        }

        Again(no);
        return await ShowAsync(profile => (FullName, Language, TimeZone, Version) = (profile.FullName, profile.Language, profile.TimeZone, profile.Version));
    }

    private async Task<IActionResult> ShowAsync(Action<Profile> show)
    {
        if (await profiles.OfAsync(by: By) is not { IsDone: true, Done: var profile })
        {
            return NotFound();
        }

        Email = profile.Address;
        IsUnproved = await changes.IsUnprovedAsync(by: By);
        show(profile);
        ModelState.Remove(nameof(Version));
        return Page();
    }
}
