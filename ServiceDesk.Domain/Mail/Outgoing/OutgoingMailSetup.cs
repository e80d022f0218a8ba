using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Keeping;
using ServiceDesk.Domain.Mail.Templates;

namespace ServiceDesk.Domain.Mail.Outgoing;

internal static class OutgoingMailSetup
{
    public static IServiceCollection AddOutgoingMail(this IServiceCollection services) => services
        .AddSingleton<TemplatesNow>()
        .AddSingleton<MailTemplates>()
        .AddSingleton<MailWriting>()
        .AddSingleton<FreshLinks>()
        .AddSingleton<MailOutbox>()
        .AddSingleton<MailTaking>()
        .AddSingleton<HandedOver>()
        .AddSingleton<MailDelivery>()
        .AddSingleton<LinkKeeping>()
        .AddChore<LinkKeeping>(ChoreTime.EachMinute, "end expired links", (links, stop) => links.BlankAsync(stop))
        .AddChore<LinkKeeping>(ChoreTime.EachDay, "delete old links", (links, stop) => links.SweepAsync(stop));
}
