using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Keeping;

/// <summary>What is done by itself now and then to keep the house in order: each room brings its own.</summary>
/// <param name="When">How often it is done.</param>
/// <param name="Room">What does it.</param>
/// <param name="What">What it does, as words after "could not".</param>
/// <param name="DoAsync">Does it; what could not be done is done the next time.</param>
public sealed record Chore(ChoreTime When, Type Room, string What, Func<CancellationToken, Task> DoAsync);

/// <summary>How often a chore is done.</summary>
public enum ChoreTime
{
    /// <summary>Each minute.</summary>
    EachMinute,

    /// <summary>Each minute, and once more when the site stops: it is in memory until then.</summary>
    EachMinuteAndAtStop,

    /// <summary>When the site starts, and each day.</summary>
    EachDay,
}

/// <summary>Registers chores.</summary>
internal static class ChoresSetup
{
    /// <summary>Adds a chore of a room.</summary>
    public static IServiceCollection AddChore<TRoom>(this IServiceCollection services, ChoreTime when, string what, Func<TRoom, CancellationToken, Task> keep)
        where TRoom : notnull =>
        services.AddSingleton(provider => new Chore(when, typeof(TRoom), what, stop => keep(provider.GetRequiredService<TRoom>(), stop)));
}
