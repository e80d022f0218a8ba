using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Net.Http.Headers;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Customers;

/// <summary>The customer list as a file: streamed past the circuits, never whole in memory. Asked for by a form, because that it was taken is kept in the audit.</summary>
internal static class CustomerEndpoints
{
    public static void MapCustomers(this WebApplication app) =>
        app.MapPost("/desks/{deskKey}/people/customers/export", ExportAsync).RequireAuthorization();

    private static async Task ExportAsync(string deskKey, CustomerExport export, RightsNow rights, CurrentPerson person, TimeProvider clock, IAntiforgery antiforgery, HttpContext context)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var begun = await export.BeginAsync(rights.Current.DeskOf(deskKey)?.Id ?? Guid.Empty, person.By);
        if (begun.Refusal is { } no)
        {
            context.Response.StatusCode = no is NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
            return;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"customers-{begun.Done.Key}-{clock.GetUtcNow():yyyy-MM-dd}.csv");
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "private, no-store";
        await export.WriteAsync(begun.Done, context.Response.Body, context.RequestAborted);
    }
}
