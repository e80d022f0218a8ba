using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>How mail comes to a desk, as its administrators look after it (design.md 2.8).</summary>
public sealed class MailChannels(DeskWork database, TimeProvider clock)
{
    private const int MostServerCharacters = 253;

    /// <summary>The channel as it is; one that nobody has touched has nothing in it.</summary>
    public async Task<Outcome<MailChannelNow>> NowAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by, deskId)).May(Operation.AdministerDesk) || !await db.Desks.AnyAsync(desk => desk.Id == deskId && desk.ArchivedAt == null))
        {
            return new NotFound();
        }

        var channel = await db.ChannelOfAsync(deskId);
        var maker = channel.GateTokenMadeById is { } id ? (await db.NamesOfAsync([id])).GetValueOrDefault(id) : null;
        return new MailChannelNow(
            new MailChannelForm(deskId, channel.Address ?? "", channel.FurtherAddresses, channel.TrustedServer ?? "", channel.AnswersRefused, channel.RequestTypeId, channel.Version) { SendsFromAddress = channel.SendsFromAddress },
            channel.GateTokenMadeAt,
            maker)
        {
            GateTokenHash = channel.GateTokenHash,
            AnswersStoppedAt = channel.AnswersStoppedAt,
        };
    }

    /// <summary>Changes the channel.</summary>
    public Task<Outcome<Done>> ChangeAsync(MailChannelForm form, Actor by) => ChangeAsync<Done>(form.DeskId, form.Version, by, async (work, channel) =>
    {
        var further = form.FurtherAddresses.Split((char[]?)[' ', '\t', '\r', '\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        var address = form.Address.Trim();
        var server = form.TrustedServer.Trim();
        if (form.FurtherAddresses.Length > MailChannel.MostAddressesCharacters || server.Length > MostServerCharacters)
        {
            return new TooLong(server.Length > MostServerCharacters ? MostServerCharacters : MailChannel.MostAddressesCharacters);
        }

        if (!Array.TrueForAll([.. further, .. address.Length > 0 ? [address] : Array.Empty<string>()], one => EmailAddress.TryParse(one, out _)))
        {
            return new NotAnAddress();
        }

        if (form.RequestTypeId is { } typeId && !await work.Db.RequestTypes.AnyAsync(type => type.Id == typeId && type.DeskId == form.DeskId && type.ArchivedAt == null))
        {
            return new ChangedMeanwhile();
        }

        channel.Address = address.Length > 0 ? address : null;
        channel.FurtherAddresses = string.Join('\n', further.Distinct(StringComparer.OrdinalIgnoreCase));
        channel.TrustedServer = server.Length > 0 ? server : null;
        (channel.AnswersRefused, channel.RequestTypeId, channel.SendsFromAddress) = (form.AnswersRefused, form.RequestTypeId, form.SendsFromAddress);
        work.Db.Audit.Add(AuditEntry.Of(Changes.MailChannelChanged, by, clock.Now(), form.DeskId));
        return default(Done);
    });

    /// <summary>Makes a token for the HTTP gate, in place of the one there was. It can be seen this once only.</summary>
    public Task<Outcome<string>> MakeTokenAsync(Guid deskId, Actor by) => ChangeAsync<string>(deskId, version: null, by, (work, channel) =>
    {
        var now = clock.Now();
        var token = channel.MakeToken(by.AccountId!.Value, now);
        work.Db.Audit.Add(AuditEntry.Of(Changes.MailGateOpened, by, now, deskId));
        return Task.FromResult<Outcome<string>>(token);
    });

    /// <summary>Takes the token back: the HTTP gate is shut.</summary>
    public Task<Outcome<Done>> RevokeTokenAsync(Guid deskId, Actor by) => ChangeAsync<Done>(deskId, version: null, by, (work, channel) =>
    {
        if (channel.GateTokenHash is not null)
        {
            channel.RevokeToken();
            work.Db.Audit.Add(AuditEntry.Of(Changes.MailGateShut, by, clock.Now(), deskId));
        }

        return Task.FromResult<Outcome<Done>>(default(Done));
    });

    /// <summary>Lets the desk answer by itself again, after it had stopped.</summary>
    public Task<Outcome<Done>> ResumeAnswersAsync(Guid deskId, Actor by) => ChangeAsync<Done>(deskId, version: null, by, (work, channel) =>
    {
        if (channel.AnswersStoppedAt is not null)
        {
            var now = clock.Now();
            channel.ResumeAnswers(now);
            work.Db.Audit.Add(AuditEntry.Of(Changes.MailAnswersResumed, by, now, deskId));
        }

        return Task.FromResult<Outcome<Done>>(default(Done));
    });

    private Task<Outcome<T>> ChangeAsync<T>(Guid deskId, int? version, Actor by, Func<Work, MailChannel, Task<Outcome<T>>> change) => database.RunAsync<T>(async work =>
    {
        if (await work.DeskToChangeAsync(deskId) is not { ArchivedAt: null } || !(await Rights.OfAsync(work.Db, by, deskId)).May(Operation.AdministerDesk))
        {
            return new NotFound();
        }

        var channel = await work.Db.ChannelToChangeAsync(deskId);
        if (version is { } seen && seen != channel.Version)
        {
            return new ChangedMeanwhile();
        }

        var outcome = await change(work, channel);
        if (outcome.IsDone)
        {
            await work.CommitAsync(Topic.Desk(deskId));
        }

        return outcome;
    });
}

/// <summary>Named questions about how mail comes to a desk.</summary>
internal static class ChannelsOfDesks
{
    /// <summary>A desk's channel; where nobody has touched it, one with nothing in it.</summary>
    public static async Task<MailChannel> ChannelOfAsync(this DeskDb db, Guid deskId) =>
        await db.MailChannels.AsNoTracking().SingleOrDefaultAsync(row => row.DeskId == deskId) ?? new MailChannel { DeskId = deskId };

    /// <summary>The same, to be changed.</summary>
    public static async Task<MailChannel> ChannelToChangeAsync(this DeskDb db, Guid deskId) =>
        await db.MailChannels.AsTracking().SingleOrDefaultAsync(row => row.DeskId == deskId) ?? db.MailChannels.Add(new MailChannel { DeskId = deskId }).Entity;
}

/// <summary>What can be chosen about a desk's mail.</summary>
/// <param name="DeskId">The desk.</param>
/// <param name="Address">The address people write to; empty for none.</param>
/// <param name="FurtherAddresses">Further addresses of the desk, however they are separated; may be empty.</param>
/// <param name="TrustedServer">The mail server whose Authentication-Results are believed; empty for none.</param>
/// <param name="AnswersRefused">Whether who is refused gets one polite answer a day.</param>
/// <param name="RequestTypeId">As which type requests are raised; null for the first that the desk offers.</param>
/// <param name="Version">As it was read.</param>
public sealed record MailChannelForm(Guid DeskId, string Address, string FurtherAddresses, string TrustedServer, bool AnswersRefused, Guid? RequestTypeId, int Version)
{
    /// <summary>Whether the desk's mails come from its address; else from the site's, and only answers go to it.</summary>
    public bool SendsFromAddress { get; init; } = true;
}

/// <summary>A desk's mail channel as it is.</summary>
/// <param name="Form">What was chosen.</param>
/// <param name="TokenMadeAt">When the HTTP gate's token was made; null while there is none.</param>
/// <param name="TokenMadeBy">Who made it; null while there is none.</param>
public sealed record MailChannelNow(MailChannelForm Form, DateTimeOffset? TokenMadeAt, string? TokenMadeBy)
{
    /// <summary>Since when the desk answers nothing by itself, because it was too much; null while it does.</summary>
    public DateTimeOffset? AnswersStoppedAt { get; init; }

    internal byte[]? GateTokenHash { private get; init; }

    /// <summary>Whether this is the token that opens the gate.</summary>
    public bool IsOpenedBy(string token) => GateTokenHash is { } hash && CryptographicOperations.FixedTimeEquals(hash, Secret.HashOf(token));
}
