using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace TeamsSimulator;

/// <summary>JSON and ids as they stand on the wire.</summary>
internal static class Wire
{
    public const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";

    private static readonly JsonLoadSettings Load = new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };

    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static JToken Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None, MaxDepth = 128 };
        var token = JToken.ReadFrom(reader, Load);
        if (reader.Read())
            throw new JsonReaderException("There is something after the JSON value.");
        return token;
    }

    public static JToken? TryParse(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return null;
        try
        {
            return Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Write(JToken token) => token.ToString(Formatting.None);

    public static JObject Copy(JObject json) => (JObject)json.DeepClone();

    public static string? Text(this JToken? token, string property) =>
        token is JObject o && o[property] is JValue { Value: not null } value ? Plain(value) : null;

    public static JObject? Object(this JToken? token, string property) => (token as JObject)?[property] as JObject;

    public static IEnumerable<JObject> Objects(this JToken? token, string property) =>
        ((token as JObject)?[property] as JArray)?.OfType<JObject>() ?? [];

    /// <summary>Without what is null: an absent property says it shorter.</summary>
    public static JObject Compact(JObject json)
    {
        // A null string is a JValue of type String, so the value is asked and not the type.
        foreach (var absent in json.Properties().Where(p => p.Value is JValue { Value: null }).ToList())
            absent.Remove();
        return json;
    }

    public static string Plain(JValue value) => value.Value switch
    {
        bool b => b ? "true" : "false",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        var other => other?.ToString() ?? "",
    };

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Opaque(string of) => Base64Url(SHA512.HashData(Encoding.UTF8.GetBytes(of)));

    public static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
