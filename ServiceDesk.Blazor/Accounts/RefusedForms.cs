using System.Globalization;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>Gives a refused form the status that programs and proxies understand.</summary>
internal static class RefusedForms
{
    /// <summary>Too many tries are 429 with the time to wait; a database that is busy or away is 503; anything else is a page like any other.</summary>
    public static void Mark(HttpContext context, Refusal refusal)
    {
        if (refusal is TooMany tooMany)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = Math.Ceiling(tooMany.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
        else if (refusal is DatabaseIsBusy or DatabaseIsAway)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }
}
