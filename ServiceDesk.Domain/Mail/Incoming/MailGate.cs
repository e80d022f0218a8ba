using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>The HTTP gate's questions: who may hand a desk mail, and the mail itself (design.md 4). It is a mail server that asks, not a person.</summary>
public sealed class MailGate(DeskWork database, IncomingMails mails, Limits limits, IOptions<IncomingOptions> options)
{
    private static readonly byte[] Nobodys = new byte[SHA256.HashSizeInBytes];

    /// <summary>The largest mail it takes, in bytes.</summary>
    public long MostBytes => options.Value.MostBytes;

    /// <summary>Opens the gate of a desk. A wrong token and a desk that is none take the same questions and get the same answer.</summary>
    public async Task<Outcome<OpenGate>> OpenAsync(string deskKey, string? token)
    {
        var asked = Secret.HashOf(token);
        var key = deskKey.ToUpperInvariant();
        await using var db = database.Read();
        var found = await db.Desks.Where(desk => desk.Key == key)
            .Select(desk => new { desk.Id, Hash = db.MailChannels.Where(channel => channel.DeskId == desk.Id).Select(channel => channel.GateTokenHash).SingleOrDefault() })
            .SingleOrDefaultAsync();
        var isRight = CryptographicOperations.FixedTimeEquals(found?.Hash ?? Nobodys, asked);
        if (found is null || !isRight)
        {
            return new NotFound();
        }

        return limits.IncomingMail(found.Id) is { } wait ? wait : new OpenGate(found.Id);
    }

    /// <summary>Takes a mail through an open gate. Nothing is stored of one that is too large, or empty.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="raw">The mail, read to its end or to the limit.</param>
    /// <param name="sender">The sender the mail server was told; empty for none, null when not known.</param>
    /// <param name="recipient">The recipient it was told; null when not known.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Outcome<StoredMail>> TakeAsync(OpenGate gate, Stream raw, string? sender, string? recipient, CancellationToken cancel)
    {
        await using var mail = await MailSpool.ReadAsync(raw, MostBytes, cancel);
        return mail switch
        {
            null => new MailIsTooLarge(MostBytes),
            { Bytes: 0 } => new MailIsEmpty(),
            _ => await mails.StoreAsync(gate.DeskId, new MailOrigin(MailSource.Gate, Identity: null, sender, recipient), mail),
        };
    }
}

/// <summary>A gate that was opened with the right token.</summary>
/// <param name="DeskId">The desk.</param>
public sealed record OpenGate(Guid DeskId);

/// <summary>The mail is larger than is taken.</summary>
/// <param name="MostBytes">The largest that is, in bytes.</param>
public sealed record MailIsTooLarge(long MostBytes) : Refusal;

/// <summary>There is nothing in the mail.</summary>
public sealed record MailIsEmpty : Refusal;
