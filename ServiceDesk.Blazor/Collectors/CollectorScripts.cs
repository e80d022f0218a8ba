using System.Globalization;
using System.IO.Compression;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Collectors;

/// <summary>The scripts that other web sites load: one for each collector with its own words in it, made and compressed once and kept until the collector changes.</summary>
internal sealed class CollectorScripts(SiteLinks links, IOptions<RequestOptions> options)
{
    private const string Place = "{/*config*/}";
    private const string Prefix = "Widget.";
    private const long Megabyte = 1024 * 1024;

    private static readonly string Source = Read("collector.js");
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    // Kept by the collector as it was read: another reading is another script, and lets go of this one.
    private readonly ConditionalWeakTable<KnownCollector, CollectorScript> _kept = [];

    /// <summary>The script of a collector.</summary>
    public CollectorScript Of(KnownCollector known) => _kept.GetValue(known, Make);

    /// <summary>What the script says, by language and name.</summary>
    public static IReadOnlyDictionary<string, Dictionary<string, string>> Words { get; } = Languages.Spoken.ToDictionary(language => language, WordsIn, StringComparer.Ordinal);

    private CollectorScript Make(KnownCollector known)
    {
        var (collector, most) = (known.Collector, options.Value);
        var config = new
        {
            collector.Id,
            At = links.ToCollectorAudience(collector.Id),
            collector.Title,
            collector.Intro,
            collector.Thanks,
            Button = collector.ButtonText,
            collector.Colour,
            Ink = CollectorColour.WantsWhiteText(collector.Colour) ? "#fff" : "#000",
            collector.AsksName,
            collector.AsksDescription,
            collector.TakesFiles,
            collector.OffersContext,
            collector.HasButton,
            MostFiles = most.AttachmentsPerMessage,
            MostBytes = most.AttachmentBytes,
            MostMegabytes = Math.Max(1, most.AttachmentBytes / Megabyte),
            Lang = Languages.OfTheSite,
            Texts = Words,
        };
        return new CollectorScript(Encoding.UTF8.GetBytes(Source.Replace(Place, JsonSerializer.Serialize(config, Json), StringComparison.Ordinal)));
    }

    private static Dictionary<string, string> WordsIn(string language)
    {
        var texts = new ResourceManager(typeof(Texts));
        var own = texts.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!;
        return own.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key).Where(key => key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(key => key[Prefix.Length..], key => texts.GetString(key, CultureInfo.GetCultureInfo(language))!, StringComparer.Ordinal);
    }

    private static string Read(string name)
    {
        using var stream = typeof(CollectorScripts).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>A script as it is sent.</summary>
internal sealed class CollectorScript
{
    /// <summary>Takes the text, and compresses it.</summary>
    public CollectorScript(byte[] plain)
    {
        Plain = plain;
        Brotli = Compressed(to => new BrotliStream(to, CompressionLevel.SmallestSize));
        Gzip = Compressed(to => new GZipStream(to, CompressionLevel.SmallestSize));
        Tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..32]}\"";
    }

    /// <summary>As it was written.</summary>
    public byte[] Plain { get; }

    /// <summary>With Brotli.</summary>
    public byte[] Brotli { get; }

    /// <summary>With gzip.</summary>
    public byte[] Gzip { get; }

    /// <summary>Another one for another text.</summary>
    public string Tag { get; }

    private byte[] Compressed(Func<Stream, Stream> compress)
    {
        using var to = new MemoryStream();
        using (var compressing = compress(to))
        {
            compressing.Write(Plain);
        }

        return to.ToArray();
    }
}
