using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FaultSimulator.Tables;

/// <summary>Entities as OData JSON with minimal metadata: what JSON cannot tell apart has its type beside it.</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";

    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a body says of an entity: the keys where it names them, and the properties that have a value.</summary>
    /// <exception cref="TableFailureException">It is no entity.</exception>
    public static (string? PartitionKey, string? RowKey, List<StoredProperty> Properties) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object) throw TableFailureException.InvalidInput("The body is no JSON object.");
            string? partitionKey = null, rowKey = null;
            var properties = new List<StoredProperty>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in root.EnumerateObject())
            {
                var name = member.Name;
                if (name.Contains("odata.", StringComparison.Ordinal) || name is "Timestamp") continue;
                if (!names.Add(name)) throw TableFailureException.InvalidInput($"Property {name} is given twice.");
                var type = root.TryGetProperty(name + TypeSuffix, out var annotation) ? annotation.GetString() : null;
                var value = Value(member.Value, type);
                if (name is "PartitionKey") partitionKey = value as string;
                else if (name is "RowKey") rowKey = value as string;
                else if (value is not null) properties.Add(new StoredProperty(string.Intern(name), value));
            }

            return (partitionKey, rowKey, properties);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw TableFailureException.InvalidInput(e.Message);
        }
    }

    /// <summary>Writes an entity; of one that is projected only the properties asked for, null where it has no such property.</summary>
    public static void Write(Utf8JsonWriter json, StoredEntity entity, string[]? select)
    {
        json.WriteString("odata.etag", entity.ETag);
        if (select is null)
        {
            json.WriteString("PartitionKey", entity.PartitionKey);
            json.WriteString("RowKey", entity.RowKey);
            json.WriteString("Timestamp", Time(entity.Timestamp));
            foreach (var (name, value) in entity.Properties) Write(json, name, value);
            return;
        }

        foreach (var name in select) Write(json, name, entity.Value(name));
    }

    /// <summary>A time as the service writes it, in UTC, to 100 nanoseconds.</summary>
    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static object? Value(JsonElement value, string? type) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(value, type),
        JsonValueKind.String => Value(value.GetString()!, type),
        _ => throw TableFailureException.InvalidInput("A property holds neither a value nor null."),
    };

    private static object Number(JsonElement value, string? type)
    {
        if (type is "Edm.Int64") return value.GetInt64();
        return type is not "Edm.Double" && value.TryGetInt32(out var number) ? number : (object)value.GetDouble();
    }

    private static object Value(string text, string? type) => type switch
    {
        null or "Edm.String" => (object)text,
        "Edm.Int64" => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        "Edm.Int32" => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        "Edm.Double" => text switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        },
        "Edm.Boolean" => bool.Parse(text),
        "Edm.DateTime" => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
        "Edm.Guid" => Guid.Parse(text),
        "Edm.Binary" => Convert.FromBase64String(text),
        _ => throw new TableFailureException(400, "InvalidValueType", $"The value specified is invalid: type {type}."),
    };

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case string text: json.WriteString(name, text); break;
            case bool truth: json.WriteBoolean(name, truth); break;
            case int number: json.WriteNumber(name, number); break;
            case long number:
                json.WriteString(name + TypeSuffix, "Edm.Int64");
                json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                json.WriteString(name + TypeSuffix, "Edm.Double");
                if (double.IsFinite(number)) json.WriteNumber(name, number);
                else json.WriteString(name, double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                break;
            case DateTime time:
                json.WriteString(name + TypeSuffix, "Edm.DateTime");
                json.WriteString(name, Time(time));
                break;
            case Guid guid:
                json.WriteString(name + TypeSuffix, "Edm.Guid");
                json.WriteString(name, guid);
                break;
            case byte[] bytes:
                json.WriteString(name + TypeSuffix, "Edm.Binary");
                json.WriteBase64String(name, bytes);
                break;
            default: throw new InvalidOperationException($"A {value.GetType()} is kept in property {name}, and none can be.");
        }
    }
}
