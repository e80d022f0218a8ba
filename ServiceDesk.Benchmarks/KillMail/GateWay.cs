using System.Net;
using System.Net.Http.Headers;

namespace ServiceDesk.Benchmarks.KillMail;

/// <summary>The HTTP gate, as a mail server's pipe uses it: a letter is posted until the site says 202, or 200 for a repeat.</summary>
internal sealed class GateWay : ILetterWay
{
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _client = new();
    private readonly string _path;
    private int _triedAgain;

    public GateWay(string deskKey, string token)
    {
        _path = $"/mail/{deskKey}/inbound";
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public string Name => "gate";

    public int TriedAgain => _triedAgain;

    public async Task SendAsync(SentLetter letter, MortalSite site, CancellationToken cancel)
    {
        while (!await IsTakenAsync(letter, site.Uri, cancel))
        {
            Interlocked.Increment(ref _triedAgain);
            await Task.Delay(BeforeNextTry, cancel);
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> IsTakenAsync(SentLetter letter, Uri? site, CancellationToken cancel)
    {
        if (site is null)
        {
            return false;
        }

        try
        {
            using var content = new ByteArrayContent(letter.Raw);
            content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
            using var response = await _client.PostAsync(new Uri(site, _path), content, cancel);
            return response.StatusCode switch
            {
                HttpStatusCode.Accepted or HttpStatusCode.OK => true,
                HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => false,
                var other => throw new InvalidOperationException($"The gate answered {other}."),
            };
        }
        catch (HttpRequestException)
        {
            // The site is dead, or died before it answered: whether it has the letter, nobody knows.
            return false;
        }
    }
}
