using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Blazor.Shell;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Requests;

/// <summary>Files on their way in and out: streamed, past the circuits, never whole in memory.</summary>
internal static class RequestEndpoints
{
    private const string FileNameHeader = "X-File-Name";

    public static void MapRequests(this WebApplication app)
    {
        app.MapPost("/portal/attachments", UploadAsync).RequireAuthorization();
        app.MapGet("/portal/attachments/{id:guid}", async (Guid id, Attachments attachments, CurrentPerson person, HttpContext context) =>
            await DownloadAsync(await attachments.FindForCustomerAsync(id, person.By), attachments, context)).RequireAuthorization();
        app.MapGet("/desks/attachments/{id:guid}", async (Guid id, Attachments attachments, CurrentPerson person, HttpContext context) =>
            await DownloadAsync(await attachments.FindForStaffAsync(id, person.By), attachments, context)).RequireAuthorization();
    }

    private static async Task<IResult> UploadAsync(HttpContext context, IAntiforgery antiforgery, Uploads uploads, CurrentPerson person, IOptions<RequestOptions> options)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.Json(new Problem(null), statusCode: StatusCodes.Status400BadRequest);
        }

        var name = Uri.UnescapeDataString(context.Request.Headers[FileNameHeader].ToString());
        if (context.Request.ContentLength > options.Value.AttachmentBytes)
        {
            return Refused(context, new FileIsTooLarge(name, FileSize.Limit(options.Value.AttachmentBytes)));
        }

        // The domain reads no further than the limit; the server's own limit knows nothing of the setting.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        var outcome = await uploads.TakeAsync(name, context.Request.ContentType, context.Request.Body, person.By, context.RequestAborted);
        return outcome.Match(done: file => Results.Json(file), refused: why => Refused(context, why));
    }

    private static async Task DownloadAsync(Outcome<AttachedFile> found, Attachments attachments, HttpContext context)
    {
        if (!found.IsDone)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await SavedFile.SendAsync(context, found.Done.FileName, found.Done.Bytes, attachments.ReadAsync(found.Done, context.RequestAborted));
    }

    private static IResult Refused(HttpContext context, Refusal why)
    {
        context.Response.StatusCode = why is FileIsTooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
        RefusedForms.Mark(context, why);
        return Results.Json(new Problem(Sentences.Of(why, CultureInfo.CurrentUICulture)), statusCode: context.Response.StatusCode);
    }

    /// <summary>Why a file was not taken.</summary>
    /// <param name="Sentence">The sentence; null when the page itself is too old to be answered.</param>
    private sealed record Problem([property: System.Text.Json.Serialization.JsonPropertyName("problem")] string? Sentence);
}
