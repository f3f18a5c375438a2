using Newtonsoft.Json;

namespace AdaptiveCards.Serialization;

/// <summary>The warnings that reading a card can give.</summary>
internal static class Warning
{
    public static AdaptiveWarning UnknownType(string type) => new(1, $"Unknown type '{type}'.");

    public static AdaptiveWarning UnknownValue(string value, Type of) => new(2, $"Unknown value '{value}' of {of.Name}.");

    public static AdaptiveWarning UnknownVersion(AdaptiveSchemaVersion version) =>
        new(3, $"The card asks for version {version} of the schema; {AdaptiveCard.KnownSchemaVersion} is known.");

    public static void Add(JsonSerializer serializer, AdaptiveWarning warning) =>
        (serializer.Context.Context as List<AdaptiveWarning>)?.Add(warning);
}
