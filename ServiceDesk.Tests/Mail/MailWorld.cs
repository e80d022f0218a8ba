using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Smtp;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

/// <summary>Worlds with a mail server, and mails in their outbox.</summary>
internal static class MailWorld
{
    public static Task<World> WorldWithAsync(this Stages stage, DatabaseProvider database, SmtpServer server, Action<MailOptions>? settings = null, Action<IServiceCollection>? more = null)
        => stage.WorldAsync(database, services =>
        {
            SendThrough(services, server, settings);
            more?.Invoke(services);
        });

    /// <summary>The same site as another process, which knows nothing but what the database and the files beside it tell.</summary>
    public static World Restarted(this World world, SmtpServer server) => new(world.Get<IOptions<DatabaseOptions>>().Value, services => SendThrough(services, server, settings: null));

    /// <summary>A mail without a secret, in the outbox.</summary>
    public static async Task<Guid> WriteAsync(this Story world, string to, string name = "Karl")
    {
        var recipient = new Recipient(EmailAddress.Parse(to), Languages.CultureOf(null));
        var mail = world.Get<MailWriting>().Write(MailKind.Welcome, recipient, world.Now, world.Get<SiteLinks>().ToPortal("IT"), mailedLink: null, requestId: null, "IT desk", name);
        await world.ChangeAsync(db => Task.FromResult(db.Outbox.Add(mail)));
        return mail.Id;
    }

    /// <summary>A mail with a secret link, in the outbox; with the link's page.</summary>
    public static async Task<(Guid Id, string Link)> WriteWithLinkAsync(this Story world, string to, LinkPurpose purpose = LinkPurpose.SignUp)
    {
        var address = EmailAddress.Parse(to);
        var (link, secret) = MailedLink.Issue(purpose, address, accountId: null, deskId: null, fullName: null, returnPath: null, world.Now);
        var page = world.Get<SiteLinks>().To(purpose, secret);
        var mail = world.Get<MailWriting>().Write(MailKind.SignUpProof, new Recipient(address, Languages.CultureOf(null)), world.Now, page, link, requestId: null, "IT desk");
        await world.ChangeAsync(db =>
        {
            db.MailedLinks.Add(link);
            db.Outbox.Add(mail);
            return Task.CompletedTask;
        });
        return (mail.Id, page.AbsoluteUri);
    }

    public static Task<OutboxMail> MailAsync(this World world, Guid id) => world.ReadAsync(db => db.Outbox.SingleAsync(mail => mail.Id == id));

    public static Task<bool> DeliverOneAsync(this World world) => world.Get<MailDelivery>().DeliverOneAsync(CancellationToken.None);

    private static void SendThrough(IServiceCollection services, SmtpServer server, Action<MailOptions>? settings)
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = server.Port, From = "Help desk <help@desk.test>", StartTls = StartTls.Off };
        settings?.Invoke(options);
        services.AddSingleton(Options.Create(options));
        services.AddSingleton<IMailTransport, SmtpTransport>();
    }
}
