using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Tests.Access;

// What is asked for on the desk, and what hangs on it.
internal sealed partial class RoleScene
{
    /// <summary>A request of Karl's.</summary>
    public Task<Request> RequestAsync() => RequestAsync(mailId: null);

    // One that a mail became has the mail's id.
    private async Task<Request> RequestAsync(Guid? mailId)
    {
        var request = await World.ReadAsync(async db =>
        {
            var number = await db.Requests.CountAsync(r => r.DeskId == Desk.Id) + 10_000;
            return new Request
            {
                Id = mailId ?? Guid.CreateVersion7(),
                MailId = mailId,
                DeskId = Desk.Id,
                Number = number,
                Key = $"{Desk.Key}-{number}",
                TypeId = Type,
                ReporterId = Karl,
                Summary = "No paper",
                Description = "",
                RaisedAt = World.Now,
                ChangedAt = World.Now,
                ChangedPubliclyAt = World.Now,
            };
        });
        await World.ChangeAsync(db => Task.FromResult(db.Requests.Add(request)));
        return request;
    }

    /// <summary>Somebody's file: on a request, or not sent yet.</summary>
    public Task<Guid> FileAsync(Guid uploader, Request? on = null) => FileAsync(uploader, on, null);

    /// <summary>A file of a comment among staff.</summary>
    public async Task<Guid> InternalFileAsync()
    {
        var request = await RequestAsync();
        var comment = new Comment { Id = Guid.CreateVersion7(), RequestId = request.Id, AuthorId = Nora, Text = "note", IsInternal = true, WrittenAt = World.Now };
        await World.ChangeAsync(db => Task.FromResult(db.Comments.Add(comment)));
        return await FileAsync(Nora, request, comment);
    }

    private async Task<Guid> FileAsync(Guid uploader, Request? on, Comment? comment)
    {
        var file = new Attachment { Id = Guid.CreateVersion7(), UploadedById = uploader, FileName = "a.txt", ContentType = "", AddedAt = World.Now, Bytes = 1 };
        if (on is not null)
        {
            file.Send(on.Id, comment);
        }

        await World.ChangeAsync(db => Task.FromResult(db.Attachments.Add(file)));
        return file.Id;
    }
}
