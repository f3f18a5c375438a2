using System.Runtime.Serialization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AdaptiveCards.Serialization;

/// <summary>Reads and writes cards by one set of contracts, whichever serializer asked.</summary>
internal static class CardJson
{
    private static readonly CardContractResolver _contracts = new();
    private static readonly JsonSerializer _serializer = CreateSerializer(warnings: null);

    public static string Write(AdaptiveCard card)
    {
        using var text = new StringWriter();
        using var writer = new JsonTextWriter(text) { Formatting = Formatting.Indented };
        _serializer.Serialize(writer, card);
        return text.ToString();
    }

    public static void Write(JsonWriter writer, object value) => _serializer.Serialize(writer, value);

    public static object Read(JsonReader reader, Type type) => _serializer.Deserialize(reader, type);

    public static AdaptiveCard Parse(string json, List<AdaptiveWarning> warnings)
    {
        try
        {
            var root = ParseObject(json);
            if (root["type"] is not JValue { Value: AdaptiveCard.TypeName })
                throw new AdaptiveSerializationException($"The root of a card has the type {AdaptiveCard.TypeName}.");
            if (root["version"] is null or { Type: JTokenType.Null })
                throw new AdaptiveSerializationException("The root of a card names the version of its schema.");

            using var reader = root.CreateReader();
            var card = CreateSerializer(warnings).Deserialize<AdaptiveCard>(reader);
            if (card.Version > AdaptiveCard.KnownSchemaVersion)
                warnings.Add(Warning.UnknownVersion(card.Version));
            return card;
        }
        catch (JsonException e)
        {
            throw new AdaptiveSerializationException(e.Message, e);
        }
    }

    private static JObject ParseObject(string json)
    {
        // Ids and inputs may look like dates; they are kept as they were written.
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        var root = JObject.Load(reader);
        while (reader.Read())
        {
            // The reader refuses anything but comments after the card.
        }

        return root;
    }

    private static JsonSerializer CreateSerializer(List<AdaptiveWarning> warnings) => new()
    {
        ContractResolver = _contracts,
        DateParseHandling = DateParseHandling.None,
#pragma warning disable SYSLIB0050 // Newtonsoft's one place for what belongs to a single call.
        Context = new StreamingContext(StreamingContextStates.Other, warnings),
#pragma warning restore SYSLIB0050
    };
}
