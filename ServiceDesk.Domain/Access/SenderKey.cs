using System.Net;
using System.Net.Sockets;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Access;

/// <summary>Who counts as the same sender, for limits alone: nobody is let in or kept out as somebody by it.</summary>
internal static class SenderKey
{
    private static readonly HashSet<string> DotsDoNotCount = new(StringComparer.Ordinal) { "gmail.com", "googlemail.com" };

    /// <summary>A mail address without what its owner can vary at will: what follows a plus, and the dots where the provider ignores them.</summary>
    public static string OfAddress(EmailAddress address)
    {
        var local = address.Normalized[..address.Normalized.LastIndexOf('@')];
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        local = plus > 0 ? local[..plus] : local;
        return DotsDoNotCount.Contains(address.Domain)
            ? local.Replace(".", "", StringComparison.Ordinal) + "@gmail.com"
            : local + "@" + address.Domain;
    }

    /// <summary>A network address; of IPv6 the first 64 bits, which is what one subscriber is given at least.</summary>
    public static string OfNetwork(string? network)
    {
        if (!IPAddress.TryParse(network, out var address))
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily is AddressFamily.InterNetwork)
        {
            return address.MapToIPv4().ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }
}
