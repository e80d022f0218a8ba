using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Collectors;

/// <summary>Reads what a host's page posts, part by part and no further than the limits: files go past memory, and nothing is believed of their sizes.</summary>
internal sealed class PostedForm : IAsyncDisposable
{
    private const int MostParts = 40;
    private const int MostTextBytes = 128 * 1024;
    private const long MostTexts = 512 * 1024;
    private const int MostBoundary = 100;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly List<CollectedFile> _files = [];

    /// <summary>What was posted.</summary>
    public CollectedForm Form => new()
    {
        Id = Guid.TryParse(Text("id"), out var id) ? id : Guid.Empty,
        Token = Text("token"),
        Address = Text("email"),
        FullName = Text("name"),
        Summary = Text("summary"),
        Description = Text("description"),
        Context = Text("context"),
        Language = Text("lang"),
        Answer = new ChallengeAnswer(Text("challenge"), Word: null, Text("proof")),
        Files = _files,
    };

    /// <summary>Reads a post to its end; or says why not.</summary>
    public async Task<Refusal?> ReadAsync(HttpContext context, Collector collector, RequestOptions most)
    {
        var longest = MostTexts + (collector.TakesFiles ? most.AttachmentBytes * most.AttachmentsPerMessage : 0);
        if (context.Request.ContentLength > longest)
        {
            return new PostIsTooLarge();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = longest;
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MostBoundary } boundary)
        {
            return new PostIsNotReadable();
        }

        try
        {
            var reader = new MultipartReader(boundary, context.Request.Body);
            for (var parts = 0; await reader.ReadNextSectionAsync(context.RequestAborted) is { } section; parts++)
            {
                if (parts == MostParts)
                {
                    return new PostIsNotReadable();
                }

                if (await TakeAsync(section, collector, most, context.RequestAborted) is { } no)
                {
                    return no;
                }
            }

            return null;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new PostIsTooLarge();
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException or BadHttpRequestException || (e is IOException && e.Message.Contains("Unexpected end", StringComparison.Ordinal)))
        {
            return new PostIsNotReadable();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files)
        {
            await file.Content.DisposeAsync();
        }
    }

    private async Task<Refusal?> TakeAsync(MultipartSection section, Collector collector, RequestOptions most, CancellationToken cancel)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var said) || HeaderUtilities.RemoveQuotes(said.Name).Value is not { Length: > 0 } name)
        {
            return new PostIsNotReadable();
        }

        if (!said.IsFileDisposition())
        {
            await using var whole = await MailSpool.ReadAsync(section.Body, MostTextBytes, cancel);
            if (whole is null || !_texts.TryAdd(name, ""))
            {
                return whole is null ? new PostIsTooLarge() : new PostIsNotReadable();
            }

            _texts[name] = Strict.GetString(await whole.WholeAsync());
            return null;
        }

        if (!collector.TakesFiles)
        {
            return new FilesAreNotTaken();
        }

        if (_files.Count == most.AttachmentsPerMessage)
        {
            return new TooManyFiles(most.AttachmentsPerMessage);
        }

        // Browsers write a quotation mark so, and a line break, which is none of a name's.
        var fileName = HeaderUtilities.RemoveQuotes(said.FileNameStar.HasValue ? said.FileNameStar : said.FileName).Value?.Replace("%22", "\"", StringComparison.Ordinal);
        if (await MailSpool.ReadAsync(section.Body, most.AttachmentBytes, cancel) is not { } content)
        {
            return new FileIsTooLarge(CleanName(fileName), FileSize.Limit(most.AttachmentBytes));
        }

        var file = new CollectedFile(fileName, section.ContentType, content);
        _files.Add(file);
        return content.Bytes == 0 ? new PostedFileIsEmpty(CleanName(fileName)) : null;
    }

    private string? Text(string name) => _texts.GetValueOrDefault(name);

    private static string CleanName(string? name) => OneLine.Of(name);
}
