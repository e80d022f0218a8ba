using Microsoft.Extensions.Options;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Smtp;
using ServiceDesk.Domain.Notifications;

namespace ServiceDesk.Blazor.Mail;

internal static class MailSetup
{
    /// <summary>Adds the mail server of the settings; a wrong one stops the start.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        var options = SettingsAtStart.Bind<MailOptions>(configuration, MailOptions.Section);
        if (options.Problem() is { } problem)
        {
            throw new CannotStartException(problem);
        }

        var incoming = SettingsAtStart.Bind<IncomingOptions>(configuration, IncomingOptions.Section);
        if (incoming.Problem() is { } wrong)
        {
            throw new CannotStartException(wrong);
        }

        var notifications = SettingsAtStart.Bind<NotificationOptions>(configuration, NotificationOptions.Section);
        if (notifications.Problem() is { } amiss)
        {
            throw new CannotStartException(amiss);
        }

        return services
            .AddSingleton(Options.Create(notifications))
            .AddSingleton(Options.Create(incoming))
            .AddSingleton(Options.Create(options))
            .AddSingleton<IMailTransport, SmtpTransport>();
    }
}
