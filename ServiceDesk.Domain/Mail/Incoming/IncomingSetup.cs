using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Keeping;
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
            .AddSingleton<IncomingWork>()
            .AddChore<ParkedMails>(ChoreTime.EachDay, "let go of mails that waited too long", (parked, stop) => parked.SweepAsync(stop));
    }
}
