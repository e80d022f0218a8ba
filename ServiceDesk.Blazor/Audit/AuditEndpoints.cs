using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Audit;

/// <summary>The audit as a file: streamed page by page, so that its length costs no memory.</summary>
internal static class AuditEndpoints
{
    // Spreadsheets take a file for UTF-8 by this mark alone.
    private const string Utf8Mark = "\uFEFF";

    public static void MapAudit(this WebApplication app)
    {
        app.MapGet("/admin/audit.csv", (Guid? desk, string? person, string? what, DateTimeOffset? from, DateTimeOffset? until, AuditLog log, CurrentPerson who, HttpContext context) =>
            WriteAsync(new AuditFilter(desk, person, what, from, until), "audit.csv", log, who.By, context)).RequireAuthorization();
        app.MapGet("/desks/{key}/audit.csv", (string key, string? person, string? what, DateTimeOffset? from, DateTimeOffset? until, RightsNow rights, AuditLog log, CurrentPerson who, HttpContext context) =>
            WriteAsync(new AuditFilter(rights.Current.DeskOf(key)?.Id ?? Guid.Empty, person, what, from, until), "desk-audit.csv", log, who.By, context)).RequireAuthorization();
    }

    /// <summary>The question mark and what follows it, for the file of the entries a filter leaves.</summary>
    public static string QueryOf(AuditFilter filter) => QueryHelpers.AddQueryString("", new Dictionary<string, string?>
    {
        ["desk"] = filter.DeskId?.ToString(),
        ["person"] = filter.Person,
        ["what"] = filter.What,
        ["from"] = filter.From?.ToString("O", CultureInfo.InvariantCulture),
        ["until"] = filter.Until?.ToString("O", CultureInfo.InvariantCulture),
    }.Where(part => !string.IsNullOrEmpty(part.Value)));

    private static async Task WriteAsync(AuditFilter filter, string fileName, AuditLog log, Actor by, HttpContext context)
    {
        var page = filter.DeskId == Guid.Empty ? new NotFound() : await log.ReadAsync(filter, after: null, by);
        if (!page.IsDone)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var headers = context.Response.Headers;
        headers.ContentDisposition = $"attachment; filename={fileName}";
        headers.ContentType = "text/csv; charset=utf-8";
        headers.CacheControl = "private, no-store";
        var culture = CultureInfo.CurrentUICulture;
        await context.Response.WriteAsync(Utf8Mark + AuditCsv.Head(culture), Encoding.UTF8, context.RequestAborted);
        while (page.IsDone)
        {
            await context.Response.WriteAsync(string.Concat(page.Done.Rows.Select(row => AuditCsv.Line(row, culture))), Encoding.UTF8, context.RequestAborted);
            if (page.Done.Next is not { } next)
            {
                return;
            }

            page = await log.ReadAsync(filter, next, by);
        }

        // The right was taken away meanwhile: a file that ends like a whole one would be believed.
        context.Abort();
    }
}
