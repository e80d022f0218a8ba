using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Blazor.Shell;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Areas.Identity.Pages;

/// <summary>What the pages of the area share: who asks, where to go next, and how a refusal is shown.</summary>
public abstract class AccountPage : PageModel
{
    /// <summary>Where the person was on the way to; used only when it is a page of this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Who asks.</summary>
    protected Actor By => Service<CurrentPerson>().By;

    /// <summary>A service, asked for where it is used: pages are made by the framework.</summary>
    protected T Service<T>()
        where T : notnull => HttpContext.RequestServices.GetRequiredService<T>();

    /// <summary>Logs a person in; null when done, else why not.</summary>
    protected Task<Refusal?> OpenSessionAsync(Guid accountId, bool isPersistent = false) => Accounts.SignIn.AsAsync(HttpContext, accountId, isPersistent);

    /// <summary>Carries one's session on after a change that ended all of them.</summary>
    protected Task KeepSessionAsync() => Accounts.SignIn.AnewAsync(HttpContext);

    /// <summary>Goes on to where the person was on the way to, or to where they begin.</summary>
    protected IActionResult GoOn(Guid? accountId) => LocalRedirect(SiteLinks.IsLocalPath(ReturnUrl) ? ReturnUrl! : StartOf.Person(accountId, Service<RightsNow>().Current));

    /// <summary>The page again, with the reason: at the field it belongs to, or above the form.</summary>
    /// <param name="why">Why it was refused.</param>
    /// <param name="fields">The fields of the form, in the order in which an empty one is meant.</param>
    protected PageResult Again(Refusal why, params (string Name, string? Value)[] fields)
    {
        RefusedForms.Mark(HttpContext, why);
        var field = why switch
        {
            NotAnAddress or DomainMayNotRegister or DomainMayNotBeUsed => "Email",
            WrongPassword => "CurrentPassword",
            PasswordTooShort or PasswordTooLong or PasswordTooCommon or SamePassword => fields.Any(f => f.Name == "NewPassword") ? "NewPassword" : "Password",
            WrongCode => "Code",
            TooLong => "FullName",
            CaptchaIsWanted or CaptchaIsWrong or CaptchaIsOver => CaptchaPage.WordField,
            Missing => fields.FirstOrDefault(f => string.IsNullOrWhiteSpace(f.Value)).Name,
            _ => null,
        };
        ModelState.AddModelError(field ?? "", Sentences.Of(why, CultureInfo.CurrentUICulture));
        return Page();
    }
}
