using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Requests;

/// <summary>Which request types a desk offers.</summary>
internal static class OfferedTypes
{
    /// <summary>Those that are not archived, in their order.</summary>
    public static IQueryable<OfferedType> OfferedBy(this DeskDb db, Guid deskId) => db.RequestTypes
        .Where(type => type.DeskId == deskId && type.ArchivedAt == null)
        .OrderBy(type => type.Position).ThenBy(type => type.Id)
        .Select(type => new OfferedType(type.Id, type.Name, type.Description, type.Icon));
}
