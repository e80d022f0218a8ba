using Microsoft.Extensions.Options;
using ServiceDesk.Blazor.Shell;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>What is written on requests, and the files that go with it.</summary>
internal static class CommentsApi
{
    private const int Tries = 3;
    private const int NoVersion = -1;

    private static readonly Dictionary<Type, string> Places = new()
    {
        [typeof(NothingWritten)] = "/text",
        [typeof(TextIsTooLong)] = "/text",
        [typeof(TooManyFiles)] = "/attachmentIds",
        [typeof(FileIsGone)] = "/attachmentIds",
    };

    public static void MapComments(this RouteGroupBuilder api)
    {
        api.MapGet("/requests/{key}/comments", ListAsync).WithTags("Comments").Produces<PageJson<CommentJson>>()
            .Offers(new(ApiScope.RequestsRead), "listComments", "What was written on a request, the latest first. Customers never see internal comments.");
        api.MapPost("/requests/{key}/comments", WriteAsync).WithTags("Comments").Produces<CommentJson>(StatusCodes.Status201Created)
            .OffersPost(new(ApiScope.RequestsWrite) { TakesVersion = false, Example = """{"text": "Have you tried another tray?", "internal": true}""", Places = Places },
                "writeComment", "Answers publicly, or as staff writes internally. With If-Match, nothing is written on a request that has changed since.");
        api.MapPost("/attachments", UploadAsync).WithTags("Attachments").Produces<AttachmentJson>(StatusCodes.Status201Created)
            .Accepts<Stream>("application/octet-stream", "*/*")
            .OffersPost(new(ApiScope.RequestsWrite) { FileType = "application/octet-stream", MostBytes = own => own.GetRequiredService<IOptions<RequestOptions>>().Value.AttachmentBytes, ExampleQuery = "?fileName=notes.txt", Example = "The paper is thin." },
                "uploadAttachment", "Takes a file, as it is, to be sent with a request or comment within a day; it can be read once it is.");
        api.MapGet("/attachments/{id:guid}", DownloadAsync).WithTags("Attachments").Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream")
            .Offers(new(ApiScope.RequestsRead), "downloadAttachment", "A file, once it was sent with a request or comment.");
    }

    private static async Task<IResult> ListAsync(string key, string? cursor, int? limit, ApiCall call, AgentRequests agents, CustomerRequests customers)
    {
        var page = call.PageOf(cursor, limit);
        if (page.Refusal is { } no)
        {
            return new RefusedCall(no);
        }

        var staff = await agents.OpenAsync(key, call.By, page.Done.Most, page.Done.After);
        var conversation = staff.IsDone
            ? staff.Done.Conversation
            : (await customers.OpenAsync(key, call.By, page.Done.Most, page.Done.After)).Match<Outcome<Conversation>>(own => own.Conversation, why => why);
        return conversation.Match<IResult>(
            said => TypedResults.Ok(new PageJson<CommentJson>([.. said.Comments.Reverse().Select(CommentJson.Of)], call.CursorOf(said.Earlier))),
            why => new RefusedCall(why));
    }

    private static async Task<IResult> WriteAsync(string key, NewCommentJson body, ApiCall call, AgentRequests agents, CustomerRequests customers)
    {
        var written = await WriteAsStaffAsync(key, body, call, agents) is { } byStaff ? byStaff : await WriteAsCustomerAsync(key, body, call, customers);
        if (written.Refusal is { } no)
        {
            return new RefusedCall(no);
        }

        var staff = await agents.OpenAsync(key, call.By);
        var said = staff.IsDone ? staff.Done.Conversation : (await customers.OpenAsync(key, call.By)).Match(own => own.Conversation, _ => new Conversation([], [], false));
        return said.Comments.FirstOrDefault(comment => comment.Id == call.NewId) is { } found
            ? TypedResults.Created($"{ApiGate.Root}/requests/{key.ToUpperInvariant()}/comments", CommentJson.Of(found))
            : new RefusedCall(new NotFound());
    }

    // Null where the caller is not of the desk's staff.
    private static async Task<Outcome<Done>?> WriteAsStaffAsync(string key, NewCommentJson body, ApiCall call, AgentRequests agents)
    {
        for (var left = Tries; ; left--)
        {
            if (await agents.OpenAsync(key, call.By, mostComments: 1) is not { IsDone: true, Done: var seen })
            {
                return null;
            }

            if (body.Internal && !call.Takes(seen.Version))
            {
                return new ChangedMeanwhile();
            }

            // Of a reply the operation itself asks, after it has looked whether it is there already.
            var comment = new NewComment(call.NewId, seen.Id, body.Text, body.AttachmentIds ?? []);
            var outcome = body.Internal ? await agents.NoteAsync(comment, call.By) : await agents.ReplyAsync(comment, call.Takes(seen.Version) ? seen.Version : NoVersion, call.By);

            // Who did not say what they saw answers whatever is there.
            if (outcome.Refusal is not ReplyCrossed || !call.TakesAnyVersion() || left == 0)
            {
                return outcome;
            }
        }
    }

    private static async Task<Outcome<Done>> WriteAsCustomerAsync(string key, NewCommentJson body, ApiCall call, CustomerRequests customers)
    {
        var seen = await customers.OpenAsync(key, call.By, mostComments: 1);
        return seen.Refusal is { } hidden ? hidden
            : body.Internal ? new NotAllowed()
            : !call.Takes(null) ? new ChangedMeanwhile()
            : await customers.CommentAsync(new NewComment(call.NewId, seen.Done.Id, body.Text, body.AttachmentIds ?? []), call.By);
    }

    private static async Task<IResult> UploadAsync(string fileName, ApiCall call, Uploads uploads)
    {
        var taken = await uploads.TakeAsync(fileName, call.Context.Request.ContentType, call.Context.Request.Body, call.By, call.Context.RequestAborted);
        return taken.Match<IResult>(
            file => TypedResults.Created($"{ApiGate.Root}/attachments/{file.Id}", new AttachmentJson(file.Id, file.FileName, file.Bytes)),
            why => new RefusedCall(why));
    }

    private static async Task<IResult> DownloadAsync(Guid id, ApiCall call, Attachments attachments)
    {
        var staff = await attachments.FindForStaffAsync(id, call.By);
        var found = staff.IsDone ? staff : await attachments.FindForCustomerAsync(id, call.By);
        return found.Match<IResult>(file => new SentFile(file, attachments), why => new RefusedCall(why));
    }

    private sealed class SentFile(AttachedFile file, Attachments attachments) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => SavedFile.SendAsync(httpContext, file.FileName, file.Bytes, attachments.ReadAsync(file, httpContext.RequestAborted));
    }
}
