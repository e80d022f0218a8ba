using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Resources;

namespace ServiceDesk.Domain.Vocabulary;

/// <summary>The domain's texts in a reader's language: each feature's folder has a resource "Texts", keyed by the name of what is said.</summary>
public static class Sentences
{
    private static readonly ConcurrentDictionary<string, ResourceManager> Managers = new();

    /// <summary>The sentence of a refusal.</summary>
    public static string Of(Refusal refusal, CultureInfo culture)
    {
        var type = refusal.GetType();
        var arguments = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .OrderBy(property => property.MetadataToken)
            .Select(property => property.GetValue(refusal))
            .ToArray();
        return Of(type, type.Name, culture, arguments);
    }

    /// <summary>A text of the feature that a type belongs to. Throws when there is none: a missing text is a fault of the program.</summary>
    public static string Of(Type feature, string key, CultureInfo culture, params object?[] arguments)
    {
        var text = Find(feature, key, culture)
            ?? throw new MissingManifestResourceException($"No text \"{key}\" in {feature.Namespace}.Texts.");
        return arguments.Length == 0 ? text : string.Format(culture, text, arguments);
    }

    /// <summary>A text as it stands; null when the feature has none of this name.</summary>
    public static string? Find(Type feature, string key, CultureInfo culture) => Manager(feature).GetString(key, culture);

    private static ResourceManager Manager(Type feature) =>
        Managers.GetOrAdd(feature.Namespace + ".Texts", name => new ResourceManager(name, feature.Assembly));
}
