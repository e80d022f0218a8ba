using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Blazor.Api;

/// <summary>A request to be raised.</summary>
/// <param name="DeskKey">The desk.</param>
/// <param name="TypeId">One of the desk's request types.</param>
/// <param name="Summary">What it is about, one line of at most 200 characters.</param>
/// <param name="Description">Everything else, at most 30,000 characters.</param>
/// <param name="OnBehalfOf">Whose it is, when an agent raises it for somebody; left out for one's own.</param>
/// <param name="AttachmentIds">Files that were uploaded before.</param>
internal sealed record NewRequestJson(string DeskKey, Guid TypeId, string Summary, string? Description = null, PersonJson? OnBehalfOf = null, IReadOnlyList<Guid>? AttachmentIds = null);

/// <summary>Somebody, by mail address.</summary>
/// <param name="Email">The address.</param>
/// <param name="Name">The name; nobody who exists is renamed.</param>
internal sealed record PersonJson(string Email, string? Name = null);

/// <summary>Where a request is to stand.</summary>
/// <param name="Status">Where.</param>
internal sealed record TransitionJson(RequestStatus Status);

/// <summary>A request in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">Its key, such as IT-42.</param>
/// <param name="TypeId">Its type.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reporter">Whose it is.</param>
/// <param name="Assignee">Who looks after it; null while nobody does, and for customers.</param>
/// <param name="RaisedAt">When it was raised.</param>
/// <param name="ChangedAt">When it last changed, as far as the caller may know.</param>
internal sealed record RequestRowJson(Guid Id, string Key, Guid TypeId, string Summary, RequestStatus Status, PartyJson Reporter, PartyJson? Assignee, DateTime RaisedAt, DateTime ChangedAt)
{
    /// <summary>As its desk's staff sees it.</summary>
    public static RequestRowJson Of(QueueRow row) => new(
        row.Id, row.Key, row.TypeId, row.Summary, row.Status, new PartyJson(row.ReporterId, row.ReporterName, row.ReporterAddress),
        row.AssigneeId is { } id ? new PartyJson(id, row.AssigneeName!, null) : null, row.RaisedAt.UtcDateTime, row.ChangedAt.UtcDateTime);

    /// <summary>As its customers see it.</summary>
    public static RequestRowJson Of(CustomerRequestRow row) => new(
        row.Id, row.Key, row.TypeId, row.Summary, row.Status, new PartyJson(row.ReporterId, row.ReporterName, null), null, row.RaisedAt.UtcDateTime, row.ChangedAt.UtcDateTime);
}

/// <summary>A request.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">Its key, by which it is named in addresses.</param>
/// <param name="DeskKey">The desk.</param>
/// <param name="Type">Its type.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Description">What was written when it was raised; may be empty.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="RaisedAt">When it was raised.</param>
/// <param name="ChangedAt">When it last changed, as far as the caller may know.</param>
/// <param name="Reporter">Whose it is.</param>
/// <param name="Assignee">Who looks after it; null while nobody does, and for customers.</param>
/// <param name="Attachments">What came with it.</param>
internal sealed record RequestJson(
    Guid Id, string Key, string DeskKey, RequestTypeJson Type, string Summary, string Description, RequestStatus Status, DateTime RaisedAt, DateTime ChangedAt,
    PartyJson Reporter, PartyJson? Assignee, IReadOnlyList<AttachmentJson> Attachments)
{
    /// <summary>As its desk's staff sees it.</summary>
    public static RequestJson Of(AgentRequest one) => new(
        one.Id, one.Key, one.Desk.Key, TypeOf(one.Type), one.Summary, one.Description, one.Status, one.RaisedAt.UtcDateTime, one.ChangedAt.UtcDateTime,
        new PartyJson(one.ReporterId, one.ReporterName, one.ReporterAddress), one.AssigneeId is { } id ? new PartyJson(id, one.AssigneeName!, null) : null,
        [.. one.Conversation.Files.Select(AttachmentJson.Of)]);

    /// <summary>As its customers see it.</summary>
    public static RequestJson Of(CustomerRequest one) => new(
        one.Id, one.Key, one.Desk.Key, TypeOf(one.Type), one.Summary, one.Description, one.Status, one.RaisedAt.UtcDateTime, one.ChangedAt.UtcDateTime,
        new PartyJson(one.ReporterId, one.ReporterName, null), null, [.. one.Conversation.Files.Select(AttachmentJson.Of)]);

    private static RequestTypeJson TypeOf(OfferedType type) => new(type.Id, type.Name, type.Description, type.Icon);
}

/// <summary>Somebody who has to do with a request.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">Their name.</param>
/// <param name="Email">Their address, for staff: of reporters, authors and participants; null of assignees and agents, and for customers.</param>
internal sealed record PartyJson(Guid Id, string Name, string? Email);

/// <summary>A file.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record AttachmentJson(Guid Id, string FileName, long Bytes)
{
    public static AttachmentJson Of(AttachedFile file) => new(file.Id, file.FileName, file.Bytes);
}

/// <summary>A comment to be written.</summary>
/// <param name="Text">The text, at most 30,000 characters; may be empty when there are files.</param>
/// <param name="Internal">Whether only the desk's staff sees it.</param>
/// <param name="AttachmentIds">Files that were uploaded before.</param>
internal sealed record NewCommentJson(string Text, bool Internal = false, IReadOnlyList<Guid>? AttachmentIds = null);

/// <summary>A comment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Internal">Whether only the desk's staff sees it; never true for a customer.</param>
/// <param name="Text">The text.</param>
/// <param name="WrittenAt">When.</param>
/// <param name="Attachments">What came with it.</param>
internal sealed record CommentJson(Guid Id, PartyJson Author, bool Internal, string Text, DateTime WrittenAt, IReadOnlyList<AttachmentJson> Attachments)
{
    public static CommentJson Of(Said one) => new(one.Id, new PartyJson(one.AuthorId, one.AuthorName, one.AuthorAddress), one.IsInternal, one.Text, one.WrittenAt.UtcDateTime, [.. one.Files.Select(AttachmentJson.Of)]);
}
