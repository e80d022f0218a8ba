using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Blazor.Shell;
using ServiceDesk.Domain.Mail.Incoming;

namespace ServiceDesk.Blazor.Mail;

/// <summary>The mails that came: whole, for a frame that may do nothing, and as originals, to be saved and never shown as a page of this site.</summary>
internal static class MailEndpoints
{
    public static void MapMail(this WebApplication app)
    {
        app.MapGet("/desks/mail/{id:guid}/whole", async (Guid id, MailsOnRequests mails, CurrentPerson person, HttpContext context, bool pictures = false) =>
            await MailFrame.SendAsync(context, await mails.OpenForStaffAsync(id, pictures, person.By, context.RequestAborted), pictures)).RequireAuthorization();
        app.MapGet("/portal/mail/{id:guid}/whole", async (Guid id, MailsOnRequests mails, CurrentPerson person, HttpContext context, bool pictures = false) =>
            await MailFrame.SendAsync(context, await mails.OpenForCustomerAsync(id, pictures, person.By, context.RequestAborted), pictures)).RequireAuthorization();
        app.MapGet("/desks/mail/{id:guid}/original", OriginalAsync).RequireAuthorization();
    }

    private static async Task OriginalAsync(Guid id, IncomingLog log, CurrentPerson person, HttpContext context)
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
    }
}
