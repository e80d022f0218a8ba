using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>
/// Divides the mails of a desk, in their order, into stretches that are asked about and saved at once: within one, no mail is written by whom another
/// brings in, nor answers another, nor says the same.
/// </summary>
internal static class IncomingStretch
{
    /// <summary>The stretches, in order.</summary>
    public static IEnumerable<IReadOnlyList<(IncomingMail Row, OpenedMail Mail)>> Divide(IReadOnlyList<(IncomingMail Row, OpenedMail Mail)> mails, bool allowsParticipants)
    {
        var stretch = new List<(IncomingMail Row, OpenedMail Mail)>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in mails)
        {
            var (people, ids) = (PeopleOf(one.Mail, allowsParticipants), (string[])[.. one.Mail.Read.MessageId is { } id ? new[] { id } : [], .. one.Mail.Read.InReplyTo, .. one.Mail.Read.References]);
            if (people.Concat(ids).Any(known.Contains))
            {
                yield return stretch;
                (stretch, known) = ([], new HashSet<string>(StringComparer.Ordinal));
            }

            stretch.Add(one);
            known.UnionWith(people);
            known.UnionWith(ids.Take(1));
        }

        if (stretch.Count > 0)
        {
            yield return stretch;
        }
    }

    private static List<string> PeopleOf(OpenedMail mail, bool allowsParticipants) =>
    [
        .. mail.Sender is { } sender ? new[] { sender.Normalized } : [],
        .. allowsParticipants ? mail.Read.To.Concat(mail.Read.Cc).Select(person => EmailAddress.TryParse(person.Address, out var address) ? address.Normalized : null).OfType<string>() : [],
    ];
}
