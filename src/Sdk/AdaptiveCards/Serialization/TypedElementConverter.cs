using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AdaptiveCards.Serialization;

/// <summary>Takes a card out of the hands of a foreign serializer, so that its settings do not change the card.</summary>
internal sealed class TypedElementConverter : JsonConverter
{
    public override bool CanConvert(Type objectType) => typeof(AdaptiveTypedElement).IsAssignableFrom(objectType);

    public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer) => CardJson.Write(writer, value);

    public override object ReadJson(JsonReader reader, Type objectType, object existingValue, JsonSerializer serializer) =>
        CardJson.Read(reader, objectType);
}

/// <summary>Reads the class that <c>type</c> names; writing follows the contracts.</summary>
internal sealed class TypedElementReader : JsonConverter
{
    public static readonly TypedElementReader Instance = new();

    private static readonly Dictionary<string, Func<AdaptiveTypedElement>> _types = new(StringComparer.Ordinal)
    {
        [AdaptiveCard.TypeName] = NewCard,
        [AdaptiveTextBlock.TypeName] = () => new AdaptiveTextBlock(),
        [AdaptiveRichTextBlock.TypeName] = () => new AdaptiveRichTextBlock(),
        [AdaptiveImage.TypeName] = () => new AdaptiveImage(),
        [AdaptiveFactSet.TypeName] = () => new AdaptiveFactSet(),
        [AdaptiveContainer.TypeName] = () => new AdaptiveContainer(),
        [AdaptiveColumnSet.TypeName] = () => new AdaptiveColumnSet(),
        [AdaptiveColumn.TypeName] = () => new AdaptiveColumn(),
        [AdaptiveActionSet.TypeName] = () => new AdaptiveActionSet(),
        [AdaptiveTable.TypeName] = () => new AdaptiveTable(),
        [AdaptiveTableRow.TypeName] = () => new AdaptiveTableRow(),
        [AdaptiveTableCell.TypeName] = () => new AdaptiveTableCell(),
        [AdaptiveTextInput.TypeName] = () => new AdaptiveTextInput(),
        [AdaptiveNumberInput.TypeName] = () => new AdaptiveNumberInput(),
        [AdaptiveDateInput.TypeName] = () => new AdaptiveDateInput(),
        [AdaptiveTimeInput.TypeName] = () => new AdaptiveTimeInput(),
        [AdaptiveToggleInput.TypeName] = () => new AdaptiveToggleInput(),
        [AdaptiveChoiceSetInput.TypeName] = () => new AdaptiveChoiceSetInput(),
        [AdaptiveExecuteAction.TypeName] = () => new AdaptiveExecuteAction(),
        [AdaptiveSubmitAction.TypeName] = () => new AdaptiveSubmitAction(),
        [AdaptiveOpenUrlAction.TypeName] = () => new AdaptiveOpenUrlAction(),
        [AdaptiveShowCardAction.TypeName] = () => new AdaptiveShowCardAction(),
        [AdaptiveToggleVisibilityAction.TypeName] = () => new AdaptiveToggleVisibilityAction(),
    };

    public override bool CanWrite => false;

    public override bool CanConvert(Type objectType) => typeof(AdaptiveTypedElement).IsAssignableFrom(objectType);

    public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer) => throw new NotSupportedException();

    public override object ReadJson(JsonReader reader, Type objectType, object existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null)
            return null;

        var json = JsonReading.TakeObject(reader);
        var element = Create(JsonReading.Text(json, "type"), objectType, serializer);
        if (!objectType.IsInstanceOfType(element))
            throw new JsonSerializationException($"A '{element.Type}' cannot stand where {objectType.Name} is expected.");

        using var properties = json.CreateReader();
        serializer.Populate(properties, element);
        return element;
    }

    private static AdaptiveTypedElement Create(string type, Type expected, JsonSerializer serializer)
    {
        if (type is null)
        {
            // Where only one type can stand (a column, a row, a refresh's action), the schema lets it go unnamed.
            if (expected.IsAbstract)
                throw new JsonSerializationException($"The type of {expected.Name} is missing.");
            return expected == typeof(AdaptiveCard) ? NewCard() : (AdaptiveTypedElement)Activator.CreateInstance(expected);
        }

        if (_types.TryGetValue(type, out var create))
            return create();

        Warning.Add(serializer, Warning.UnknownType(type));
        var isAction = expected == typeof(AdaptiveAction)
            || (expected == typeof(AdaptiveTypedElement) && type.StartsWith("Action.", StringComparison.Ordinal));
        return isAction ? new AdaptiveUnknownAction { Type = type } : new AdaptiveUnknownElement { Type = type };
    }

    private static AdaptiveCard NewCard() => new((AdaptiveSchemaVersion)null);
}

/// <summary>Reads a text run, which may be written as its text alone.</summary>
internal sealed class InlineReader : JsonConverter
{
    public static readonly InlineReader Instance = new();

    public override bool CanWrite => false;

    public override bool CanConvert(Type objectType) => typeof(AdaptiveInline).IsAssignableFrom(objectType);

    public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer) => throw new NotSupportedException();

    public override object ReadJson(JsonReader reader, Type objectType, object existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null)
            return null;
        if (reader.TokenType == JsonToken.String)
            return new AdaptiveTextRun((string)reader.Value);

        var json = JsonReading.TakeObject(reader);
        var type = JsonReading.Text(json, "type");
        AdaptiveInline inline;
        if (type == AdaptiveTextRun.TypeName)
        {
            inline = new AdaptiveTextRun();
        }
        else
        {
            Warning.Add(serializer, Warning.UnknownType(type));
            inline = new UnknownInline { Type = type };
        }

        using var properties = json.CreateReader();
        serializer.Populate(properties, inline);
        return inline;
    }
}

internal static class JsonReading
{
    /// <summary>The object at the reader, not copied if it is a token already; the reader stops at its end.</summary>
    public static JObject TakeObject(JsonReader reader)
    {
        if (reader.TokenType != JsonToken.StartObject)
            throw new JsonSerializationException($"An object is expected at '{reader.Path}'.");
        if (reader is not JTokenReader { CurrentToken: JObject json })
            return JObject.Load(reader);
        reader.Skip();
        return json;
    }

    /// <summary>The text of a property; null if it is missing or null.</summary>
    public static string Text(JObject json, string name) => json[name] switch
    {
        null or { Type: JTokenType.Null } => null,
        JValue { Value: string text } => text,
        _ => throw new JsonSerializationException($"'{name}' at '{json.Path}' is a text."),
    };
}
