using ServiceDesk.Domain.Live;

namespace ServiceDesk.Domain.Mail.Outgoing;

internal static class MailNews
{
    /// <summary>Where it is shown what has become of a mail: the outbox, and with an invitation the desk that sent it.</summary>
    public static IReadOnlyCollection<Topic> News(this OutboxMail mail) =>
        mail is { Kind: MailKind.CustomerInvitation, DeskId: { } desk } ? [Topic.Outbox, Topic.CustomersOf(desk)] : [Topic.Outbox];
}
