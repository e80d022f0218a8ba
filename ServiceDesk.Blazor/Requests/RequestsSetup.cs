using Microsoft.Extensions.Options;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Blazor.Requests;

internal static class RequestsSetup
{
    /// <summary>Adds the limits of attachments; a wrong one stops the start.</summary>
    public static IServiceCollection AddRequests(this IServiceCollection services, IConfiguration configuration)
    {
        var options = SettingsAtStart.Bind<RequestOptions>(configuration, "Limits");
        return options switch
        {
            { AttachmentBytes: <= 0 or > RequestOptions.HighestAttachmentBytes } => throw new CannotStartException(
                $"Limits:AttachmentBytes is \"{options.AttachmentBytes}\", which is not a number of bytes from 1 to {RequestOptions.HighestAttachmentBytes}."),
            { AttachmentsPerMessage: <= 0 or > RequestOptions.HighestAttachmentsPerMessage } => throw new CannotStartException(
                $"Limits:AttachmentsPerMessage is \"{options.AttachmentsPerMessage}\", which is not a number from 1 to {RequestOptions.HighestAttachmentsPerMessage}."),
            _ => services.AddSingleton(Options.Create(options)),
        };
    }
}
