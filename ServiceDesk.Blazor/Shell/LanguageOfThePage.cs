using Microsoft.AspNetCore.Localization;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Shell;

/// <summary>In which language a page speaks: the one the person chose for their account, else what the browser asks for, else the site's.</summary>
internal sealed class LanguageOfThePage : RequestCultureProvider
{
    public static void Choose(RequestLocalizationOptions options)
    {
        options
            .SetDefaultCulture(Languages.OfTheSite)
            .AddSupportedCultures([.. Languages.Spoken])
            .AddSupportedUICultures([.. Languages.Spoken]);

        // Not by an address or a cookie: a link somebody sends does not change the language one reads in.
        options.RequestCultureProviders = [new LanguageOfThePage(), new AcceptLanguageHeaderRequestCultureProvider()];
    }

    public override async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var session = await httpContext.RequestServices.GetRequiredService<Sessions>().OfAsync(httpContext.User);
        return session?.Language is { } chosen ? new ProviderCultureResult(chosen) : null;
    }
}
