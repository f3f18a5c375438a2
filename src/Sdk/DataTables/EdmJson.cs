using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>
/// The service's types as JSON, both ways: what JSON cannot tell apart travels as a string or number with a
/// <c>name@odata.type</c> beside it.
/// </summary>
internal static class EdmJson
{
    public const string TypeSuffix = "@odata.type";

    // Bodies are never part of an HTML page, and letters outside ASCII would otherwise triple in size.
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly object True = true;
    private static readonly object False = false;

    public static DateTime RequireUtc(DateTime time) => time.Kind == DateTimeKind.Utc
        ? time
        : throw new NotSupportedException($"A DateTime of kind {time.Kind} has no definite meaning for the service; give it in UTC.");

    public static void Write(Utf8JsonWriter json, PropertyName name, string value) => json.WriteString(name.Name, value);

    public static void Write(Utf8JsonWriter json, PropertyName name, int value) => json.WriteNumber(name.Name, value);

    public static void Write(Utf8JsonWriter json, PropertyName name, bool value) => json.WriteBoolean(name.Name, value);

    public static void Write(Utf8JsonWriter json, PropertyName name, long value)
    {
        json.WriteString(name.TypeName, "Edm.Int64"u8);
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        json.WriteString(name.Name, digits[..length]);
    }

    public static void Write(Utf8JsonWriter json, PropertyName name, double value)
    {
        json.WriteString(name.TypeName, "Edm.Double"u8);
        if (double.IsFinite(value))
            json.WriteNumber(name.Name, value);
        else
            json.WriteString(name.Name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    public static void Write(Utf8JsonWriter json, PropertyName name, Guid value)
    {
        json.WriteString(name.TypeName, "Edm.Guid"u8);
        json.WriteString(name.Name, value);
    }

    public static void Write(Utf8JsonWriter json, PropertyName name, DateTimeOffset value) => Write(json, name, value.UtcDateTime);

    public static void Write(Utf8JsonWriter json, PropertyName name, DateTime value)
    {
        json.WriteString(name.TypeName, "Edm.DateTime"u8);
        Span<byte> text = stackalloc byte[28];
        RequireUtc(value).TryFormat(text, out var length, "O", CultureInfo.InvariantCulture);
        json.WriteString(name.Name, text[..length]);
    }

    public static void Write(Utf8JsonWriter json, PropertyName name, ReadOnlySpan<byte> value)
    {
        json.WriteString(name.TypeName, "Edm.Binary"u8);
        json.WriteBase64String(name.Name, value);
    }

    public static void Write(Utf8JsonWriter json, PropertyName name, object value)
    {
        switch (value)
        {
            case string text: Write(json, name, text); break;
            case int number: Write(json, name, number); break;
            case bool truth: Write(json, name, truth); break;
            case long number: Write(json, name, number); break;
            case double number: Write(json, name, number); break;
            case DateTimeOffset time: Write(json, name, time); break;
            case DateTime time: Write(json, name, time); break;
            case Guid guid: Write(json, name, guid); break;
            case byte[] bytes: Write(json, name, bytes.AsSpan()); break;
            case BinaryData data: Write(json, name, data.ToMemory().Span); break;
            case Enum choice: Write(json, name, choice.ToString()); break;
            default: throw Unsupported(name.Text, value.GetType());
        }
    }

    public static NotSupportedException Unsupported(string property, Type type) =>
        new($"Property '{property}' is of type {type}, which a table cannot hold.");

    /// <summary>The value the reader stands on, of the type that its annotation or else its JSON form gives it.</summary>
    public static object ReadObject(ref Utf8JsonReader json, string edmType) => json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => True,
        JsonTokenType.False => False,
        JsonTokenType.Number => ReadNumber(ref json, edmType),
        JsonTokenType.String => edmType switch
        {
            null or "Edm.String" => json.GetString(),
            "Edm.Int64" => ReadInt64(ref json),
            "Edm.DateTime" => ReadDateTimeOffset(ref json),
            "Edm.Guid" => json.GetGuid(),
            "Edm.Binary" => json.GetBytesFromBase64(),
            "Edm.Double" => ReadDouble(ref json),
            _ => throw new FormatException($"The service answered with a value of the unknown type {edmType}."),
        },
        _ => throw new FormatException("The service answered with a property that is neither a value nor null."),
    };

    private static object ReadNumber(ref Utf8JsonReader json, string edmType)
    {
        if (edmType == "Edm.Int64")
            return json.GetInt64();
        return edmType != "Edm.Double" && json.TryGetInt32(out var number) ? number : (object)json.GetDouble();
    }

    public static long ReadInt64(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number ? json.GetInt64() : long.Parse(Text(ref json), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static double ReadDouble(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number ? json.GetDouble()
        : json.ValueTextEquals("NaN"u8) ? double.NaN
        : json.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity
        : json.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity
        : double.Parse(Text(ref json), NumberStyles.Float, CultureInfo.InvariantCulture);

    public static DateTimeOffset ReadDateTimeOffset(ref Utf8JsonReader json) => new(ReadDateTime(ref json));

    public static DateTime ReadDateTime(ref Utf8JsonReader json)
    {
        var time = json.GetDateTime();
        return time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<byte> Text(ref Utf8JsonReader json) => json.HasValueSequence ? json.ValueSequence.ToArray() : json.ValueSpan;
}
