using System.Collections;
using System.Globalization;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace SupportBot.Storage;

/// <summary>
/// Conversation state as JSON. A type other than the declared one is written by its short name from an allow-list, never by
/// the name of an assembly, so that a later version, or another implementation of the same type, reads it.
/// </summary>
internal sealed class StateJson
{
    private const int Deepest = 64;

    // What Newtonsoft.Json takes for an instruction where it stands as a property's name.
    private static readonly HashSet<string> Instructions = new(["$type", "$id", "$ref", "$value", "$values"], StringComparer.Ordinal);

    // What Bot Builder puts into state without being asked: the steps of a dialog and the state of a prompt are such dictionaries.
    private static readonly KeyValuePair<string, Type>[] Always = [new("map", typeof(Dictionary<string, object>)), new("texts", typeof(List<string>))];

    // Contracts are costly to make, and the same for every list of types.
    private static readonly CheckedNames Contracts = new();

    private readonly JsonSerializer _serializer;

    /// <exception cref="ArgumentException">A type or a name stands in the list twice.</exception>
    public StateJson(IReadOnlyDictionary<string, Type> allowed)
    {
        _serializer = JsonSerializer.Create(new JsonSerializerSettings
        {
            TypeNameHandling = TypeNameHandling.Auto,
            SerializationBinder = new AllowList([.. Always, .. allowed]),
            ContractResolver = Contracts,
            Converters = { new CheckedToken() },
            DateParseHandling = DateParseHandling.None,
            MaxDepth = Deepest,
            NullValueHandling = NullValueHandling.Ignore,
            Culture = CultureInfo.InvariantCulture,
        });
    }

    /// <exception cref="StateFormatException">It holds what cannot be read again.</exception>
    public string Write(IDictionary<string, object> state)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var json = new BoundedWriter(text);
        try
        {
            _serializer.Serialize(json, new Dictionary<string, object>(state, StringComparer.Ordinal), typeof(Dictionary<string, object>));
        }
        catch (JsonException e)
        {
            throw new StateFormatException(Reason(e), e);
        }

        return text.ToString();
    }

    /// <exception cref="StateFormatException">It is not what <see cref="Write"/> wrote, or names a type that is not allowed.</exception>
    public void Read(string text, IDictionary<string, object> into)
    {
        using var json = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, MaxDepth = Deepest };
        try
        {
            var read = _serializer.Deserialize<Dictionary<string, object>>(json) ?? throw new StateFormatException("The stored state is empty.");
            foreach (var (name, value) in read) into[name] = value;
        }
        catch (JsonException e)
        {
            throw new StateFormatException(Reason(e), e);
        }
    }

    private static string Reason(Exception e) => (e.GetBaseException() as StateFormatException ?? e).Message;

    private static string Checked(string name) => Instructions.Contains(name)
        ? throw new StateFormatException($"A property named {name} cannot be kept in state: it would be read as an instruction.")
        : name;

    private sealed class AllowList : ISerializationBinder
    {
        private readonly Dictionary<string, Type> _types = new(StringComparer.Ordinal);
        private readonly Dictionary<Type, string> _names = [];

        public AllowList(IEnumerable<KeyValuePair<string, Type>> allowed)
        {
            foreach (var (name, type) in allowed)
            {
                _types.Add(name, type);
                _names.Add(type, name);
            }
        }

        public Type BindToType(string? assemblyName, string typeName) => assemblyName is null && _types.TryGetValue(typeName, out var type)
            ? type
            : throw new StateFormatException($"State names the type '{(assemblyName is null ? typeName : $"{typeName}, {assemblyName}")}', which is not on the allow-list.");

        public void BindToName(Type serializedType, out string? assemblyName, out string? typeName)
        {
            assemblyName = null;
            typeName = _names.TryGetValue(serializedType, out var name)
                ? name
                : throw new StateFormatException($"The type {serializedType} is not on the allow-list for state: register it as a {nameof(StateType)}, or keep it as text.");
        }
    }

    private sealed class CheckedNames : DefaultContractResolver
    {
        // A list is read as its declared type makes it: which of the many kinds of list it was says nothing.
        protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
        {
            var property = base.CreateProperty(member, memberSerialization);
            if (property.PropertyType is { } type && type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type)) property.TypeNameHandling = TypeNameHandling.None;
            return property;
        }

        protected override JsonDictionaryContract CreateDictionaryContract(Type objectType)
        {
            var contract = base.CreateDictionaryContract(objectType);
            contract.DictionaryKeyResolver = Checked;
            return contract;
        }
    }

    private sealed class CheckedToken : JsonConverter
    {
        public override bool CanRead => false;

        public override bool CanConvert(Type objectType) => typeof(JToken).IsAssignableFrom(objectType);

        public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
        {
            var token = (JToken)value!;
            if (token is JContainer container)
            {
                foreach (var property in container.DescendantsAndSelf().OfType<JProperty>()) Checked(property.Name);
            }

            token.WriteTo(writer);
        }

        public override object ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) =>
            throw new NotSupportedException();
    }

    // What is written deeper than may be read would lock the conversation for good.
    private sealed class BoundedWriter(TextWriter text) : JsonTextWriter(text)
    {
        public override void WriteStartObject()
        {
            Check();
            base.WriteStartObject();
        }

        public override void WriteStartArray()
        {
            Check();
            base.WriteStartArray();
        }

        private void Check()
        {
            if (Top >= Deepest) throw new StateFormatException($"State is nested deeper than {Deepest}.");
        }
    }
}
