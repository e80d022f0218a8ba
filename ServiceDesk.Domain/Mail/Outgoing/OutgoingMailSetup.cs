using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Mail.Outgoing;

internal static class OutgoingMailSetup
{
    public static IServiceCollection AddOutgoingMail(this IServiceCollection services) => services
        .AddSingleton<MailWriting>()
        .AddSingleton<FreshLinks>()
        .AddSingleton<MailOutbox>()
        .AddSingleton<MailTaking>()
        .AddSingleton<MailDelivery>()
        .AddSingleton<LinkKeeping>();
}
