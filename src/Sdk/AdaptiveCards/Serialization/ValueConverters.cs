using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace AdaptiveCards.Serialization;

/// <summary>Writes an enum's names in camel case and reads them in any case; an unknown one becomes the default, with a warning.</summary>
internal sealed class CamelCaseEnumConverter : JsonConverter
{
    private readonly Type _type;
    private readonly Dictionary<object, string> _names = [];
    private readonly Dictionary<string, object> _values = new(StringComparer.OrdinalIgnoreCase);

    public CamelCaseEnumConverter(Type type)
    {
        _type = type;
        var camelCase = new CamelCaseNamingStrategy();
        foreach (var value in Enum.GetValues(type))
        {
            var name = camelCase.GetPropertyName(value.ToString(), hasSpecifiedName: false);
            _names.Add(value, name);
            _values.Add(name, value);
        }
    }

    public override bool CanConvert(Type objectType) => objectType == _type;

    public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer) =>
        writer.WriteValue(_names.TryGetValue(value, out var name)
            ? name
            : throw new JsonSerializationException($"{value} is not a value of {_type.Name}."));

    public override object ReadJson(JsonReader reader, Type objectType, object existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null)
            return objectType == _type ? Activator.CreateInstance(_type) : null;
        if (reader.Value is string text && _values.TryGetValue(text, out var value))
            return value;
        if (reader.TokenType is JsonToken.StartObject or JsonToken.StartArray)
            throw new JsonSerializationException($"A text is expected at '{reader.Path}'.");

        Warning.Add(serializer, Warning.UnknownValue(Convert.ToString(reader.Value, CultureInfo.InvariantCulture), _type));
        return objectType == _type ? Activator.CreateInstance(_type) : null;
    }
}

/// <summary>A value that JSON writes as one text.</summary>
internal abstract class TextConverter<T> : JsonConverter
{
    public override bool CanConvert(Type objectType) => objectType == typeof(T);

    public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer) => writer.WriteValue(ToText((T)value));

    public override object ReadJson(JsonReader reader, Type objectType, object existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null)
            return null;
        var text = Convert.ToString(reader.Value, CultureInfo.InvariantCulture);
        return TryParse(text, out var value)
            ? value
            : throw new JsonSerializationException($"'{text}' at '{reader.Path}' is not understood.");
    }

    protected virtual string ToText(T value) => value.ToString();

    protected abstract bool TryParse(string text, out T value);
}

internal sealed class SchemaVersionConverter : TextConverter<AdaptiveSchemaVersion>
{
    protected override bool TryParse(string text, out AdaptiveSchemaVersion value)
    {
        value = AdaptiveSchemaVersion.TryParse(text, out var major, out var minor) ? new(major, minor) : null;
        return value is not null;
    }
}

internal sealed class HeightConverter : TextConverter<AdaptiveHeight>
{
    protected override bool TryParse(string text, out AdaptiveHeight value)
    {
        value = text.ToUpperInvariant() switch
        {
            "AUTO" => AdaptiveHeight.Auto,
            "STRETCH" => AdaptiveHeight.Stretch,
            _ => PixelsConverter.TryParsePixels(text, out var pixels) ? new AdaptiveHeight(pixels) : null,
        };
        return value is not null;
    }
}

internal sealed class PixelsConverter : TextConverter<uint>
{
    public static bool TryParsePixels(string text, out uint pixels)
    {
        pixels = 0;
        return text.EndsWith("px", StringComparison.OrdinalIgnoreCase)
            && uint.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out pixels);
    }

    protected override string ToText(uint value) => string.Create(CultureInfo.InvariantCulture, $"{value}px");

    protected override bool TryParse(string text, out uint value) => TryParsePixels(text, out value);
}

/// <summary>A weight is written as a number, anything else as text.</summary>
internal sealed class WidthConverter : TextConverter<AdaptiveWidth>
{
    public static bool IsWidth(string text) =>
        string.Equals(text, AdaptiveColumnWidth.Auto, StringComparison.OrdinalIgnoreCase)
        || string.Equals(text, AdaptiveColumnWidth.Stretch, StringComparison.OrdinalIgnoreCase)
        || (text is not null && (PixelsConverter.TryParsePixels(text, out _) || TryParseWeight(text, out _)));

    public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer)
    {
        var text = value.ToString();
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            writer.WriteValue(whole);
        else if (TryParseWeight(text, out var weight))
            writer.WriteValue(weight);
        else
            writer.WriteValue(text);
    }

    protected override bool TryParse(string text, out AdaptiveWidth value)
    {
        value = IsWidth(text) ? new AdaptiveWidth(text) : null;
        return value is not null;
    }

    private static bool TryParseWeight(string text, out double weight) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out weight) && weight > 0;
}

/// <summary><c>"drop"</c> or an element.</summary>
internal sealed class FallbackConverter : JsonConverter
{
    private const string Drop = "drop";

    public override bool CanConvert(Type objectType) => objectType == typeof(AdaptiveFallbackElement);

    public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer)
    {
        var fallback = (AdaptiveFallbackElement)value;
        switch (fallback.Type)
        {
            case AdaptiveFallbackElement.AdaptiveFallbackType.Drop:
                writer.WriteValue(Drop);
                break;
            case AdaptiveFallbackElement.AdaptiveFallbackType.Content when fallback.Content is not null:
                serializer.Serialize(writer, fallback.Content);
                break;
            default:
                throw new JsonSerializationException("A fallback is 'drop' or has content.");
        }
    }

    public override object ReadJson(JsonReader reader, Type objectType, object existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null)
            return null;
        if (reader.TokenType == JsonToken.StartObject)
            return new AdaptiveFallbackElement(serializer.Deserialize<AdaptiveTypedElement>(reader));
        if (string.Equals(reader.Value as string, Drop, StringComparison.OrdinalIgnoreCase))
            return new AdaptiveFallbackElement(AdaptiveFallbackElement.AdaptiveFallbackType.Drop);
        throw new JsonSerializationException($"The fallback at '{reader.Path}' is neither '{Drop}' nor an object.");
    }
}

/// <summary>An id alone, or an id and whether to show or hide.</summary>
internal sealed class TargetElementConverter : JsonConverter
{
    public override bool CanConvert(Type objectType) => objectType == typeof(AdaptiveTargetElement);

    public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer)
    {
        var target = (AdaptiveTargetElement)value;
        if (target.IsVisible is null)
        {
            writer.WriteValue(target.ElementId);
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName("elementId");
        writer.WriteValue(target.ElementId);
        writer.WritePropertyName("isVisible");
        writer.WriteValue(target.IsVisible);
        writer.WriteEndObject();
    }

    public override object ReadJson(JsonReader reader, Type objectType, object existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.String)
            return new AdaptiveTargetElement((string)reader.Value);
        var json = JsonReading.TakeObject(reader);
        return new AdaptiveTargetElement(JsonReading.Text(json, "elementId"))
        {
            IsVisible = json["isVisible"] switch
            {
                null or { Type: JTokenType.Null } => null,
                JValue { Value: bool isVisible } => isVisible,
                _ => throw new JsonSerializationException($"'isVisible' at '{json.Path}' is true or false."),
            },
        };
    }
}
