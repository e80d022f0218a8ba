using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Mail;

/// <summary>
/// The raw message within a post: the body itself, or the field of a form or of JSON in which mail providers send it (SendGrid <c>email</c>,
/// Mailgun <c>body-mime</c>, Postmark <c>RawEmail</c>). The body itself and a part of a form are streamed; a field is read whole, within the limit.
/// </summary>
internal static class PostedMail
{
    private const int MostFieldCharacters = 64 * 1024;

    private static readonly HashSet<string> Messages = new(["email", "body-mime", "RawEmail", "message", "mime", "raw"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Senders = new(["sender", "from_address"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Recipients = new(["recipient", "OriginalRecipient"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the message in a post.</summary>
    public static async Task<Outcome<StoredMail>> TakeAsync(HttpRequest request, MailGate gate, OpenGate opened, CancellationToken cancel)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var stated) ? stated : null;
        var envelope = new Envelope(request.Query["sender"], request.Query["recipient"]);
        return type?.MediaType.Value?.ToUpperInvariant() switch
        {
            "MULTIPART/FORM-DATA" => await TakePartAsync(request, HeaderUtilities.RemoveQuotes(type.Boundary).Value, envelope, gate, opened, cancel),
            "APPLICATION/X-WWW-FORM-URLENCODED" => await TakeFieldAsync(request, envelope, gate, opened, cancel),
            "APPLICATION/JSON" => await TakeJsonAsync(request, envelope, gate, opened, cancel),
            _ => await gate.TakeAsync(opened, request.Body, envelope.Sender, envelope.Recipient, cancel),
        };
    }

    // Fields that stand before the message are heard, those after it are not: the message is not kept for them.
    private static async Task<Outcome<StoredMail>> TakePartAsync(HttpRequest request, string? boundary, Envelope envelope, MailGate gate, OpenGate opened, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(boundary))
        {
            throw new InvalidDataException("There is no boundary.");
        }

        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancel) is { } section)
        {
            var name = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) ? HeaderUtilities.RemoveQuotes(disposition.Name).Value : null;
            if (name is not null && Messages.Contains(name))
            {
                return await gate.TakeAsync(opened, section.Body, envelope.Sender, envelope.Recipient, cancel);
            }

            if (name is not null && (Senders.Contains(name) || Recipients.Contains(name)))
            {
                using var text = new StreamReader(section.Body, Encoding.UTF8);
                var value = new char[MostFieldCharacters];
                envelope = envelope.With(name, new string(value, 0, await text.ReadBlockAsync(value, cancel)));
            }
        }

        return new MailIsEmpty();
    }

    private static async Task<Outcome<StoredMail>> TakeFieldAsync(HttpRequest request, Envelope envelope, MailGate gate, OpenGate opened, CancellationToken cancel)
    {
        var most = (int)Math.Min(gate.MostBytes, int.MaxValue);
        using var reader = new FormReader(request.Body, Encoding.UTF8) { ValueLengthLimit = most };
        foreach (var (name, value) in await reader.ReadFormAsync(cancel))
        {
            envelope = envelope.With(name, value.ToString());
            envelope = Messages.Contains(name) ? envelope with { Message = value.ToString() } : envelope;
        }

        return await TakeAsync(envelope, gate, opened, cancel);
    }

    private static async Task<Outcome<StoredMail>> TakeJsonAsync(HttpRequest request, Envelope envelope, MailGate gate, OpenGate opened, CancellationToken cancel)
    {
        using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancel);
        if (json.RootElement.ValueKind is not JsonValueKind.Object)
        {
            throw new InvalidDataException("This is no object.");
        }

        foreach (var field in json.RootElement.EnumerateObject().Where(field => field.Value.ValueKind is JsonValueKind.String))
        {
            envelope = envelope.With(field.Name, field.Value.GetString()!);
            envelope = Messages.Contains(field.Name) ? envelope with { Message = field.Value.GetString() } : envelope;
        }

        return await TakeAsync(envelope, gate, opened, cancel);
    }

    private static async Task<Outcome<StoredMail>> TakeAsync(Envelope envelope, MailGate gate, OpenGate opened, CancellationToken cancel)
    {
        await using var message = new MemoryStream(Encoding.UTF8.GetBytes(envelope.Message ?? ""));
        return await gate.TakeAsync(opened, message, envelope.Sender, envelope.Recipient, cancel);
    }

    // What the address of the post says counts before what is in it.
    private sealed record Envelope(string? Sender, string? Recipient, string? Message = null)
    {
        public Envelope With(string name, string value) => this with
        {
            Sender = Sender ?? (Senders.Contains(name) ? value : null),
            Recipient = Recipient ?? (Recipients.Contains(name) ? value : null),
        };
    }
}
