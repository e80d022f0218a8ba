using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

/// <summary>A program that calls the API of a served site with a token. Every answer is held against the document: what is not written there is not answered.</summary>
internal sealed class ApiProgram(ServedSite site, string? token) : IDisposable
{
    private static readonly ApiScope Everything = ApiScopes.All.Aggregate(ApiScope.None, (all, one) => all | one);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Uri };
    private JsonNode? _document;

    /// <summary>What it says of itself with every call.</summary>
    public Dictionary<string, string> Says { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A program with a token of somebody's, for everything unless said.</summary>
    public static async Task<ApiProgram> OfAsync(ServedSite site, Actor person, ApiScope? scopes = null) => new(site, await TokenAsync(site, person, scopes));

    /// <summary>A token of somebody's, as a fact of the story.</summary>
    public static async Task<string> TokenAsync(ServedSite site, Actor person, ApiScope? scopes = null)
    {
        var (token, secret) = ApiToken.Make(person.AccountId!.Value, "Script", scopes ?? Everything, TimeSpan.FromDays(30), site.Now);
        await site.ChangeAsync(db => Task.FromResult(db.ApiTokens.Add(token)));
        return secret;
    }

    public Task<ApiAnswered> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<ApiAnswered> PostAsync(string path, object? body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : new StringContent(body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json"), headers);

    public Task<ApiAnswered> UploadAsync(string path, byte[] content, string type = "application/octet-stream", params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, new ByteArrayContent(content) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } }, headers);

    public async Task<ApiAnswered> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/v1/{path}") { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers.Concat(Says.Select(said => (said.Key, said.Value))))
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value) || content!.Headers.TryAddWithoutValidation(name, value), name);
        }

        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var answered = new ApiAnswered(
            (int)answer.StatusCode,
            answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            bytes);
        // Sent, the request has its whole address, of which the document knows the path.
        await CompareAsync(method, new Uri(site.Uri, request.RequestUri!).AbsolutePath, answered);
        return answered;
    }

    /// <summary>The document.</summary>
    public async Task<JsonNode> DocumentAsync() => _document ??= JsonNode.Parse(await _http.GetStringAsync("/api/v1/openapi.json", TestContext.Current.CancellationToken))!;

    public void Dispose() => _http.Dispose();

    private async Task CompareAsync(HttpMethod method, string path, ApiAnswered answer)
    {
        var paths = (await DocumentAsync())["paths"]!.AsObject();
        var parts = path.Split('/');
        var written = paths.Where(known => known.Key.Split('/') is var template && template.Length == parts.Length
            && template.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second)).Select(known => known.Value![method.Method.ToLowerInvariant()]).OfType<JsonNode>().FirstOrDefault();
        if (written is not null)
        {
            Assert.True(written["responses"]!.AsObject().ContainsKey($"{answer.Status}"), $"{method} {path} answers {answer.Status}, which is not in the document: {answer.Text}");
            var told = written["responses"]![$"{answer.Status}"]!;
            if (told["content"]?[answer.Headers.GetValueOrDefault("Content-Type", "").Split(';')[0]]?["schema"] is { } schema && answer.Headers["Content-Type"].Contains("json", StringComparison.Ordinal))
            {
                var differences = SchemaChecker.Differences(await DocumentAsync(), schema, answer.Json).ToList();
                Assert.True(differences.Count == 0, $"{method} {path} answers otherwise than the document says: {string.Join("; ", differences)}: {answer.Text}");
            }
            else
            {
                Assert.True(answer.Body.Length == 0 || !answer.Headers["Content-Type"].Contains("json", StringComparison.Ordinal), $"{method} {path}: the document has no schema for {answer.Status}.");
            }
        }

        if (answer.Status >= 400)
        {
            Assert.Equal("application/problem+json", answer.Headers.GetValueOrDefault("Content-Type"));
            var problem = answer.Json;
            Assert.Equal(answer.Status, (int)problem["status"]!);
            Assert.EndsWith($"/api/problems/{problem["code"]}", (string)problem["type"]!, StringComparison.Ordinal);
            Assert.False(string.IsNullOrWhiteSpace((string)problem["detail"]!));
        }
    }
}

/// <summary>What a program was answered.</summary>
internal sealed record ApiAnswered(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The code of the problem; null when there is none.</summary>
    public string? Code => Status >= 400 ? (string?)Json["code"] : null;

    public JsonArray Items => Json["items"]!.AsArray();
}
