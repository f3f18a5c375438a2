using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>A property's name and that of its type annotation, encoded once.</summary>
internal sealed class PropertyName
{
    // Names come from the program, not from people; the bound only guards against a program that makes them up.
    private const int CacheLimit = 4096;

    private static readonly ConcurrentDictionary<string, PropertyName> Cache = new(StringComparer.Ordinal);

    private PropertyName(string text)
    {
        Text = text;
        Name = JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        TypeName = JsonEncodedText.Encode(text + EdmJson.TypeSuffix, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
    }

    public string Text { get; }

    public JsonEncodedText Name { get; }

    public JsonEncodedText TypeName { get; }

    public static PropertyName Of(string text)
    {
        if (Cache.TryGetValue(text, out var name))
            return name;
        name = new PropertyName(text);
        if (Cache.Count < CacheLimit)
            Cache.TryAdd(text, name);
        return name;
    }
}
