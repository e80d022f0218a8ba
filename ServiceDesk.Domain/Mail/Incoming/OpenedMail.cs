using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Mime;
using ServiceDesk.Domain.Mail.Reports;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>A stored mail that was read, with its raw bytes at hand for its files. Dispose of it.</summary>
internal sealed class OpenedMail : IAsyncDisposable
{
    private const int MostInMemory = 1024 * 1024;

    private readonly IncomingMail _stored;

    private OpenedMail(IncomingMail stored, ReadMail read, Stream raw)
    {
        (_stored, Read, Raw) = (stored, read, raw);
        var writer = read.From.FirstOrDefault(person => EmailAddress.TryParse(person.Address, out _)) ?? (read.From.Count > 0 ? read.From[0] : null);
        Sender = EmailAddress.TryParse(writer?.Address, out var address) ? address : null;
        SenderName = writer?.Name;
        From = writer is null ? null : writer.Name is { Length: > 0 } name ? $"{name} <{writer.Address}>" : writer.Address;
    }

    /// <summary>The mail's id.</summary>
    public Guid Id => _stored.Id;

    /// <summary>What was read.</summary>
    public ReadMail Read { get; }

    /// <summary>Its bytes, from which its files are opened.</summary>
    public Stream Raw { get; }

    /// <summary>Who wrote it, as it says; null when it names no address.</summary>
    public EmailAddress? Sender { get; }

    /// <summary>What they call themselves; null when nothing.</summary>
    public string? SenderName { get; }

    /// <summary>Both, as shown in the list; null when it names nobody.</summary>
    public string? From { get; }

    /// <summary>Whether a machine sent it, so that nothing is ever answered: by what it says of itself, or because nobody is to be told when it does not arrive.</summary>
    public Automation Automation => Read.Automation is Automation.None && _stored.EnvelopeSender is "" or "<>" ? Automation.Notice : Read.Automation;

    /// <summary>Whether a mail server wrote it, as reports are; a person can pass one on.</summary>
    public bool IsFromMailServer => _stored.EnvelopeSender is "" or "<>"
        || Read.Header("Return-Path").Any(path => path == "<>")
        || Read.Header("Content-Type").Any(type => type.StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase))
        || (Sender is { } sender && (sender.Normalized.StartsWith("mailer-daemon@", StringComparison.Ordinal) || sender.Normalized.StartsWith("postmaster@", StringComparison.Ordinal)));

    /// <summary>What was written anew; where all of it is old, all of it.</summary>
    public string Text => Read.NewText.Length > 0 ? Read.NewText : Read.Text;

    /// <summary>The same message that came another way has the same.</summary>
    public byte[] TextHash => SHA256.HashData(Encoding.UTF8.GetBytes($"{Sender?.Normalized}\n{Read.Subject}\n{Read.Text}"));

    /// <summary>Reads a stored mail; its first piece may be at hand already.</summary>
    public static async Task<OpenedMail> OpenAsync(DeskDb db, IncomingMail stored, byte[]? first, CancellationToken cancel)
    {
        Stream raw = stored.Bytes <= MostInMemory ? new MemoryStream((int)stored.Bytes) : MailSpool.NewFile();
        try
        {
            for (var position = 0; (long)position * IncomingPiece.PieceBytes < stored.Bytes; position++)
            {
                var piece = position == 0 && first is not null ? first : await db.IncomingPieces.Where(piece => piece.MailId == stored.Id && piece.Position == position).Select(piece => piece.Content).SingleAsync(cancel);
                await raw.WriteAsync(piece, cancel);
            }

            raw.Position = 0;
            return new OpenedMail(stored, MailReader.Read(raw, cancel), raw);
        }
        catch
        {
            await raw.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Raw.DisposeAsync();
}
