using System.Buffers;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace Microsoft.Bot.Schema;

/// <summary>
/// The one way activities are read and written. Contracts are costly to build and live in the resolver,
/// so there is one resolver, one settings object and one serializer in the process.
/// </summary>
internal static class SchemaJson
{
    internal static readonly JsonSerializerSettings Settings = new()
    {
        ContractResolver = new DefaultContractResolver(),
        NullValueHandling = NullValueHandling.Ignore,
        DateFormatHandling = DateFormatHandling.IsoDateFormat,
        DateTimeZoneHandling = DateTimeZoneHandling.Utc,
        // Typed date properties are parsed all the same; a string inside value or channelData stays what was sent.
        DateParseHandling = DateParseHandling.None,
        // "$ref" and "$type" in a body are a sender's data, not instructions.
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        CheckAdditionalContent = true,
        MaxDepth = 64,
    };

    internal static readonly JsonSerializer Serializer = JsonSerializer.Create(Settings);

    private static readonly CharPool Chars = new();

    /// <exception cref="JsonException">The bytes are no JSON, or of another shape.</exception>
    internal static T Read<T>(in ReadOnlySequence<byte> utf8)
    {
        using var text = new Utf8Reader(utf8);
        using var json = new JsonTextReader(text) { ArrayPool = Chars };
        return Serializer.Deserialize<T>(json);
    }

    internal static void Write(IBufferWriter<byte> utf8, object value, JsonSerializer serializer = null)
    {
        using var text = new Utf8Writer(utf8);
        using var json = new JsonTextWriter(text) { ArrayPool = Chars, AutoCompleteOnClose = false };
        (serializer ?? Serializer).Serialize(json, value);
    }

    private sealed class CharPool : IArrayPool<char>
    {
        public char[] Rent(int minimumLength) => ArrayPool<char>.Shared.Rent(minimumLength);

        public void Return(char[] array) => ArrayPool<char>.Shared.Return(array);
    }
}
