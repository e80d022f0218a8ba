using System.Globalization;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Requests;

/// <summary>Where a page of a list ordered by instant and key begins: after this row.</summary>
/// <param name="At">The instant it was ordered by.</param>
/// <param name="Key">What tells rows of the same instant apart.</param>
internal sealed record ListPlace(DateTimeOffset At, string Key)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null for nothing and for anything else.</summary>
    public static ListPlace? Read(string? text)
    {
        var comma = text?.IndexOf(',', StringComparison.Ordinal) ?? -1;
        return comma > 0 && long.TryParse(text.AsSpan(0, comma), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds < Instants.ToMicroseconds(DateTimeOffset.MaxValue)
            ? new ListPlace(Instants.FromMicroseconds(microseconds), text![(comma + 1)..])
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Instants.ToMicroseconds(At)},{Key}");
}
