using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Benchmarks;

/// <summary>
/// Requests that pages of another web site post to a collector (aim: 300 a second on SQLite over four connections), each with a token of its own for
/// one of a thousand known reporters; and the collector's script (aim: an answer within 1 ms).
/// </summary>
internal static class CollectorBenchmark
{
    private const string Host = "https://shop.example";
    private const string Boundary = "form-of-the-shop";
    private const int People = 1_000;
    private const int Warm = 500;
    private const int Posts = 3_000;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    public static async Task RunAsync()
    {
        Console.WriteLine("| database | what | a second | half within | 95 in 100 within | slowest | processor each |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, folder) =>
        {
            await using var filled = await FilledSite.MakeAsync(options);
            await filled.CustomersAsync(People);
            await using (await RunningSite.StartAsync(folder, options))
            {
                // The site makes the keys that the secret is sealed with.
            }

            var (collector, secret) = await CollectorAsync(filled);
            await using var site = await RunningSite.StartAsync(folder, options);
            var load = new PostLoad(site.Uri, $"POST /collectors/{collector}/requests?signed HTTP/1.1\r\nHost: {site.Uri.Authority}\r\nOrigin: {Host}\r\nContent-Type: multipart/form-data; boundary={Boundary}\r\nContent-Length: ", 201);

            // Signed before they are sent, as each host does for its own visitors; a token counts ten minutes.
            await load.PostAsync(Forms(site.Uri, collector, secret, Warm), connections: 4);
            foreach (var connections in (int[])[1, 4])
            {
                var forms = Forms(site.Uri, collector, secret, Posts);
                var before = site.ProcessorTime;
                Print(options, $"signed, {connections} at once", await load.PostAsync(forms, connections), (site.ProcessorTime - before) / Posts);
            }

            var script = new Uri(site.Uri, $"/collectors/{collector}.js");
            var began = site.ProcessorTime;
            var figures = await Load.RunAsync(script, "", atOnce: 1, Length);
            Print(options, "the script, 1 at once", figures, (site.ProcessorTime - began) / (figures.PerSecond * Length.TotalSeconds));
            await using var db = filled.Get<DeskDatabase>().Read();
            if (await db.CollectedRequests.CountAsync() is var came && came != Warm + Posts + Posts)
            {
                throw new InvalidOperationException($"{came} requests came.");
            }
        });
    }

    private static async Task<(Guid Collector, string Secret)> CollectorAsync(FilledSite filled)
    {
        var (collectors, by) = (filled.Get<DeskCollectors>(), Actor.Person(filled.Administrator.Id, null));
        var id = (await collectors.MakeAsync(filled.Desk.Id, new CollectorForm("Shop", filled.TypeId, Host) { DailyCap = Collector.HighestCap }, by)).Done;
        await collectors.SwitchAsync(filled.Desk.Id, id, isOn: true, by);
        return (id, (await collectors.MakeSecretAsync(filled.Desk.Id, id, by)).Done.Secret);
    }

    private static List<byte[]> Forms(Uri site, Guid collector, string secret, int count) => [.. Enumerable.Range(1, count).Select(number =>
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new { aud = new Uri(site, $"/collectors/{collector}").AbsoluteUri, email = $"customer{(number % People) + 1}@people.example", jti = Guid.NewGuid().ToString("N"), iat = now, exp = now + 590 };
        var text = $"{Part(JsonSerializer.SerializeToUtf8Bytes(new { alg = "HS256" }))}.{Part(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var token = $"{text}.{Part(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(text)))}";
        (string Name, string Value)[] fields = [("id", $"{Guid.NewGuid()}"), ("lang", "en"), ("summary", $"The cart is empty, says {number}"), ("description", "It was full a minute ago."), ("context", """{"Page":"https://shop.example/cart"}"""), ("token", token)];
        return Encoding.UTF8.GetBytes(string.Concat(fields.Select(field => $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{field.Name}\"\r\n\r\n{field.Value}\r\n")) + $"--{Boundary}--\r\n");
    })];

    private static string Part(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static void Print(DatabaseOptions options, string what, LoadFigures figures, TimeSpan processor) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {options.Provider} | {what} | {figures} | {processor.TotalMilliseconds:0.00} ms |"));
}
