using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Collectors;

/// <summary>That a request came by a collector, for its desk's staff.</summary>
/// <param name="Name">What the desk calls the collector.</param>
/// <param name="Origin">The web site.</param>
/// <param name="IsUnverified">Whether no host site signed for its reporter.</param>
/// <param name="SignedFor">The address the host signed for, where the request is the default reporter's; null otherwise.</param>
/// <param name="Context">What was sent along; nobody has checked it.</param>
public sealed record CollectedBehind(string Name, string Origin, bool IsUnverified, string? SignedFor, IReadOnlyDictionary<string, string> Context)
{
    internal static async Task<CollectedBehind?> OfAsync(DeskDb db, Guid requestId)
    {
        var found = await db.CollectedRequests.Where(collected => collected.RequestId == requestId)
            .Select(collected => new { Name = db.Collectors.Where(collector => collector.Id == collected.CollectorId).Select(collector => collector.Name).Single(), collected.Origin, collected.IsUnverified, collected.SignedFor, collected.Context })
            .SingleOrDefaultAsync();
        return found is null
            ? null
            : new CollectedBehind(found.Name, found.Origin, found.IsUnverified, found.SignedFor, CollectedForm.ReadContext(found.Context));
    }
}
