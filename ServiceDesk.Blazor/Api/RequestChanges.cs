using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>Changes of a request by its staff, on the version they saw.</summary>
internal static class RequestChanges
{
    private const int Tries = 3;

    /// <summary>Makes a change and answers with what has become of the request.</summary>
    public static async Task<IResult> ChangeAsync(this ApiCall call, string key, AgentRequests agents, CustomerRequests customers, Func<AgentRequest, Task<Outcome<Done>>> change)
    {
        for (var left = Tries; ; left--)
        {
            var found = await agents.OpenAsync(key, call.By, mostComments: 1);
            if (found.Refusal is { } hidden)
            {
                // A customer sees the request, and that this is not theirs to do.
                return new RefusedCall((await customers.OpenAsync(key, call.By, mostComments: 1)).IsDone ? new NotAllowed() : hidden);
            }

            if (call.WhyNotOn(found.Done.Version) is { } stale)
            {
                return new RefusedCall(stale);
            }

            var changed = await change(found.Done);
            if (changed.IsDone)
            {
                return (await RequestsApi.SeenAsync(key, call, agents, customers)).Match<IResult>(TypedResults.Ok, why => new RefusedCall(why));
            }

            // Who takes whichever version there is waits for nobody.
            if (changed.Refusal is not ChangedMeanwhile || !call.TakesAnyVersion() || left == 0)
            {
                return new RefusedCall(changed.Refusal);
            }
        }
    }
}
