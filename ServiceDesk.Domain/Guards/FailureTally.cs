using System.Security.Cryptography;
using System.Text;
using ServiceDesk.Domain.Access;

namespace ServiceDesk.Domain.Guards;

/// <summary>How many log-ins failed in a row: for a typed address, known or not, for a network, and for both together (design.md 2.7). Keys are hashes: what somebody types by mistake is not kept.</summary>
public sealed class FailureTally
{
    internal const int KeyCharacters = 64;

    /// <summary>What is counted, hashed.</summary>
    public required string Key { get; init; }

    /// <summary>What it is counted by.</summary>
    public required FailureKind Kind { get; init; }

    /// <summary>The hash of the typed address; empty where it is counted by the network alone.</summary>
    public required string Address { get; init; }

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>When the latest was.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>How long after the latest they count no longer. Those of an address are counted without a success between, however long that takes a patient guesser.</summary>
    public static TimeSpan Lifetime(FailureKind kind) => kind is FailureKind.Address ? TimeSpan.FromDays(90) : TimeSpan.FromHours(2);

    /// <summary>How many count now.</summary>
    public int CountAt(DateTimeOffset now) => now - LastAt < Lifetime(Kind) ? Count : 0;

    /// <summary>How long to wait before the next try, when so many are free: twice as long each time.</summary>
    public TimeSpan WaitAt(DateTimeOffset now, int free, TimeSpan longest)
    {
        var over = CountAt(now) - free;
        return free <= 0 || over < 0 ? TimeSpan.Zero : LastAt + TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, Math.Min(over, 30)))) - now;
    }

    /// <summary>One more.</summary>
    public void Add(DateTimeOffset now) => (Count, LastAt) = (CountAt(now) + 1, now);

    /// <summary>Empty tallies of somebody who tries, in an order that is always the same. What is no address is counted where it was typed: many people mistype.</summary>
    internal static IReadOnlyList<FailureTally> Of(string address, string? network)
    {
        var place = HashOf("network", SenderKey.OfNetwork(network));
        var who = address.Length > 0 ? HashOfAddress(address) : HashOf("no address", place);
        FailureTally[] all =
        [
            new() { Key = HashOf("pair", who + place), Kind = FailureKind.Pair, Address = who },
            new() { Key = who, Kind = FailureKind.Address, Address = who },
            new() { Key = place, Kind = FailureKind.Network, Address = "" },
        ];
        return [.. all.OrderBy(tally => tally.Key, StringComparer.Ordinal)];
    }

    internal static string HashOfAddress(string normalized) => HashOf("address", normalized);

    private static string HashOf(string kind, string what) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {what}")));
}

/// <summary>What failures are counted by.</summary>
public enum FailureKind
{
    /// <summary>An address from a network.</summary>
    Pair,

    /// <summary>An address, from wherever.</summary>
    Address,

    /// <summary>A network, whatever the address.</summary>
    Network,
}
