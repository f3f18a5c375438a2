using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>One property of a type that is stored by its properties.</summary>
internal abstract class EntityProperty
{
    private delegate void Writer<TValue>(Utf8JsonWriter json, PropertyName name, TValue value);

    private delegate TValue Reader<TValue>(ref Utf8JsonReader json);

    public PropertyName Name { get; private init; }

    public static EntityProperty Create(Type entity, PropertyInfo property)
    {
        var name = PropertyName.Of(property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name);
        var value = property.PropertyType;
        var underlying = Nullable.GetUnderlyingType(value);
        var kind = (underlying ?? value).IsEnum
            ? underlying is null ? typeof(EnumProperty<,>) : typeof(NullableEnumProperty<,>)
            : underlying is not null ? typeof(NullableProperty<,>)
            : value.IsValueType ? typeof(ValueProperty<,>) : typeof(ReferenceProperty<,>);
        var created = kind.MakeGenericType(entity, underlying ?? value);
        try
        {
            return (EntityProperty)Activator.CreateInstance(created, name, property);
        }
        catch (TargetInvocationException e) when (e.InnerException is NotSupportedException unsupported)
        {
            throw unsupported;
        }
    }

    public abstract void Write(Utf8JsonWriter json, ITableEntity entity);

    public abstract void Read(ref Utf8JsonReader json, ITableEntity entity);

    private static (Writer<TValue> Write, Reader<TValue> Read) Conversion<TValue>(PropertyName name)
    {
        object write, read;
        if (typeof(TValue) == typeof(string))
            (write, read) = ((Writer<string>)EdmJson.Write, (Reader<string>)((ref json) => json.GetString()));
        else if (typeof(TValue) == typeof(int))
            (write, read) = ((Writer<int>)EdmJson.Write, (Reader<int>)((ref json) => json.GetInt32()));
        else if (typeof(TValue) == typeof(bool))
            (write, read) = ((Writer<bool>)EdmJson.Write, (Reader<bool>)((ref json) => json.GetBoolean()));
        else if (typeof(TValue) == typeof(long))
            (write, read) = ((Writer<long>)EdmJson.Write, (Reader<long>)EdmJson.ReadInt64);
        else if (typeof(TValue) == typeof(double))
            (write, read) = ((Writer<double>)EdmJson.Write, (Reader<double>)EdmJson.ReadDouble);
        else if (typeof(TValue) == typeof(Guid))
            (write, read) = ((Writer<Guid>)EdmJson.Write, (Reader<Guid>)((ref json) => json.GetGuid()));
        else if (typeof(TValue) == typeof(DateTimeOffset))
            (write, read) = ((Writer<DateTimeOffset>)EdmJson.Write, (Reader<DateTimeOffset>)EdmJson.ReadDateTimeOffset);
        else if (typeof(TValue) == typeof(DateTime))
            (write, read) = ((Writer<DateTime>)EdmJson.Write, (Reader<DateTime>)EdmJson.ReadDateTime);
        else if (typeof(TValue) == typeof(byte[]))
            (write, read) = ((Writer<byte[]>)((json, name, value) => EdmJson.Write(json, name, value.AsSpan())), (Reader<byte[]>)((ref json) => json.GetBytesFromBase64()));
        else if (typeof(TValue) == typeof(BinaryData))
            (write, read) = ((Writer<BinaryData>)((json, name, value) => EdmJson.Write(json, name, value.ToMemory().Span)), (Reader<BinaryData>)((ref json) => BinaryData.FromBytes(json.GetBytesFromBase64())));
        else
            throw EdmJson.Unsupported(name.Text, typeof(TValue));
        return ((Writer<TValue>)write, (Reader<TValue>)read);
    }

    /// <summary>A property whose accessors are called without reflection and without a box around the value.</summary>
    private abstract class Accessible<TEntity, TProperty> : EntityProperty
        where TEntity : class, ITableEntity
    {
        private readonly Func<TEntity, TProperty> _get;
        private readonly Action<TEntity, TProperty> _set;

        protected Accessible(PropertyName name, PropertyInfo property)
        {
            Name = name;
            _get = property.GetGetMethod()?.CreateDelegate<Func<TEntity, TProperty>>();
            _set = property.GetSetMethod()?.CreateDelegate<Action<TEntity, TProperty>>();
        }

        public override void Write(Utf8JsonWriter json, ITableEntity entity)
        {
            if (_get is not null)
                WriteValue(json, _get((TEntity)entity));
        }

        public override void Read(ref Utf8JsonReader json, ITableEntity entity)
        {
            if (_set is null || json.TokenType == JsonTokenType.Null)
            {
                json.Skip();
                return;
            }

            try
            {
                _set((TEntity)entity, ReadValue(ref json));
            }
            catch (Exception e) when (e is InvalidOperationException or FormatException or OverflowException or ArgumentException)
            {
                throw new InvalidOperationException($"What is stored in '{Name.Text}' does not fit {typeof(TEntity)}'s {typeof(TProperty)}.", e);
            }
        }

        protected abstract void WriteValue(Utf8JsonWriter json, TProperty value);

        protected abstract TProperty ReadValue(ref Utf8JsonReader json);
    }

    private sealed class ReferenceProperty<TEntity, TValue>(PropertyName name, PropertyInfo property) : Accessible<TEntity, TValue>(name, property)
        where TEntity : class, ITableEntity
        where TValue : class
    {
        private readonly (Writer<TValue> Write, Reader<TValue> Read) _conversion = Conversion<TValue>(name);

        protected override void WriteValue(Utf8JsonWriter json, TValue value)
        {
            if (value is not null)
                _conversion.Write(json, Name, value);
        }

        protected override TValue ReadValue(ref Utf8JsonReader json) => _conversion.Read(ref json);
    }

    private sealed class ValueProperty<TEntity, TValue>(PropertyName name, PropertyInfo property) : Accessible<TEntity, TValue>(name, property)
        where TEntity : class, ITableEntity
        where TValue : struct
    {
        private readonly (Writer<TValue> Write, Reader<TValue> Read) _conversion = Conversion<TValue>(name);

        protected override void WriteValue(Utf8JsonWriter json, TValue value) => _conversion.Write(json, Name, value);

        protected override TValue ReadValue(ref Utf8JsonReader json) => _conversion.Read(ref json);
    }

    private sealed class NullableProperty<TEntity, TValue>(PropertyName name, PropertyInfo property) : Accessible<TEntity, TValue?>(name, property)
        where TEntity : class, ITableEntity
        where TValue : struct
    {
        private readonly (Writer<TValue> Write, Reader<TValue> Read) _conversion = Conversion<TValue>(name);

        protected override void WriteValue(Utf8JsonWriter json, TValue? value)
        {
            if (value is { } some)
                _conversion.Write(json, Name, some);
        }

        protected override TValue? ReadValue(ref Utf8JsonReader json) => _conversion.Read(ref json);
    }

    private sealed class EnumProperty<TEntity, TValue>(PropertyName name, PropertyInfo property) : Accessible<TEntity, TValue>(name, property)
        where TEntity : class, ITableEntity
        where TValue : struct, Enum
    {
        protected override void WriteValue(Utf8JsonWriter json, TValue value) => EdmJson.Write(json, Name, value.ToString());

        protected override TValue ReadValue(ref Utf8JsonReader json) => Enum.Parse<TValue>(json.GetString());
    }

    private sealed class NullableEnumProperty<TEntity, TValue>(PropertyName name, PropertyInfo property) : Accessible<TEntity, TValue?>(name, property)
        where TEntity : class, ITableEntity
        where TValue : struct, Enum
    {
        protected override void WriteValue(Utf8JsonWriter json, TValue? value)
        {
            if (value is { } some)
                EdmJson.Write(json, Name, some.ToString());
        }

        protected override TValue? ReadValue(ref Utf8JsonReader json) => Enum.Parse<TValue>(json.GetString());
    }
}
