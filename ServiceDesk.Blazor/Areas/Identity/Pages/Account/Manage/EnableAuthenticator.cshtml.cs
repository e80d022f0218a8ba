using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using QRCoder;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account.Manage;

/// <summary>Turning the second factor on. The key travels sealed in the form until a code shows that the app has it: looking changes nothing.</summary>
[Authorize]
public sealed class EnableAuthenticatorModel(TwoFactor twoFactor, Profiles profiles, SiteLinks links, IDataProtectionProvider protection) : AccountPage
{
    private const int PixelsPerModule = 5;
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromMinutes(30);

    /// <summary>The key, sealed for this person.</summary>
    [BindProperty]
    public string? SealedKey { get; set; }

    /// <summary>The app's code, as typed.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The present password, as typed.</summary>
    [BindProperty]
    public string? CurrentPassword { get; set; }

    /// <summary>The key in clear, to be typed into an app that cannot scan.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The key as a picture, to be scanned.</summary>
    public string Picture { get; private set; } = "";

    /// <summary>The recovery codes, shown this once; null until it is on.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await twoFactor.StateAsync(by: By) is not { IsDone: true, Done.IsOn: false })
        {
            return RedirectToPage("./TwoFactorAuthentication");
        }

        return await ShowAsync(TimeCode.NewKey());
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var key = OpenKey();
        var outcome = await twoFactor.EnableAsync(CurrentPassword, key, Code, by: By);
        if (outcome.Refusal is { } no)
        {
            Again(no, (nameof(CurrentPassword), CurrentPassword));
            return await ShowAsync(key ?? TimeCode.NewKey());
        }

        await KeepSessionAsync();
        Codes = outcome.Done;
        return Page();
    }

    private async Task<IActionResult> ShowAsync(string key)
    {
        if (await profiles.OfAsync(by: By) is not { IsDone: true, Done: var person })
        {
            return NotFound();
        }

        using var code = QRCodeGenerator.GenerateQrCode(TimeCode.LinkOf(key, person.Address, links.PublicUrl.Authority), QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        Key = key;
        Picture = $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(PixelsPerModule))}";
        SealedKey = Seal().Protect(key, KeyLifetime);
        ModelState.Remove(nameof(SealedKey));
        return Page();
    }

    private string? OpenKey()
    {
        try
        {
            return SealedKey is null ? null : Seal().Unprotect(SealedKey);
        }
        catch (CryptographicException)
        {
            return null; // too old, or another person's: a new key is shown
        }
    }

    private ITimeLimitedDataProtector Seal() => protection.CreateProtector("ServiceDesk.AuthenticatorKey", By.AccountId.ToString()!).ToTimeLimitedDataProtector();
}
