using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Mail.Mailboxes;

internal static class MailboxSetup
{
    public static IServiceCollection AddMailboxes(this IServiceCollection services) => services
        .AddSingleton<MailboxDoors>()
        .AddSingleton<MailboxOpening>()
        .AddSingleton<MailboxStates>()
        .AddSingleton<MailboxTrials>()
        .AddSingleton<MailboxReading>()
        .AddSingleton<DeskMailboxes>();
}
