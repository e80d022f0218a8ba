namespace ServiceDesk.Blazor.Accounts;

/// <summary>
/// The time of an answer to a stranger who has a mail written. It begins before the work does and is longer than it, so that nobody hears
/// from it what was found; counted from its end, the work would still show through the clock's ticks.
/// </summary>
internal static class EvenTime
{
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(100);

    /// <summary>What was asked for, not before its time.</summary>
    public static async Task<T> OfAsync<T>(Func<Task<T>> ask)
    {
        var time = Task.Delay(Answer);
        var answer = await ask();
        await time;
        return answer;
    }
}
