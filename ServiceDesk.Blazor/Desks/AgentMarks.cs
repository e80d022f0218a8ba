using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Desks;

/// <summary>The administrator mark, as undoing wants it: whatever was changed about the person meanwhile.</summary>
internal static class AgentMarks
{
    /// <summary>Sets or takes the mark of somebody on the list as it is now; nothing happens when it stands so already, or they are gone.</summary>
    public static async Task<Outcome<Done>> MarkAsItIsNowAsync(this DeskAgents agents, Guid deskId, Guid accountId, bool administers, Actor by)
    {
        var list = await agents.ListAsync(deskId, by);
        if (!list.IsDone)
        {
            return list.Refusal;
        }

        return list.Done.Agents.FirstOrDefault(agent => agent.AccountId == accountId) is { } now && now.HasMark != administers
            ? await agents.MarkAsync(deskId, accountId, administers, now.Version, by)
            : new Done();
    }
}
