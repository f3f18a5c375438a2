using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace SupportBot.Escalation;

/// <summary>An escalation file as it is kept: names in camel case, enums by name, moments as ISO text in UTC, nothing that is null.</summary>
internal static class EscalationJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        // It goes into a property of a table, never into a page; a letter with an accent counts once.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new IsoInstant() },
    };

    public static string Write(EscalationFile file) => JsonSerializer.Serialize(file, Options);

    public static EscalationFile Read(string json) => JsonSerializer.Deserialize<EscalationFile>(json, Options) ?? throw new JsonException("There is no escalation file in \"null\".");

    private sealed class IsoInstant : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString() ?? "";
            return InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out var instant) ? instant : throw new JsonException($"\"{text}\" is no moment such as 2026-11-25T14:30:00Z.");
        }

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }
}
