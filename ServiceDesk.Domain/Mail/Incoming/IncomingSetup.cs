using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Mail.Threads;

namespace ServiceDesk.Domain.Mail.Incoming;

internal static class IncomingSetup
{
    public static IServiceCollection AddIncomingMail(this IServiceCollection services)
    {
        services.AddOptions<IncomingOptions>();
        return services
            .AddSingleton<MailTokens>()
            .AddSingleton<IncomingMails>()
            .AddSingleton<IncomingLog>()
            .AddSingleton<MailsOnRequests>()
            .AddSingleton<MailChannels>()
            .AddSingleton<MailGate>()
            .AddSingleton<ParkedMails>()
            .AddSingleton<AnswerBreaker>()
            .AddSingleton<IncomingAnswers>()
            .AddSingleton<IncomingReports>()
            .AddSingleton<IncomingPeople>()
            .AddSingleton<IncomingReplies>()
            .AddSingleton<IncomingProcessing>()
            .AddSingleton<IncomingWork>();
    }
}
