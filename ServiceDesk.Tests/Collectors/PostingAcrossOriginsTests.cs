using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Collectors.CollectorStory;

namespace ServiceDesk.Tests.Collectors;

/// <summary>What other web sites reach, as their pages ask for it.</summary>
public sealed class PostingAcrossOriginsTests(Stages stage) : IAsyncDisposable
{
    private const int MostCompressed = 12 * 1024;

    private ServedSite _site = null!;
    private HttpClient _http = null!;
    private Guid _collector;
    private string _secret = "";

    private string At => $"/collectors/{_collector}";

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_signed_post_becomes_a_request_and_the_answer_is_for_that_origin_alone()
    {
        await SetAsync();
        using var answer = await PostAsync(Host, Parts(("token", _site.Signed(_collector, _secret, "karl@kunde.test")), ("description", "Grüße 🛒")));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("IT-1", (await JsonAsync(answer)).GetProperty("key").GetString());
        Assert.Equal((Host, "Origin", "no-store"), (answer.Headers.GetValues("Access-Control-Allow-Origin").Single(), answer.Headers.Vary.Single(), $"{answer.Headers.CacheControl}"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials") || answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("Grüße 🛒", await _site.ReadAsync(db => db.Requests.Select(request => request.Description).SingleAsync()));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task A_page_of_another_origin_is_told_nothing_and_posts_nothing(string? origin)
    {
        await SetAsync();
        using var answer = await PostAsync(origin, Parts(("token", _site.Signed(_collector, _secret, "karl@kunde.test"))));
        using var asked = await SendAsync(HttpMethod.Get, $"{At}/challenge", origin, null);
        using var preflight = await SendAsync(HttpMethod.Options, $"{At}/requests", origin, null);

        Assert.All(new[] { answer, asked, preflight }, one => Assert.Equal((HttpStatusCode.Forbidden, false), (one.StatusCode, one.Headers.Contains("Access-Control-Allow-Origin"))));
        Assert.Equal(0, await _site.ReadAsync(db => db.Requests.CountAsync()));
    }

    [Fact]
    public async Task A_browser_that_asks_before_is_answered()
    {
        await SetAsync();
        using var preflight = await SendAsync(HttpMethod.Options, $"{At}/requests", Host, null);
        Assert.Equal((HttpStatusCode.NoContent, Host, "POST"), (preflight.StatusCode, preflight.Headers.GetValues("Access-Control-Allow-Origin").Single(), preflight.Headers.GetValues("Access-Control-Allow-Methods").Single()));
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_and_what_is_too_large_before_it_is_read()
    {
        await SetAsync();
        async Task<(HttpStatusCode, string)> AskAsync(HttpContent content)
        {
            using var answer = await PostAsync(Host, content);
            return (answer.StatusCode, (await JsonAsync(answer)).GetProperty("code").GetString()!);
        }

        using var text = new StringContent("{}", Encoding.UTF8, "application/json");
        Assert.Equal((HttpStatusCode.BadRequest, nameof(PostIsNotReadable)), await AskAsync(text));
        using var halves = Parts();
        halves.Add(new ByteArrayContent([0xC3, 0x28]), "description");
        Assert.Equal((HttpStatusCode.BadRequest, nameof(PostIsNotReadable)), await AskAsync(halves));
        Assert.Equal((HttpStatusCode.BadRequest, nameof(PostIsNotReadable)), await AskAsync(Parts(("summary", "twice"))));
        Assert.Equal((HttpStatusCode.BadRequest, nameof(PostIsNotReadable)), await AskAsync(Parts(("context", """{"a":{"b":{}}}"""))));
        Assert.Equal((HttpStatusCode.BadRequest, nameof(PostIsNotReadable)), await AskAsync(Parts([.. Enumerable.Range(0, 50).Select(i => ($"x{i}", ""))])));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, nameof(PostIsTooLarge)), await AskAsync(Parts(("description", new string('x', 200_000)))));
        using var large = Parts();
        large.Add(new ByteArrayContent(new byte[2_000_000]), "file", "large.bin");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, nameof(Domain.Requests.FileIsTooLarge)), await AskAsync(large));
        using var many = Parts();
        foreach (var number in Enumerable.Range(0, 6))
        {
            many.Add(new ByteArrayContent([1]), "file", $"{number}.txt");
        }

        Assert.Equal((HttpStatusCode.BadRequest, nameof(Domain.Requests.TooManyFiles)), await AskAsync(many));
        Assert.Equal(0, await _site.ReadAsync(db => db.Requests.CountAsync()) + await _site.ReadAsync(db => db.AttachmentPieces.CountAsync()));
    }

    [Fact]
    public async Task Two_hundred_megabytes_are_refused_before_the_first_of_them()
    {
        await SetAsync();
        using var body = new CountedContent(200_000_000);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{At}/requests") { Content = body };
        request.Headers.Add("Origin", Host);
        request.Headers.ExpectContinue = true;
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(0, body.Sent);
    }

    [Fact]
    public async Task Too_many_posts_from_one_network_wait()
    {
        await SetAsync("--Limits:CollectedPerNetwork=2", "--Limits:CollectedSignedPerNetwork=1");
        using var first = await PostAsync(Host, Parts(("token", "a.b.c")));
        using var second = await PostAsync(Host, Parts(("token", "a.b.c")));
        using var third = await PostAsync(Host, Parts(("token", _site.Signed(_collector, _secret, "karl@kunde.test"))), "de");
        using var unsigned = await PostAsync(Host, Parts(("email", "karl@kunde.test")), "de&signed");
        using var signed = await PostAsync(Host, Parts(("token", "a.b.c")), "de&signed");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests), (unsigned.StatusCode, signed.StatusCode));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests), (first.StatusCode, third.StatusCode));
        Assert.NotNull(third.Headers.RetryAfter);
        Assert.StartsWith("In kurzer Zeit", (await JsonAsync(third)).GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_is_small_kept_by_browsers_and_gone_when_the_collector_is_off()
    {
        await SetAsync();
        using var gzip = await SendAsync(HttpMethod.Get, $"{At}.js", null, null, "gzip");
        using var brotli = await SendAsync(HttpMethod.Get, $"{At}.js", null, null, "br, gzip");
        using var plain = await SendAsync(HttpMethod.Get, $"{At}.js", null, null);
        var text = await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await using var unpacked = new GZipStream(await gzip.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);

        Assert.True(gzip.Content.Headers.ContentLength < MostCompressed && brotli.Content.Headers.ContentLength < MostCompressed, $"{gzip.Content.Headers.ContentLength}");
        Assert.Equal(text, await new StreamReader(unpacked).ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("text/javascript", "public, max-age=300", "cross-origin"), (plain.Content.Headers.ContentType!.MediaType, $"{plain.Headers.CacheControl}", plain.Headers.GetValues("Cross-Origin-Resource-Policy").Single()));
        Assert.DoesNotContain(_secret, text, StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{At}.js");
        again.Headers.IfNoneMatch.Add(plain.Headers.ETag!);
        using var same = await _http.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        var desk = await _site.ReadAsync(db => db.Desks.SingleAsync());
        await _site.Get<DeskCollectors>().SwitchAsync(desk.Id, _collector, isOn: false, by: _site.Ada);
        using var off = await SendAsync(HttpMethod.Get, $"{At}.js", null, null);
        using var none = await SendAsync(HttpMethod.Get, $"/collectors/{Guid.NewGuid()}.js", null, null);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (off.StatusCode, none.StatusCode));
        Assert.Empty(await off.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static MultipartFormDataContent Parts(params (string Name, string Value)[] more)
    {
        var form = new MultipartFormDataContent { { new StringContent($"{Guid.NewGuid()}"), "id" }, { new StringContent("The cart is empty"), "summary" } };
        foreach (var (name, value) in more)
        {
            form.Add(new StringContent(value), name);
        }

        return form;
    }

    private Task<HttpResponseMessage> PostAsync(string? origin, HttpContent content, string lang = "en") => SendAsync(HttpMethod.Post, $"{At}/requests?lang={lang}", origin, content);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? origin, HttpContent? content, string? encoding = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (encoding is not null)
        {
            request.Headers.Add("Accept-Encoding", encoding);
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

    private async Task SetAsync(params string[] settings)
    {
        _site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: ["--Limits:AttachmentBytes=1000000", .. settings]);
        _http = new HttpClient { BaseAddress = _site.Uri };
        var desk = await _site.DeskAsync("IT");
        await _site.CustomerAsync(desk, "karl@kunde.test");
        _collector = await _site.CollectorAsync(desk);
        _secret = await _site.SecretAsync(desk, _collector);
    }

    // Says how long it is, and counts what was really asked for.
    private sealed class CountedContent : HttpContent
    {
        private readonly long _length;

        public CountedContent(long length)
        {
            _length = length;
            Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        }

        public long Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var piece = new byte[65_536];
            for (; Sent < _length; Sent += piece.Length)
            {
                await stream.WriteAsync(piece);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }
    }
}
