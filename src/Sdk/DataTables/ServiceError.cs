using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// Reads what the service says of a failure: the OData body in JSON, the XML that some front ends answer with, or the
/// <c>x-ms-error-code</c> header alone.
/// </summary>
internal sealed class ServiceError : RequestFailedDetailsParser
{
    /// <summary>Key in <see cref="Exception.Data"/> of the operation of a transaction that failed.</summary>
    public const string FailedIndexKey = "FailedEntity";

    private const string CodeHeader = "x-ms-error-code";

    public static readonly ServiceError Parser = new();

    public static RequestFailedException Exception(Response response) => new(response, null, Parser);

    public static string Code(Response response) =>
        Parser.TryParse(response, out var error, out _) ? error.Code : null;

    public override bool TryParse(Response response, out ResponseError error, out IDictionary<string, string> data)
    {
        var (code, message) = Body(response.Content.ToMemory());
        if (code is null && response.Headers.TryGetValue(CodeHeader, out var header))
            code = header;
        error = new ResponseError(code, message);
        data = null;
        if (message?.IndexOf(':', StringComparison.Ordinal) is > 0 and < 4 and var end && uint.TryParse(message.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            data = new Dictionary<string, string> { [FailedIndexKey] = message[..end] };
        return code is not null;
    }

    private static (string Code, string Message) Body(ReadOnlyMemory<byte> body)
    {
        var text = body.Span.TrimStart(" \t\r\n\uFEFF"u8);
        try
        {
            return text switch
            {
                [(byte)'{', ..] => Json(body),
                [(byte)'<', ..] => Xml(text),
                _ => default,
            };
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            // Half an answer, or one from something between us and the service: the status must do, and it is in the exception.
            return default;
        }
    }

    private static (string Code, string Message) Json(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (!root.TryGetProperty("odata.error", out var error) && !root.TryGetProperty("error", out error))
            return default;
        if (error.ValueKind != JsonValueKind.Object)
            return default;
        var code = error.TryGetProperty("code", out var c) && c.ValueKind == JsonValueKind.String ? c.GetString() : null;
        var message = error.TryGetProperty("message", out var m) ? m : default;
        if (message.ValueKind == JsonValueKind.Object && message.TryGetProperty("value", out var value))
            message = value;
        return (code, message.ValueKind == JsonValueKind.String ? message.GetString() : null);
    }

    private static (string Code, string Message) Xml(ReadOnlySpan<byte> body)
    {
        using var reader = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(body)));
        var root = XDocument.Load(reader).Root;
        string Child(string name) => root.Elements().FirstOrDefault(e => e.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;
        return (Child("code"), Child("message"));
    }
}
