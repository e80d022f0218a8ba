namespace ServiceDesk.Domain.Access;

// Programs at the API: they are told how much they may still do, so that they can go slower by themselves.
public sealed partial class Limits
{
    /// <summary>A program calls from a network, with whatever token or none.</summary>
    public CallsLeft CallFrom(string? network) => Call(Limit.ApiCallsPerNetwork, SenderKey.OfNetwork(network), options.Value.ApiCallsPerNetwork);

    /// <summary>A program calls with a token.</summary>
    public CallsLeft CallWith(Guid tokenId) => Call(Limit.ApiCallsPerToken, tokenId.ToString(), options.Value.ApiCallsPerToken);

    private CallsLeft Call(Limit limit, string key, int most)
    {
        var wait = Take(Door.PortalReading, (limit, key));
        lock (_lock)
        {
            var room = _windows[limit].RoomFor(key, clock.GetUtcNow());
            return new CallsLeft(most, room?.Left ?? 0, Minute, room?.Until ?? TimeSpan.Zero, wait is { } time ? new TooManyCalls(time) : null);
        }
    }
}

/// <summary>How much a program may still call.</summary>
/// <param name="Most">How often within the window; 0 for as often as it likes.</param>
/// <param name="Left">How often now.</param>
/// <param name="Window">The window.</param>
/// <param name="Until">How long until it may once more than that.</param>
/// <param name="Refusal">Why this call is turned away; null when it is not.</param>
public sealed record CallsLeft(int Most, int Left, TimeSpan Window, TimeSpan Until, TooManyCalls? Refusal);
