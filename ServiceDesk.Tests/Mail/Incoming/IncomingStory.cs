using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Incoming;

/// <summary>A desk that takes mail, and mails that come to it.</summary>
internal static class IncomingStory
{
    public const string Server = "mx.desk.test";

    public static string Says(string results) => $"Authentication-Results: {Server}; {results}";

    /// <summary>A desk with an address and a request type; strangers may write to it when it is open.</summary>
    public static async Task<Desk> MailDeskAsync(this Story world, CustomerAccess access = CustomerAccess.EveryoneMaySignUp, Action<MailChannel>? channel = null)
    {
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", access);
        await world.TypeAsync(desk);
        await world.ChannelAsync(desk, row =>
        {
            row.Address = "help@desk.test";
            channel?.Invoke(row);
        });
        return desk;
    }

    public static Task ChannelAsync(this Story world, Desk desk, Action<MailChannel> change) => world.ChangeAsync(async db =>
    {
        var channel = await db.MailChannels.AsTracking().SingleOrDefaultAsync(row => row.DeskId == desk.Id) ?? db.MailChannels.Add(new MailChannel { DeskId = desk.Id }).Entity;
        change(channel);
    });

    public static async Task<Outcome<StoredMail>> StoreAsync(this Story world, Desk desk, byte[] raw, MailOrigin? from = null)
    {
        await using var spool = await MailSpool.ReadAsync(new MemoryStream(raw), long.MaxValue, TestContext.Current.CancellationToken);
        return await world.Get<IncomingMails>().StoreAsync(desk.Id, from ?? new MailOrigin(MailSource.Gate, null), spool!);
    }

    /// <summary>A mail comes and is processed.</summary>
    public static async Task<IncomingMail> ComesAsync(this World world, Desk desk, Letter letter, MailOrigin? from = null)
    {
        var stored = (await world.StoreAsync(desk, letter.Raw, from)).Done;
        await world.WorkAllAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        return await world.MailAsync(stored.Id);
    }

    public static async Task WorkAllAsync(this Story world)
    {
        while (await world.Get<IncomingWork>().WorkAsync(TestContext.Current.CancellationToken))
        {
            // Until nothing is due.
        }
    }

    public static Task<IncomingMail> MailAsync(this Story world, Guid id) => world.ReadAsync(db => db.IncomingMails.SingleAsync(mail => mail.Id == id));

    public static Task<List<Request>> RequestsAsync(this Story world) => world.ReadAsync(db => db.Requests.Include(request => request.Reporter).OrderBy(request => request.Number).ToListAsync());

    public static Task<List<Comment>> CommentsAsync(this Story world) => world.ReadAsync(db => db.Comments.OrderBy(comment => comment.WrittenAt).ToListAsync());

    public static Task<List<string>> MailedAsync(this Story world) => world.ReadAsync(async db => (await db.Outbox.OrderBy(mail => mail.Id).ToListAsync()).ConvertAll(mail => $"{mail.Kind} {mail.To}"));

    /// <summary>The address that answers to a mail about the request to somebody go to.</summary>
    public static async Task<string> ReplyAddressAsync(this Story world, Request request, Actor person) =>
        (await world.Get<MailTokens>().KeyAsync(TestContext.Current.CancellationToken)).ReplyAddress(EmailAddress.Parse("help@desk.test"), request.Id, person.AccountId!.Value)!;
}
