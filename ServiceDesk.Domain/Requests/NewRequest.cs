using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>A request as it was written in the portal.</summary>
/// <param name="Id">Made with the form; the request's id, so that a form sent twice raises one request.</param>
/// <param name="DeskKey">The desk.</param>
/// <param name="TypeId">The request type.</param>
/// <param name="Summary">One line; needed.</param>
/// <param name="Description">May be empty.</param>
/// <param name="Files">Files uploaded before; may be empty.</param>
public sealed record NewRequest(Guid Id, string DeskKey, Guid TypeId, string? Summary, string? Description, IReadOnlyList<Guid> Files)
{
    /// <summary>Whether a program sends it: those it raises for others are held back by its token alone.</summary>
    public bool IsByProgram { get; init; }

    /// <summary>The mail it came by; null when it came otherwise.</summary>
    internal Guid? MailId { get; init; }

    /// <summary>Another request that its mail named; null for none.</summary>
    internal Guid? LinkedToId { get; init; }

    private string CleanSummary => CleanText.Line(Summary);

    private string CleanDescription => CleanText.Lines(Description);

    internal Refusal? WhyNot => this switch
    {
        { CleanSummary.Length: 0 } => new SummaryIsMissing(),
        { CleanSummary.Length: > Request.MostSummaryCharacters } => new SummaryIsTooLong(Request.MostSummaryCharacters),
        { CleanDescription.Length: > Request.MostTextCharacters } => new TextIsTooLong(Request.MostTextCharacters),
        _ => null,
    };

    internal bool IsThatOf(Request request) => request.Summary == CleanSummary && request.Description == CleanDescription;

    internal Request Make(Desk desk, int number, Guid reporterId, DateTimeOffset now) => new()
    {
        Id = Id,
        DeskId = desk.Id,
        Number = number,
        Key = $"{desk.Key}-{number}",
        TypeId = TypeId,
        ReporterId = reporterId,
        Summary = CleanSummary,
        Description = CleanDescription,
        RaisedAt = now,
        ChangedAt = now,
        ChangedPubliclyAt = now,
        MailId = MailId,
        LinkedToId = LinkedToId,
    };
}

/// <summary>A comment as it was written.</summary>
/// <param name="Id">Made with the form; the comment's id, so that a form sent twice says it once.</param>
/// <param name="RequestId">The request.</param>
/// <param name="Text">May be empty when there are files.</param>
/// <param name="Files">Files uploaded before; may be empty.</param>
public sealed record NewComment(Guid Id, Guid RequestId, string? Text, IReadOnlyList<Guid> Files)
{
    internal string CleanText => Requests.CleanText.Lines(Text);

    internal Refusal? WhyNot => this switch
    {
        { CleanText.Length: 0, Files.Count: 0 } => new NothingWritten(),
        { CleanText.Length: > Request.MostTextCharacters } => new TextIsTooLong(Request.MostTextCharacters),
        _ => null,
    };
}
