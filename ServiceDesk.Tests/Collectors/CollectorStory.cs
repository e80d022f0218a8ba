using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Collectors;

/// <summary>Collectors and what their hosts do: tokens are put together by hand, as a host would, and not by what reads them.</summary>
internal static class CollectorStory
{
    public const string Host = "https://shop.example";

    /// <summary>A collector of the desk that is switched on, with a request type to raise as.</summary>
    public static async Task<Guid> CollectorAsync(this Story world, Desk desk, Func<CollectorForm, CollectorForm>? with = null, bool vouches = false)
    {
        if (!await world.ReadAsync(db => db.RequestTypes.AnyAsync(type => type.DeskId == desk.Id)))
        {
            await world.TypeAsync(desk);
        }

        var form = new CollectorForm("Shop", null, Host);
        var made = (await world.Get<DeskCollectors>().MakeAsync(desk.Id, with?.Invoke(form) ?? form, by: world.Ada)).Done;
        Assert.True((await world.Get<DeskCollectors>().SwitchAsync(desk.Id, made, isOn: true, by: world.Ada)).IsDone);
        Assert.True((await world.Get<DeskCollectors>().VouchAsync(desk.Id, made, vouches, by: world.Ada)).IsDone);
        return made;
    }

    public static async Task<string> SecretAsync(this Story world, Desk desk, Guid collector) =>
        (await world.Get<DeskCollectors>().MakeSecretAsync(desk.Id, collector, by: world.Ada)).Done.Secret;

    public static KnownCollector Known(this Story world, Guid collector) => world.Get<CollectorPosts>().Open(collector, Host).Done;

    public static Task<Outcome<Collected>> PostAsync(this Story world, Guid collector, CollectedForm form) => world.Get<CollectorPosts>().TakeAsync(world.Known(collector), Host, form, "192.0.2.8");

    public static CollectedForm Form(string? token = null, string summary = "The cart is empty") => new() { Id = Guid.NewGuid(), Token = token, Summary = summary, Description = "It was full." };

    /// <summary>A post without a token, with the work done.</summary>
    public static CollectedForm Typed(this Story world, Guid collector, string address) => Form() with
    {
        Address = address,
        FullName = "Typed Name",
        Answer = Solve(world.Get<CollectorPosts>().Ask(world.Known(collector))),
    };

    public static ChallengeAnswer Solve(Challenge challenge) =>
        new(challenge.Token, null, Enumerable.Range(0, int.MaxValue).First(number => IsSolved(challenge, number)).ToString(CultureInfo.InvariantCulture));

    /// <summary>What a host says of its visitor just now.</summary>
    public static Dictionary<string, object> Claims(this Story world, Guid collector, string address, string? name = null) => new(StringComparer.Ordinal)
    {
        ["aud"] = world.Get<SiteLinks>().ToCollectorAudience(collector),
        ["email"] = address,
        ["name"] = name ?? "",
        ["jti"] = Guid.NewGuid().ToString("N"),
        ["iat"] = world.Now.ToUnixTimeSeconds(),
        ["exp"] = world.Now.AddMinutes(5).ToUnixTimeSeconds(),
    };

    public static string Signed(this Story world, Guid collector, string secret, string address, string? name = null) => Hs256(world.Claims(collector, address, name), secret);

    public static string Hs256(Dictionary<string, object> claims, string secret, object? header = null) =>
        Token(header ?? new { alg = "HS256", typ = "JWT" }, claims, text => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text));

    public static string Es256(Dictionary<string, object> claims, ECDsa key) => Token(new { alg = "ES256" }, claims, text => key.SignData(text, HashAlgorithmName.SHA256));

    public static string Token(object header, Dictionary<string, object> claims, Func<byte[], byte[]> sign)
    {
        var text = $"{Part(JsonSerializer.SerializeToUtf8Bytes(header))}.{Part(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{text}.{Part(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Part(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static bool IsSolved(Challenge challenge, int number)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{challenge.Nonce}:{number}")));
        return BitConverter.ToUInt32([hash[3], hash[2], hash[1], hash[0]]) >> (32 - challenge.Bits) == 0;
    }
}
