using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>How the entities of one type are written and read. Reflection is done once per type.</summary>
internal abstract class EntityFormat
{
    private static readonly ConcurrentDictionary<Type, EntityFormat> Formats = new();

    public static EntityFormat Of(Type type) => Formats.GetOrAdd(type, static type =>
        type == typeof(TableEntity) ? new DictionaryFormat() : new ObjectFormat(type));

    public abstract void Write(Utf8JsonWriter json, ITableEntity entity);

    /// <summary>Reads the object that the reader has just entered, to its end.</summary>
    public abstract ITableEntity Read(ref Utf8JsonReader json, NameTable names);

    /// <summary>The property names of the former entity of a page: the next one mostly has the same, in the same order.</summary>
    public sealed class NameTable
    {
        private readonly List<string> _names = [];

        public string Read(ref Utf8JsonReader json, int position)
        {
            if (position < _names.Count && json.ValueTextEquals(_names[position]))
                return _names[position];
            var name = json.GetString();
            if (position < _names.Count)
                _names[position] = name;
            else
                _names.Add(name);
            return name;
        }
    }

    private sealed class DictionaryFormat : EntityFormat
    {
        public override void Write(Utf8JsonWriter json, ITableEntity entity)
        {
            json.WriteStartObject();
            foreach (var (name, value) in ((TableEntity)entity).Properties)
            {
                if (value is not null && name is not EntityKeys.Timestamp && !name.StartsWith("odata.", StringComparison.Ordinal))
                    EdmJson.Write(json, PropertyName.Of(name), value);
            }

            json.WriteEndObject();
        }

        public override ITableEntity Read(ref Utf8JsonReader json, NameTable names)
        {
            var entity = new TableEntity(capacity: 12);
            var properties = entity.Properties;
            string annotated = null, type = null;
            for (var position = 0; json.Read() && json.TokenType == JsonTokenType.PropertyName; position++)
            {
                var name = names.Read(ref json, position);
                json.Read();
                if (name.EndsWith(EdmJson.TypeSuffix, StringComparison.Ordinal))
                {
                    annotated = name[..^EdmJson.TypeSuffix.Length];
                    type = TypeName(ref json);
                    if (properties.TryGetValue(annotated, out var early))
                        properties[annotated] = Retype(early, type);
                }
                else if (name is EntityKeys.Timestamp)
                {
                    properties[name] = EdmJson.ReadDateTimeOffset(ref json);
                }
                else if (name is EntityKeys.ETag || !name.StartsWith("odata.", StringComparison.Ordinal))
                {
                    properties[name] = EdmJson.ReadObject(ref json, name == annotated ? type : null);
                }
            }

            return entity;
        }

        private static string TypeName(ref Utf8JsonReader json) =>
            json.ValueTextEquals("Edm.DateTime"u8) ? "Edm.DateTime"
            : json.ValueTextEquals("Edm.Int64"u8) ? "Edm.Int64"
            : json.GetString();

        // The order of an object's members means nothing in JSON: the annotation may come after its value.
        private static object Retype(object value, string type)
        {
            if (value is null)
                return null;
            var json = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType()));
            json.Read();
            return EdmJson.ReadObject(ref json, type);
        }
    }

    private sealed class ObjectFormat : EntityFormat
    {
        private readonly Func<ITableEntity> _create;
        private readonly EntityProperty[] _properties;

        public ObjectFormat(Type type)
        {
            _create = type.GetConstructor(Type.EmptyTypes) is null
                ? () => throw new MissingMethodException($"{type} has no public constructor without parameters.")
                : Expression.Lambda<Func<ITableEntity>>(Expression.New(type)).Compile();
            _properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(property => property.GetIndexParameters().Length == 0
                    && property.Name is not nameof(ITableEntity.ETag) and not nameof(ITableEntity.Timestamp)
                    && !property.IsDefined(typeof(IgnoreDataMemberAttribute)))
                .Select(property => EntityProperty.Create(type, property))
                .ToArray();
        }

        public override void Write(Utf8JsonWriter json, ITableEntity entity)
        {
            json.WriteStartObject();
            foreach (var property in _properties)
                property.Write(json, entity);
            json.WriteEndObject();
        }

        public override ITableEntity Read(ref Utf8JsonReader json, NameTable names)
        {
            var entity = _create();
            var next = 0;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var property = Find(ref json, ref next);
                var isETag = property is null && json.ValueTextEquals("odata.etag"u8);
                var isTimestamp = property is null && json.ValueTextEquals("Timestamp"u8);
                json.Read();
                if (property is not null)
                    property.Read(ref json, entity);
                else if (isETag)
                    entity.ETag = new ETag(json.GetString());
                else if (isTimestamp)
                    entity.Timestamp = EdmJson.ReadDateTimeOffset(ref json);
                else
                    json.Skip();
            }

            return entity;
        }

        private EntityProperty Find(ref Utf8JsonReader json, ref int next)
        {
            for (var tried = 0; tried < _properties.Length; tried++)
            {
                var index = (next + tried) % _properties.Length;
                if (json.ValueTextEquals(_properties[index].Name.Text))
                {
                    next = index + 1;
                    return _properties[index];
                }
            }

            return null;
        }
    }
}
