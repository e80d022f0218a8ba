using ServiceDesk.Domain.Mail.Mime;

namespace ServiceDesk.Domain.Mail.Reports;

/// <summary>The part of a report that is written for machines (RFC 3464): groups of fields, the first about the message, each further one about a recipient.</summary>
internal static class StatusFields
{
    private const int MostGroups = 1_000;
    private const int MostBytes = 512 * 1024;

    /// <summary>The groups of a part, also where blank lines or whole fields are missing.</summary>
    public static IReadOnlyList<MimeHeaders> Groups(ReadOnlySpan<byte> part)
    {
        var groups = new List<MimeHeaders>();
        var block = new HeaderBlock();
        part = part[..Math.Min(part.Length, MostBytes)];
        foreach (var range in part.Split((byte)'\n'))
        {
            var line = part[range].TrimEnd((byte)'\r');
            var isAnother = line.IsEmpty || (line.StartsWith("Final-Recipient:"u8) && block.Done() is var sofar && sofar.Has("Final-Recipient"));
            if (isAnother && !block.IsEmpty && groups.Count < MostGroups)
            {
                groups.Add(block.Done());
                block = new HeaderBlock();
            }

            block.Take(line);
        }

        if (!block.IsEmpty)
        {
            groups.Add(block.Done());
        }

        return groups;
    }

    /// <summary>Those whom the groups say it did not reach.</summary>
    public static IEnumerable<FailedRecipient> Failed(IEnumerable<MimeHeaders> groups)
    {
        foreach (var group in groups)
        {
            var address = AddressIn(group.Text("Original-Recipient")) ?? AddressIn(group.Text("Final-Recipient")) ?? AddressIn(group.Text("X-Actual-Recipient"));
            var action = group.Text("Action")?.Split([' ', ';', '('])[0].ToLowerInvariant();
            var explanation = group.Text("Diagnostic-Code");
            var status = StatusCodes.Better(StatusCodes.First(group.Text("Status")), StatusCodes.Find(explanation));
            if (address is not null && action is not ("delivered" or "relayed" or "expanded") && status?.StartsWith('2') != true)
            {
                yield return new FailedRecipient(address, status, action != "delayed" && status?.StartsWith('4') != true || action == "failed", Words(explanation));
            }
        }
    }

    // rfc822; somebody@example.com, sometimes in angles, sometimes without its type.
    private static string? AddressIn(string? field)
    {
        if (field is null)
        {
            return null;
        }

        var address = field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
        var open = address.IndexOf('<', StringComparison.Ordinal);
        address = (open >= 0 ? address[(open + 1)..].Split('>')[0] : address.Split(' ')[0]).Trim('"', '\'', ',', '<', '>');
        address = address.Replace("+40", "@", StringComparison.Ordinal).Replace("+2B", "+", StringComparison.OrdinalIgnoreCase);
        return address.IndexOf('@', StringComparison.Ordinal) > 0 ? address : null;
    }

    private static string? Words(string? diagnostic)
    {
        var words = diagnostic?[(diagnostic.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
        return string.IsNullOrEmpty(words) ? null : words;
    }
}
