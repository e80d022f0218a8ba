using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Blazor.Shell;
using ServiceDesk.Domain.Mail.Incoming;

namespace ServiceDesk.Blazor.Mail;

/// <summary>The originals of the mails that came, to be saved and never shown as a page of this site.</summary>
internal static class MailEndpoints
{
    public static void MapMail(this WebApplication app) =>
        app.MapGet("/desks/mail/{id:guid}/original", async (Guid id, IncomingLog log, CurrentPerson person, HttpContext context) =>
        {
            var found = await log.OpenOriginalAsync(id, person.By);
            if (found.IsDone)
            {
                await SavedFile.SendAsync(context, found.Done.FileName, found.Done.Bytes, log.ReadAsync(found.Done, context.RequestAborted));
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        }).RequireAuthorization();
}
